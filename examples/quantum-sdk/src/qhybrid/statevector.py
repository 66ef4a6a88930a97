"""A statevector simulator in plain Python: exact, and fast enough for a dozen qubits."""

from __future__ import annotations

import cmath
import math
import random
from collections import Counter

from .circuit import Circuit, Gate

Matrix = tuple[tuple[complex, complex], tuple[complex, complex]]

_H = 1 / math.sqrt(2)


def gate_matrix(gate: Gate) -> Matrix:
    """The 2×2 matrix of a gate on one qubit."""
    half = (gate.angle or 0.0) / 2
    cosine, sine = math.cos(half), math.sin(half)
    matrices: dict[str, Matrix] = {
        "h": ((_H, _H), (_H, -_H)),
        "x": ((0, 1), (1, 0)),
        "sdg": ((1, 0), (0, -1j)),
        "rx": ((cosine, -1j * sine), (-1j * sine, cosine)),
        "ry": ((cosine, -sine), (sine, cosine)),
        "rz": ((cmath.exp(-1j * half), 0), (0, cmath.exp(1j * half))),
    }
    return matrices[gate.name]


def simulate(circuit: Circuit) -> list[complex]:
    """Amplitudes of the 2**n basis states after the circuit, qubit 0 least significant."""
    state: list[complex] = [0j] * 2**circuit.qubits
    state[0] = 1 + 0j
    for gate in circuit.gates:
        if gate.name == "cx":
            control, target = gate.qubits
            _controlled_flip(state, 1 << control, 1 << target)
        else:
            _apply(state, gate_matrix(gate), 1 << gate.qubits[0])
    return state


def sample(state: list[complex], shots: int, rng: random.Random) -> Counter[int]:
    """Counts of measured basis states, as integers."""
    weights = [abs(amplitude) ** 2 for amplitude in state]
    return Counter(rng.choices(range(len(state)), weights=weights, k=shots))


def _apply(state: list[complex], matrix: Matrix, bit: int) -> None:
    (a, b), (c, d) = matrix
    for index in range(len(state)):
        if index & bit:
            continue
        low, high = state[index], state[index | bit]
        state[index] = a * low + b * high
        state[index | bit] = c * low + d * high


def _controlled_flip(state: list[complex], control: int, target: int) -> None:
    for index in range(len(state)):
        if index & control and not index & target:
            state[index], state[index | target] = state[index | target], state[index]
