"""qhybrid: hybrid quantum/classical programs on a local simulator or on remote hardware."""

from .backends import Backend, LocalSimulator, RemoteHardware
from .circuit import Circuit, Gate
from .observable import PauliSum
from .vqe import VqeResult, minimise_energy

__all__ = [
    "Backend",
    "Circuit",
    "Gate",
    "LocalSimulator",
    "PauliSum",
    "RemoteHardware",
    "VqeResult",
    "minimise_energy",
]
