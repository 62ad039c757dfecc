"""Contracts that are spread over several files, and their bundle in one document."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from impl.engine.diagnostics.catalogue import fault
from impl.engine.diagnostics.diagnostic import DocumentError, Fault, Position
from impl.engine.files.bundling import Bundler
from impl.engine.text.documents import Document, load, load_part
from impl.engine.text.limits import Limits

ReadFile = Callable[[str], bytes]


@dataclass(frozen=True)
class Bundle:
    """One self-contained document, made of one or more files.

    ``origins`` maps pointers into ``content`` to file and pointer; what it does not
    name stands at the same place below its nearest ancestor.
    """

    content: Any
    version: str
    origins: dict[str, tuple[str, str]] = field(repr=False)
    documents: dict[str, Document] = field(repr=False)

    def origin(self, pointer: str) -> tuple[str, str]:
        """Say which file, and where in it, a pointer into the bundle comes from."""
        ancestor = pointer
        while ancestor not in self.origins:
            ancestor = ancestor.rpartition("/")[0]
        name, there = self.origins[ancestor]
        return name, there + pointer[len(ancestor) :]

    def source(self, pointer: str) -> tuple[str, Position]:
        """Say where a pointer stands in what was written: there, pointer and place."""
        name, there = self.origin(pointer)
        return there, self.documents[name].position(there)


@dataclass(frozen=True)
class DocumentSet:
    """A contract's root document and every file that its references reach."""

    root: Document
    documents: dict[str, Document]
    bundled: Bundle = field(repr=False)
    followed: tuple[Fault, ...] = ()

    @property
    def content(self) -> Any:
        """The content of the bundle."""
        return self.bundled.content

    @property
    def version(self) -> str:
        """The version of OpenAPI that the root document names."""
        return self.root.version

    @property
    def slips(self) -> tuple[Fault, ...]:
        """The warnings that reading the texts of all files gave."""
        own = tuple(s for each in self.documents.values() for s in each.slips)
        return own + self.followed

    def source(self, pointer: str) -> tuple[str, Position]:
        """Say where a pointer into the bundle was written."""
        return self.bundled.source(pointer)


def load_all(
    root_name: str, read: ReadFile, limits: Limits | None = None
) -> DocumentSet:
    """Load a contract with the files that its relative references name.

    ``read`` gets paths like ``schemas/pet.yaml``, joined as POSIX paths to that of the
    referring file, and raises OSError or LookupError for one that it will not give.
    What plain data (examples, defaults, extensions) holds is not followed.

    Raises:
        DocumentError: a file is missing or cannot be read, a reference leads nowhere
            or to the network, or the whole breaks a limit.
    """
    limits = limits or Limits()
    root = load(_read(root_name, read, None), name=root_name, limits=limits)
    documents = {root_name: root}

    def fetch(name: str, where: tuple[str, Position]) -> Document:
        if name not in documents:
            if len(documents) >= limits.files:
                what = f"The contract has more than {limits.files} files."
                limit = limits.files
                raise DocumentError([fault("CS1106", *where, what, limit=limit)])
            data = _read(name, read, where)
            documents[name] = load_part(data, name=name, limits=limits)
        return documents[name]

    bundler = Bundler(root, fetch, limits)
    content = bundler.run()
    if faults := bundler.needed_faults(content):
        raise DocumentError(faults)
    bundled = Bundle(content, root.version, bundler.origins, documents)
    return DocumentSet(root, documents, bundled, tuple(bundler.slips))


def bundle(document_set: DocumentSet) -> Bundle:
    """Make one self-contained document of a set; a single file stays as it is.

    What other files define becomes a named component, or (path items and what
    ``components`` has no room for) is put in place of its reference.
    """
    return document_set.bundled


def _read(name: str, read: ReadFile, where: tuple[str, Position] | None) -> bytes:
    try:
        return read(name)
    except (OSError, LookupError, ValueError) as error:
        pointer, position = where or ("", Position(1, 1, name))
        reason = error.strerror if isinstance(error, OSError) else None
        what = f"The file {name!r} cannot be read: {reason or 'there is none'}."
        raise DocumentError([fault("CS1306", pointer, position, what)]) from None
