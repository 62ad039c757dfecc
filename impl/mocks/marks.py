"""What a mock says of its answers in header fields, beside what the contract has."""

from __future__ import annotations

from generated.runtime.http.answers import Answer, StreamAnswer

# Where an answer comes from: state, sample, example, error.
SOURCE = b"mock-source"
# The status that the operation does not declare.
UNDECLARED = b"mock-undeclared"
# What the mock could not do as it was asked.
NOTE = b"mock-note"

_MOST = 500


def mark(answer: Answer | StreamAnswer, name: bytes, text: str) -> None:
    """Add a field; characters that a field can't have are replaced."""
    plain = "".join(c if " " <= c <= "~" else "?" for c in text)[:_MOST]
    answer.headers.append((name, plain.encode("ascii")))
