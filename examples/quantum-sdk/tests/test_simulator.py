import math
import random
import unittest

from qhybrid.circuit import Circuit
from qhybrid.statevector import sample, simulate


class Simulator(unittest.TestCase):
    def test_bell_state(self):
        state = simulate(Circuit(2).add("h", 0).add("cx", 0, 1))
        for index, expected in enumerate([math.sqrt(0.5), 0, 0, math.sqrt(0.5)]):
            self.assertAlmostEqual(state[index], expected)

    def test_qubit_zero_is_least_significant(self):
        self.assertAlmostEqual(simulate(Circuit(3).add("x", 1))[0b010], 1)

    def test_random_circuits_keep_the_norm(self):
        rng = random.Random(7)
        for _ in range(20):
            circuit = Circuit(3)
            for _ in range(15):
                if rng.random() < 0.3:
                    circuit.add("cx", *rng.sample(range(3), 2))
                else:
                    angle = rng.uniform(-math.pi, math.pi)
                    circuit.add(rng.choice(["rx", "ry", "rz"]), rng.randrange(3), angle=angle)
            self.assertAlmostEqual(sum(abs(a) ** 2 for a in simulate(circuit)), 1)

    def test_sampling_follows_the_amplitudes(self):
        state = simulate(Circuit(1).add("ry", 0, angle=2 * math.asin(math.sqrt(0.2))))
        counts = sample(state, 10_000, random.Random(1))
        self.assertAlmostEqual(counts[1] / 10_000, 0.2, delta=0.02)

    def test_bad_gates_are_refused(self):
        for name, qubits, angle in [
            ("toffoli", (0,), None),
            ("x", (2,), None),
            ("cx", (1, 1), None),
            ("ry", (0,), None),
            ("h", (0,), 0.5),
        ]:
            with self.subTest(name), self.assertRaises(ValueError):
                Circuit(2).add(name, *qubits, angle=angle)


if __name__ == "__main__":
    unittest.main()
