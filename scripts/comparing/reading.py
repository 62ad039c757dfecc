"""Read contracts and schemas from wherever they are, and check them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scripts.comparing.refusals import Unusable
from scripts.comparing.sources import Read, source_of

if TYPE_CHECKING:
    from impl.engine.diagnostics.diagnostic import Fault
    from impl.engine.text.contracts import TracedContract, WrittenContract
    from impl.engine.text.documents import Document
    from impl.engine.text.limits import Limits
    from scripts.comparing.sources import ContractSource

# What may be a reference out of the document: a look at the text saves most walks.
_OUTWARD = re.compile(r"""\$ref["']?\s*:(?>\s*)(?!["']?\#)""")


@dataclass(frozen=True)
class Given:
    """A contract, and what people call it.

    Attributes:
        contract: the contract as it is meant, of one or more files.
        name: the argument that named it.
        folder: what the names of its files are relative to, as people would write it.
        root: the name of the root file there.
        text: the text of the root file.
        whole: the bytes of its only file, if it has no others.
    """

    contract: TracedContract
    name: str
    folder: str
    root: str
    text: str
    whole: bytes | None

    def file(self, name: str) -> str:
        """Return the name of one of its files, as people would write it."""
        return f"{self.folder}{name}"

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the root file."""
        return self.text.split("\n")

    def end_of_line(self, name: str, line: int) -> int | None:
        """Return the column after the last sign of a line, if its file is at hand.

        Args:
            name: the name of one of its files.
            line: counts from 1.
        """
        _, root = self.contract.source("")
        if name != root.file or not 1 <= line <= len(self.lines):
            return None
        return len(self.lines[line - 1]) + 1


def read_contract(
    argument: str, known: Given | None = None, *, may_fetch: bool = False
) -> Given:
    """Read a contract and the files that it refers to, and check it.

    Args:
        argument: what `source_of` takes.
        known: a contract that was read before; the same bytes are not read again.
        may_fetch: whether a URL may be fetched.

    Raises:
        Unusable: there is nothing to read.
        DocumentError: it is no valid contract; files are named as people would.
    """
    return read_from(source_of(argument, may_fetch=may_fetch), known)


def read_from(source: ContractSource, known: Given | None = None) -> Given:
    """Read a contract from where it is; `known` and errors as for `read_contract`."""
    from impl.engine.check.contract import check_reading
    from impl.engine.diagnostics.diagnostic import DocumentError
    from impl.engine.diagnostics.discretion import discreet
    from impl.engine.repair.contract import repair as read_meaning
    from impl.engine.text.documents import load
    from impl.engine.text.limits import Limits

    argument, folder = source.argument, source.folder
    name, read = source.name, source.read
    # One's own contract is not hostile: only what would exhaust a machine is refused.
    limits = Limits(bytes=256 * 2**20, nodes=20_000_000, alias_nodes=5_000_000)
    data = _bytes(argument, read, name)
    if known is not None and data == known.whole:
        return replace(known, name=argument, folder=folder, root=name)
    try:
        root = load(data, name=name, limits=limits)
        single = not _refers_outward(root)
        contract = root if single else _with_files(name, read, limits)
        meant = read_meaning(contract, most=0)
        faults = check_reading(meant)
        _refuse([fault for fault in faults if fault.severity == "error"])
    except DocumentError as error:
        raise DocumentError(
            replace(discreet(fault), file=f"{folder}{fault.file}")
            for fault in error.faults
        ) from None
    whole = data if single else None
    return Given(meant, argument, folder, name, root.text, whole)


def _with_files(name: str, read: Read, limits: Limits) -> WrittenContract:
    from impl.engine.files.document_sets import load_all

    return load_all(name, read, limits)


def _refers_outward(root: Document) -> bool:
    """Tell whether any reference leads out of a document."""
    from impl.engine.openapi.objects import children

    if _OUTWARD.search(root.text) is None:
        return False
    waiting: list[tuple[str, Any]] = [("document", root.content)]
    while waiting:
        kind, value = waiting.pop()
        if isinstance(value, dict):
            reference = value.get("$ref")
            if isinstance(reference, str) and not reference.startswith("#"):
                return True
            waiting += [(inner, held) for inner, _, _, held in children(kind, value)]
    return False


def _refuse(faults: list[Fault]) -> None:
    from impl.engine.diagnostics.diagnostic import DocumentError

    if faults:
        raise DocumentError(faults)


@dataclass(frozen=True)
class GivenSchema:
    """A bare JSON Schema, and what people call it.

    Attributes:
        schema: what it says.
        name: the argument that named it.
        document: where its parts stand; None if it has none.
    """

    schema: dict[str, Any] | bool
    name: str
    document: Document | None

    @cached_property
    def lines(self) -> list[str]:
        """The lines of its text."""
        return self.document.text.split("\n") if self.document else []

    def place(self, pointer: str) -> dict[str, Any]:
        """Say where a part stands: file, line and columns, which count from 1."""
        if self.document is None:
            return {"line": 1, "column": 1, "file": self.name}
        found = self.document.position(pointer)
        end = len(self.lines[found.line - 1]) + 1
        place = {"line": found.line, "column": found.column, "file": self.name}
        return {**place, "end_column": end}


def read_schema(argument: str, *, may_fetch: bool = False) -> GivenSchema:
    """Read a bare JSON Schema, from JSON or YAML.

    Raises:
        Unusable: there is nothing to read, or it is no schema.
        DocumentError: the text is broken.
    """
    from impl.engine.text.documents import load_part

    source = source_of(argument, may_fetch=may_fetch)
    name, read = source.name, source.read
    text = _bytes(argument, read, name)
    try:
        # Any JSON value is read here: true and false are schemas too.
        schema = json.loads(text)
    except (ValueError, RecursionError):
        schema = None
    document = None
    if schema is None or isinstance(schema, dict):
        document = load_part(text, name=argument)
        schema = document.content
    if not isinstance(schema, dict | bool):
        raise Unusable(
            f"{argument} holds no JSON Schema, which is an object or a boolean"
        )
    return GivenSchema(schema, argument, document)


def _bytes(argument: str, read: Read, name: str) -> bytes:
    try:
        return read(name)
    except OSError as error:
        raise Unusable(f"{argument} can't be read: {error.strerror or error}") from None
    except LookupError as error:
        raise Unusable(f"{argument} can't be read: {error.args[0]}") from None
