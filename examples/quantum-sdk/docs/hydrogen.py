"""The tutorial as a program: the ground state of H₂, exactly and with sampling noise."""

from qhybrid import LocalSimulator, minimise_energy
from qhybrid.backends import estimate, exact
from qhybrid.observable import HYDROGEN
from qhybrid.vqe import hardware_efficient

result = minimise_energy(lambda circuit: exact(circuit, HYDROGEN))
print(f"exact    {result.energy:.6f} hartree after {len(result.history) - 1} steps")

circuit = hardware_efficient(result.parameters)
energy = estimate(LocalSimulator(seed=11), circuit, HYDROGEN, shots=4096)
print(f"sampled  {energy:.6f} hartree with 4096 shots a term")
