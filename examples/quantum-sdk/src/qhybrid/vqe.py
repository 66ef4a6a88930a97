"""A variational eigensolver: the quantum part measures an energy, the classical part walks downhill."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Callable, Sequence

from .circuit import Circuit

Energy = Callable[[Circuit], float]


@dataclass(frozen=True)
class VqeResult:
    energy: float
    parameters: tuple[float, ...]
    #: Energy after each step, the starting point first.
    history: tuple[float, ...]


def hardware_efficient(parameters: Sequence[float]) -> Circuit:
    """Two qubits, two layers of RY around one CX: four angles, shallow enough for a noisy device."""
    first, second, third, fourth = parameters
    return (
        Circuit(2)
        .add("ry", 0, angle=first)
        .add("ry", 1, angle=second)
        .add("cx", 0, 1)
        .add("ry", 0, angle=third)
        .add("ry", 1, angle=fourth)
    )


def gradient(energy: Energy, parameters: Sequence[float]) -> list[float]:
    """Parameter-shift rule: exact for rotation gates, from two measurements per angle."""
    slopes = []
    for index in range(len(parameters)):
        shifted = []
        for shift in (math.pi / 2, -math.pi / 2):
            moved = list(parameters)
            moved[index] += shift
            shifted.append(energy(hardware_efficient(moved)))
        slopes.append((shifted[0] - shifted[1]) / 2)
    return slopes


def minimise_energy(
    energy: Energy,
    start: Sequence[float] = (0.1, 0.1, 0.1, 0.1),
    steps: int = 120,
    rate: float = 0.4,
    tolerance: float = 1e-9,
) -> VqeResult:
    """Gradient descent from ``start``; stops early when a step changes the energy by less than ``tolerance``."""
    parameters = list(start)
    history = [energy(hardware_efficient(parameters))]
    for _ in range(steps):
        slopes = gradient(energy, parameters)
        parameters = [value - rate * slope for value, slope in zip(parameters, slopes)]
        history.append(energy(hardware_efficient(parameters)))
        if abs(history[-2] - history[-1]) < tolerance:
            break
    return VqeResult(history[-1], tuple(parameters), tuple(history))
