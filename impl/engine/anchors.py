"""Places in documents, found again in what the documents become.

What is remembered of a place is its JSON Pointer (RFC 6901) and a fingerprint of what
stands there: a Merkle tree's root (Merkle 1987), so that the fingerprints of all parts
of a document take one walk through it.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from impl.engine.openapi.pointers import join, resolve, split
from impl.engine.text.documents import Document

Fate = Literal["same", "moved", "changed"]
_MOST_LINES: Final = 6
_LONGEST_LINE: Final = 200
_LONGEST_POINTER: Final = 8000
# What is shorter stands in many places, and says little by itself.
_TELLING: Final = 12


@dataclass(frozen=True, slots=True)
class DocumentAnchor:
    """What is remembered of a place.

    Attributes:
        pointer: where it was at first.
        fingerprint: of what stood there at first; None if that is to be found out.
        last_pointer: where it was last.
        last_fingerprint: of what stood there last.
        line: of the text, from 1, where it was pointed at by that; else 0.
    """

    pointer: str
    fingerprint: str | None = None
    last_pointer: str | None = None
    last_fingerprint: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Where an anchor is in a document.

    Attributes:
        fate: what became of it since the first time.
        line: counts from 1.
        excerpt: the line, and the first of those within it.
    """

    fate: Fate
    pointer: str
    fingerprint: str
    line: int
    excerpt: str


class AnchorFinder:
    """Finds anchors in a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lines = document.text.split("\n")
        self._hashes: dict[int, str] = {}
        self._by_hash: dict[str, list[str]] | None = None

    def find(self, anchor: DocumentAnchor) -> FoundPlace | None:
        """Find a place by its pointers, and where something else stands by its content.

        Returns:
            None if it is nowhere.
        """
        if anchor.line:
            return self._at_line(anchor.line)
        first, last = anchor.fingerprint, anchor.last_fingerprint
        pointers = [anchor.last_pointer, anchor.pointer]
        there = [each for each in pointers if each is not None and self._has(each)]
        if first is None:
            return self._place(anchor, there[0]) if there else None
        for pointer in there:
            if self._fingerprint_at(pointer) in {first, last}:
                return self._place(anchor, pointer)
        near = pointers[0] if pointers[0] is not None else anchor.pointer
        for fingerprint in (first, last):
            moved = self._nearest(fingerprint, near) if fingerprint else None
            if moved is not None:
                return self._place(anchor, moved)
        return self._place(anchor, there[0]) if there else None

    def _at_line(self, line: int) -> FoundPlace | None:
        """Find the outermost part that begins in a line, else what that is within."""
        if line > len(self._lines):
            return None
        tokens: tuple[str | int, ...] = ()
        value = self._document.content
        while isinstance(value, dict | list):
            items = value.items() if isinstance(value, dict) else enumerate(value)
            before = [
                (self._document.position(join(*tokens, token)).line, token, held)
                for token, held in items
            ]
            before = [each for each in before if each[0] <= line]
            if not before:
                break
            # Of those that begin in one line the first, as people read.
            last = max(before, key=lambda each: each[0])
            if not _is_storable(join(*tokens, last[1])):
                break
            tokens, value = (*tokens, last[1]), last[2]
            if last[0] == line:
                break
        pointer = join(*tokens)
        return self._place(DocumentAnchor(pointer), pointer)

    def _place(self, anchor: DocumentAnchor, pointer: str) -> FoundPlace:
        fingerprint = self._fingerprint_at(pointer)
        fate: Fate = "changed"
        if anchor.fingerprint in {None, fingerprint}:
            fate = "same" if pointer == anchor.pointer else "moved"
        line = self._document.position(pointer).line
        return FoundPlace(fate, pointer, fingerprint, line, self._excerpt(pointer))

    def _excerpt(self, pointer: str) -> str:
        place = self._document.position(pointer)
        first = self._lines[place.line - 1]
        # A document of one line is shown from the place on.
        start = place.column - 1 if len(first) > _LONGEST_LINE else 0
        shown = [first[start:]]
        depth = _indentation(first)
        for line in self._lines[place.line : place.line + _MOST_LINES - 1]:
            if not line.strip() or _indentation(line) <= depth:
                break
            shown.append(line)
        text = "\n".join(line.rstrip()[:_LONGEST_LINE] for line in shown)
        return text.replace("\0", "\N{REPLACEMENT CHARACTER}")

    def _has(self, pointer: str) -> bool:
        try:
            resolve(self._document.content, pointer)
        except (LookupError, ValueError):
            return False
        return True

    def _fingerprint_at(self, pointer: str) -> str:
        return self._hash(resolve(self._document.content, pointer))

    def _nearest(self, fingerprint: str, near: str) -> str | None:
        """Return where the same stands that is most like a pointer, if anywhere."""
        if self._by_hash is None:
            self._by_hash = {}
            for pointer, found in self._walk():
                self._by_hash.setdefault(found, []).append(pointer)
        wanted = split(near)
        ranked = [
            (_likeness(split(pointer), wanted), pointer)
            for pointer in self._by_hash.get(fingerprint, ())
        ]
        best = max(ranked, key=lambda each: each[0], default=None)
        if best is None:
            return None
        (ending, _), pointer = best
        is_telling = _is_telling(resolve(self._document.content, pointer))
        return pointer if is_telling or ending > 1 else None

    def _walk(self) -> Iterator[tuple[str, str]]:
        """Yield the pointer and fingerprint of every part that can be kept."""
        # Parts that YAML aliases share are met once, or there might be no end.
        met: set[int] = set()
        waiting: list[tuple[tuple[str | int, ...], Any]] = [
            ((), self._document.content)
        ]
        while waiting:
            tokens, value = waiting.pop()
            pointer = join(*tokens)
            if not _is_storable(pointer):
                continue
            yield pointer, self._hash(value)
            if not isinstance(value, dict | list) or id(value) in met:
                continue
            met.add(id(value))
            items = value.items() if isinstance(value, dict) else enumerate(value)
            waiting += [((*tokens, token), held) for token, held in items]

    def _hash(self, value: Any) -> str:
        if not isinstance(value, dict | list):
            return _digest(f"{type(value).__name__} {value!r}")
        # The document keeps all of its parts, so that no two have the same identity.
        known = self._hashes.get(id(value))
        if known is None:
            if isinstance(value, dict):
                parts = [
                    f"{name!r}:{self._hash(value[name])}" for name in sorted(value)
                ]
                known = _digest("{" + ",".join(parts))
            else:
                known = _digest("[" + ",".join(map(self._hash, value)))
            self._hashes[id(value)] = known
        return known


def find_all(
    document: Document, anchors: Sequence[DocumentAnchor]
) -> list[FoundPlace | None]:
    """Find some anchors in a document, each for itself."""
    finder = AnchorFinder(document)
    return [finder.find(anchor) for anchor in anchors]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _likeness(tokens: list[str], wanted: list[str]) -> tuple[int, int]:
    """Count the tokens that two pointers end and begin with alike."""
    return _common(tokens[::-1], wanted[::-1]), _common(tokens, wanted)


def _common(one: list[str], two: list[str]) -> int:
    count = 0
    for first, second in zip(one, two, strict=False):
        if first != second:
            break
        count += 1
    return count


def _is_telling(value: Any) -> bool:
    return len(value if isinstance(value, dict | list) else str(value)) >= (
        1 if isinstance(value, dict | list) else _TELLING
    )


def _is_storable(pointer: str) -> bool:
    if len(pointer) > _LONGEST_POINTER or "\0" in pointer:
        return False
    return not any("\ud800" <= each <= "\udfff" for each in pointer)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())
