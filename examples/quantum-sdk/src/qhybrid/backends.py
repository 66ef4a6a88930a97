"""Where circuits run. A program is written against :class:`Backend` and does not know which one it got."""

from __future__ import annotations

import os
import random
from collections import Counter
from typing import Any, Callable, Mapping, Protocol

from .circuit import Circuit
from .observable import PauliSum, measured_in, parity
from .statevector import sample, simulate

#: Sends one job and returns its counts; injected, because this example ships no network code.
Transport = Callable[[Mapping[str, Any]], Mapping[str, int]]


class Backend(Protocol):
    name: str

    def run(self, circuit: Circuit, shots: int) -> Counter[int]:
        """Measures every qubit ``shots`` times; counts by basis state."""
        ...


class LocalSimulator:
    """Exact simulation with sampled outcomes. Give a seed to make a run repeatable."""

    name = "local-simulator"

    def __init__(self, seed: int | None = None) -> None:
        self._rng = random.Random(seed)

    def run(self, circuit: Circuit, shots: int) -> Counter[int]:
        return sample(simulate(circuit), shots, self._rng)


class HardwareError(RuntimeError):
    """The device could not be used; the message says what to do."""


class RemoteHardware:
    """A device behind a cloud queue. Every job costs money and lab time, so it is never a default."""

    TOKEN_VARIABLE = "QISKIT_IBM_TOKEN"

    def __init__(
        self,
        device: str,
        transport: Transport,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        token = environment.get(self.TOKEN_VARIABLE, "")
        if not token:
            raise HardwareError(f"set {self.TOKEN_VARIABLE} to use {device}, or use LocalSimulator")
        self.name = device
        self._token = token
        self._transport = transport

    def __repr__(self) -> str:
        return f"RemoteHardware({self.name!r}, token=<hidden>)"

    def run(self, circuit: Circuit, shots: int) -> Counter[int]:
        job = {
            "device": self.name,
            "authorization": f"Bearer {self._token}",
            "program": circuit.to_qasm(),
            "shots": shots,
        }
        counts = Counter({int(bits, 2): n for bits, n in self._transport(job).items()})
        if sum(counts.values()) != shots:
            raise HardwareError(f"{self.name} returned {sum(counts.values())} of {shots} shots")
        return counts


def estimate(backend: Backend, circuit: Circuit, observable: PauliSum, shots: int) -> float:
    """Expectation value of ``observable`` from ``shots`` measurements of each of its strings."""
    if observable.qubits != circuit.qubits:
        raise ValueError(f"{observable.qubits} qubits in the observable, {circuit.qubits} in the circuit")
    total = 0.0
    for pauli, weight in observable.terms:
        if set(pauli) == {"I"}:
            total += weight
            continue
        counts = backend.run(measured_in(circuit, pauli), shots)
        total += weight * sum(parity(pauli, outcome) * n for outcome, n in counts.items()) / shots
    return total


def exact(circuit: Circuit, observable: PauliSum) -> float:
    """Expectation value without sampling noise; for tests and for choosing step sizes."""
    total = 0.0
    for pauli, weight in observable.terms:
        state = simulate(measured_in(circuit, pauli))
        total += weight * sum(parity(pauli, i) * abs(a) ** 2 for i, a in enumerate(state))
    return total
