"""Circuits as plain data, and their OpenQASM 3 text."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Gate name → (number of qubits, takes an angle).
GATES = {
    "h": (1, False),
    "x": (1, False),
    "sdg": (1, False),
    "rx": (1, True),
    "ry": (1, True),
    "rz": (1, True),
    "cx": (2, False),
}


@dataclass(frozen=True)
class Gate:
    name: str
    qubits: tuple[int, ...]
    #: Radians; None for gates without an angle.
    angle: float | None = None


@dataclass
class Circuit:
    """A list of gates on ``qubits`` qubits that start in |0…0⟩. Qubit 0 is the least significant bit."""

    qubits: int
    gates: list[Gate] = field(default_factory=list)

    def add(self, name: str, *qubits: int, angle: float | None = None) -> Circuit:
        """Appends a gate and returns the circuit, so that calls can be chained."""
        if name not in GATES:
            raise ValueError(f"unknown gate {name!r}; known: {', '.join(GATES)}")
        width, takes_angle = GATES[name]
        if len(qubits) != width or len(set(qubits)) != width:
            raise ValueError(f"{name} acts on {width} different qubit(s), got {qubits}")
        if any(not 0 <= qubit < self.qubits for qubit in qubits):
            raise ValueError(f"{name} on {qubits}: the circuit has {self.qubits} qubits")
        if takes_angle != (angle is not None):
            raise ValueError(f"{name} {'needs an' if takes_angle else 'takes no'} angle")
        self.gates.append(Gate(name, qubits, angle))
        return self

    def to_qasm(self) -> str:
        """OpenQASM 3 that measures every qubit at the end."""
        lines = ["OPENQASM 3.0;", 'include "stdgates.inc";']
        lines += [f"qubit[{self.qubits}] q;", f"bit[{self.qubits}] c;"]
        for gate in self.gates:
            angle = "" if gate.angle is None else f"({gate.angle!r})"
            targets = ", ".join(f"q[{qubit}]" for qubit in gate.qubits)
            lines.append(f"{gate.name}{angle} {targets};")
        lines.append("c = measure q;")
        return "\n".join(lines) + "\n"
