"""What a mock says of its answers in header fields, beside what the contract has."""

from __future__ import annotations

from collections.abc import Sequence

from generated.runtime.http.answers import Answer, StreamAnswer

# Where an answer comes from: state, sample, example, error.
SOURCE = b"mock-source"
# The status that the operation does not declare.
UNDECLARED = b"mock-undeclared"
# What the mock could not do as it was asked.
NOTE = b"mock-note"

# Bytes of a value: what a field may have that every client and every proxy takes.
_MOST = 500
_MOST_OF_ONE = 150


def mark(answer: Answer | StreamAnswer, name: bytes, text: str) -> None:
    """Add a field; characters that a field can't have are replaced."""
    answer.headers.append((name, plain_field(text)))


def note(answer: Answer | StreamAnswer, notes: Sequence[str]) -> None:
    """Say in one field what there is to say of an answer, as far as there is room."""
    told, room = list[str](), _MOST - len("; and 9999999 more")
    for each in notes:
        short = each if len(each) <= _MOST_OF_ONE else f"{each[: _MOST_OF_ONE - 3]}..."
        room -= len(short) + 2
        if room < 0:
            break
        told.append(short)
    if len(told) < len(notes):
        told.append(f"and {len(notes) - len(told)} more")
    if told:
        mark(answer, NOTE, "; ".join(told))


def plain_field(text: str) -> bytes:
    """Return a text as a field's value: visible ASCII, and no more than anybody takes.

    Control characters, which would end a field or be refused, are replaced.
    """
    plain = "".join(c if " " <= c <= "~" else "?" for c in text[: _MOST + 1])
    if len(plain) > _MOST:
        plain = f"{plain[: _MOST - 3]}..."
    return plain.encode("ascii")
