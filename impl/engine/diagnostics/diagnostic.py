"""What is wrong with a document, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text; line and column count characters from 1."""

    line: int
    column: int
    file: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}".lstrip(":")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a document.

    ``code`` is stable and listed in :mod:`impl.engine.diagnostics.catalogue`;
    ``pointer`` is a JSON Pointer (RFC 6901) into the file named by ``file``.
    """

    code: str
    severity: Severity
    pointer: str
    line: int
    column: int
    message: str
    mend: str
    file: str = ""

    def __str__(self) -> str:
        place = Position(self.line, self.column, self.file)
        return f"{place}: {self.code} {self.message} {self.mend}"


class DocumentError(ValueError):
    """The document cannot be loaded; ``faults`` (at least one) say why."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
