"""Weighted sums of Pauli strings: what a hybrid program measures."""

from __future__ import annotations

from dataclasses import dataclass

from .circuit import Circuit


@dataclass(frozen=True)
class PauliSum:
    """Terms like ``("XZ", 0.5)``. The rightmost letter acts on qubit 0, as in most SDKs."""

    terms: tuple[tuple[str, float], ...]

    def __post_init__(self) -> None:
        lengths = {len(pauli) for pauli, _ in self.terms}
        if len(lengths) != 1:
            raise ValueError("every Pauli string must have the same length")
        for pauli, _ in self.terms:
            if set(pauli) - set("IXYZ"):
                raise ValueError(f"not a Pauli string: {pauli!r}")

    @property
    def qubits(self) -> int:
        return len(self.terms[0][0])


def measured_in(circuit: Circuit, pauli: str) -> Circuit:
    """The circuit, followed by the rotations that turn a Pauli string into a measurement of bits."""
    rotated = Circuit(circuit.qubits, list(circuit.gates))
    for qubit, letter in enumerate(reversed(pauli)):
        if letter == "Y":
            rotated.add("sdg", qubit)
        if letter in "XY":
            rotated.add("h", qubit)
    return rotated


def parity(pauli: str, outcome: int) -> int:
    """+1 or -1: the value of the string for one measured outcome in its rotated basis."""
    mask = sum(1 << q for q, letter in enumerate(reversed(pauli)) if letter != "I")
    return -1 if bin(outcome & mask).count("1") % 2 else 1


#: Molecular hydrogen at 0.735 Å, STO-3G, parity mapping, two qubits; electronic energy in hartree.
HYDROGEN = PauliSum(
    (
        ("II", -1.052373245772859),
        ("IZ", 0.39793742484318045),
        ("ZI", -0.39793742484318045),
        ("ZZ", -0.01128010425623538),
        ("XX", 0.18093119978423156),
    )
)
