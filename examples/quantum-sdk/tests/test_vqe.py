import unittest

from qhybrid.backends import LocalSimulator, estimate, exact
from qhybrid.observable import HYDROGEN, PauliSum
from qhybrid.vqe import gradient, hardware_efficient, minimise_energy

GROUND_STATE = -1.857275  # hartree, from diagonalising HYDROGEN


class Vqe(unittest.TestCase):
    def test_finds_the_ground_state_of_hydrogen(self):
        result = minimise_energy(lambda circuit: exact(circuit, HYDROGEN))
        self.assertAlmostEqual(result.energy, GROUND_STATE, delta=1.6e-3)  # chemical accuracy
        self.assertLess(result.history[-1], result.history[0])

    def test_never_goes_below_the_ground_state(self):
        result = minimise_energy(lambda circuit: exact(circuit, HYDROGEN))
        self.assertGreaterEqual(min(result.history), GROUND_STATE - 1e-6)

    def test_parameter_shift_agrees_with_finite_differences(self):
        def energy(circuit):
            return exact(circuit, HYDROGEN)

        point, step = [0.3, -0.7, 1.1, 0.2], 1e-5
        for index, slope in enumerate(gradient(energy, point)):
            ahead, behind = list(point), list(point)
            ahead[index] += step
            behind[index] -= step
            difference = energy(hardware_efficient(ahead)) - energy(hardware_efficient(behind))
            self.assertAlmostEqual(slope, difference / (2 * step), places=6)

    def test_sampled_energy_is_close_to_the_exact_one(self):
        circuit = hardware_efficient([0.3, -0.7, 1.1, 0.2])
        sampled = estimate(LocalSimulator(seed=3), circuit, HYDROGEN, shots=20_000)
        self.assertAlmostEqual(sampled, exact(circuit, HYDROGEN), delta=0.02)

    def test_observables_must_be_well_formed(self):
        for terms in [(("XZ", 1.0), ("Z", 1.0)), (("XQ", 1.0),)]:
            with self.subTest(terms), self.assertRaises(ValueError):
                PauliSum(terms)


if __name__ == "__main__":
    unittest.main()
