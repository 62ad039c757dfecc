"""The contract as it was written: values by JSON Pointer, each with its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast
from urllib.parse import quote

from impl.engine.check.contract import check_reading
from impl.engine.diagnostics.diagnostic import DocumentError
from impl.engine.diagnostics.discretion import discreet
from impl.engine.files.document_sets import DocumentSet, load_all
from impl.engine.openapi.operations import operations_in
from impl.engine.openapi.pointers import escape, join
from impl.engine.openapi.references import LocalReferences, local_pointer
from impl.engine.repair.contract import repair as read_contract
from impl.engine.text.documents import Document
from impl.engine.text.limits import Limits
from scripts._contract_files import reader_of

if TYPE_CHECKING:
    from impl.engine.diagnostics.diagnostic import Fault, Position


# All faults of a contract can be listed, but not without end.
_MOST_FAULTS = 10_000

# One's own contract is not hostile: only what would exhaust a machine is refused.
_LIMITS = Limits(bytes=256 * 2**20, nodes=20_000_000, alias_nodes=5_000_000)


def load_source(contract: Path) -> Source:
    """Read a contract and the files that it refers to.

    Raises:
        DocumentError: it can't be read; positions name files relative to the contract.
    """
    try:
        return Source(load_all(contract.name, reader_of(contract), _LIMITS))
    except DocumentError as error:
        raise DocumentError(map(discreet, error.faults)) from None


def source_of(content: bytes, name: str, limits: Limits) -> Source:
    """Read a contract of one document, which may refer to no other.

    Raises:
        DocumentError: it can't be read.
    """
    return Source(load_all(name, {name: content}.__getitem__, limits))


class Source:
    """Read access to a contract of one or more files, through references.

    `content` is the contract as it is meant: slips are read as
    `impl.engine.repair.contract` tells. What the package serves stays as it was
    written. `lines` has the line of each reference that was cited, from 1, and `files`
    the names of the files that were read.
    """

    def __init__(self, documents: DocumentSet) -> None:
        root = documents.root
        single = len(documents.documents) == 1
        self._contract: Document | DocumentSet = root if single else documents
        self.name = root.name
        self.version = documents.version
        self.files = list(documents.documents)
        self._reading = read_contract(self._contract, _MOST_FAULTS)
        self.content = cast("dict[str, Any]", self._reading.content)
        self.lines: dict[str, int] = {}
        self._references = LocalReferences(self.content)

    @property
    def document(self) -> bytes:
        """What the package serves as the contract.

        A contract of one file is served as it was written; the root alone of several
        files would promise nothing, so those are served as their bundle, in JSON.
        """
        if isinstance(self._contract, Document):
            return self._contract.text.encode()
        return _json(self._contract.content)

    @property
    def format(self) -> Literal["json", "yaml"]:
        """The form of `document`."""
        contract = self._contract
        return contract.format if isinstance(contract, Document) else "json"

    def bundle(self, form: Literal["json", "yaml"]) -> bytes:
        """Return the contract as one document that refers to no file.

        One that is written so already stays as it is, byte for byte.
        """
        contract = self._contract
        if isinstance(contract, Document) and contract.format == form:
            return contract.text.encode()
        if form == "json":
            return _json(contract.content)
        import yaml  # which takes a while to load, and is for this alone

        return yaml.safe_dump(
            contract.content, allow_unicode=True, encoding="utf-8", sort_keys=False
        )

    def check(self) -> list[Fault]:
        """Return what is wrong with the contract."""
        return [discreet(each) for each in check_reading(self._reading)]

    def get(self, pointer: str, default: Any = None) -> Any:
        """Return the value at `pointer`, or `default` where there is none."""
        return self._references.value(pointer, default)

    def follow(self, reference: str) -> str:
        """Return the pointer that a local `$ref` names."""
        return local_pointer(reference) or ""

    def target(self, pointer: str) -> str:
        """Return where the object at `pointer` really stands, following `$ref`s."""
        return self._references.target(pointer)

    def schemas(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the pointer and the value of each schema that is an object."""
        for node in self._reading.objects.of_kind("schema"):
            yield node.pointer, node.value

    def children(self, pointer: str) -> Iterator[tuple[str, str]]:
        """Yield the name and the real pointer of each member at `pointer`."""
        value = self.get(pointer)
        names: Iterator[object]
        if isinstance(value, dict):
            names = iter(value)
        elif isinstance(value, list):
            names = iter(range(len(value)))
        else:
            return
        for name in names:
            yield str(name), self.target(f"{pointer}/{escape(str(name))}")

    def place(self, pointer: str) -> tuple[str, Position]:
        """Return the pointer and the position of a value in its own file."""
        return self._reading.source(pointer)

    def cite(self, pointer: str) -> str:
        """Return a reference to the value at `pointer` as it stands in its own file.

        Unlike its line, which `lines` keeps, it stays the same when anything is
        written above it.
        """
        own, position = self._reading.source(pointer)
        file = "" if position.file == self.name else quote(position.file)
        reference = f"{file}#{own}"
        self.lines[reference] = position.line
        return reference

    def operations(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield path, method, pointer of the path item and of the operation."""
        for path in self.get("/paths", {}):
            if not path.startswith("/"):
                continue
            item = self.target(join("paths", path))
            for method, pointer in self.methods(item):
                yield path, method, item, pointer

    def methods(self, item: str) -> Iterator[tuple[str, str]]:
        """Yield each method of a path item, and the pointer of its operation.

        Those of OpenAPI 3.2's `additionalOperations` are as they are sent, all others
        in lower case.
        """
        for method, below in operations_in(self.get(item), self.version):
            yield method, item + below


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
