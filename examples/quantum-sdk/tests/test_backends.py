import unittest

from qhybrid.backends import HardwareError, LocalSimulator, RemoteHardware
from qhybrid.circuit import Circuit

BELL = Circuit(2).add("h", 0).add("cx", 0, 1)
ENVIRONMENT = {"QISKIT_IBM_TOKEN": "fake-for-tests"}


class Backends(unittest.TestCase):
    def test_a_seed_makes_runs_repeatable(self):
        first, second = (LocalSimulator(seed=5).run(BELL, 100) for _ in range(2))
        self.assertEqual(first, second)
        self.assertEqual(set(first), {0b00, 0b11})

    def test_hardware_needs_a_token(self):
        with self.assertRaisesRegex(HardwareError, "QISKIT_IBM_TOKEN"):
            RemoteHardware("device-a", lambda job: {}, environment={})

    def test_hardware_sends_openqasm_and_reads_counts(self):
        sent = []

        def transport(job):
            sent.append(job)
            return {"00": 60, "11": 40}

        counts = RemoteHardware("device-a", transport, ENVIRONMENT).run(BELL, 100)
        self.assertEqual(counts, {0b00: 60, 0b11: 40})
        self.assertIn("cx q[0], q[1];", sent[0]["program"])
        self.assertEqual(sent[0]["shots"], 100)

    def test_lost_shots_are_an_error(self):
        with self.assertRaisesRegex(HardwareError, "99 of 100"):
            RemoteHardware("device-a", lambda job: {"00": 99}, ENVIRONMENT).run(BELL, 100)

    def test_the_token_stays_out_of_logs(self):
        backend = RemoteHardware("device-a", lambda job: {}, ENVIRONMENT)
        self.assertNotIn(ENVIRONMENT["QISKIT_IBM_TOKEN"], repr(backend))


if __name__ == "__main__":
    unittest.main()
