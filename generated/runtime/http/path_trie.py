# A copy of Countersign's scripts/codegen/runtime/http/path_trie.py.
"""Finds what serves a path, in time that depends on the path alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from ..syntax.percent_encoding import EscapeError, unescape, unescape_template
from ..vocabulary.path_templates import EXPRESSION

T = TypeVar("T")


@dataclass(frozen=True)
class Mixed:
    """A segment of expressions with text between them, as patterns of that text."""

    between: tuple[str, ...]

    @cached_property
    def _marks(self) -> list[re.Pattern[str]]:
        *marks, last = self.between
        return [*map(re.compile, marks), re.compile(rf"(?:{last})\Z")]

    def texts(self, segment: str) -> tuple[str, ...] | None:
        """Return the text of each expression, as short as may be from the left.

        In one pass: a pattern of it all would try each place for each of the marks.
        """
        first, *others = self._marks
        found = first.match(segment)
        if found is None:
            return None
        given, start = [], found.end()
        for mark in others:
            # An expression has one character at least.
            found = mark.search(segment, start + 1) if segment[start:] else None
            if found is None:
                return None
            given.append(segment[start : found.start()])
            start = found.end()
        return tuple(given)


@dataclass(slots=True)
class PathNode(Generic[T]):
    """A prefix of paths: what follows it, and what serves it, by method.

    Each target comes with its template's names: two templates may differ in these only.
    """

    literals: dict[str, PathNode[T]] = field(default_factory=dict)
    mixed: list[tuple[Mixed, PathNode[T]]] = field(default_factory=list)
    variable: PathNode[T] | None = None
    methods: dict[str, tuple[T, tuple[str, ...]]] = field(default_factory=dict)


# Where a path leads, and the raw texts of its expressions.
Found = tuple[PathNode[T], Sequence[str]]


class Trie(Generic[T]):
    """Path templates (OpenAPI 3.1, §4.8.8): literal segments win over expressions."""

    def __init__(self) -> None:
        self._root: PathNode[T] = PathNode()

    def add(self, template: str, method: str, target: T) -> None:
        """Let `target` serve a method of a template.

        Raises:
            ValueError: something else serves it already.
        """
        if not self.offer(template, method, target):
            raise ValueError(f"{method} {template} is served twice")

    def offer(self, template: str, method: str, target: T) -> bool:
        """Let `target` serve a method of a template, unless something else does."""
        node = self._root
        for segment in template.split("/")[1:]:
            node = _descend(node, segment)
        if method in node.methods:
            return False
        node.methods[method] = target, tuple(EXPRESSION.findall(template))
        return True

    def find(self, path: str) -> Found[T] | None:
        """Return the node of a raw path and the raw texts of its expressions."""
        if not path.startswith("/"):
            return None
        return _walk(self._root, path.split("/"), 1, ())


def named(names: Sequence[str], texts: Sequence[str]) -> Mapping[str, str]:
    """Return the raw texts of a template's expressions by name."""
    return dict(zip(names, texts, strict=True))


def _descend(node: PathNode[T], segment: str) -> PathNode[T]:
    expressions = EXPRESSION.findall(segment)
    if not expressions:
        # Escapes of one text differ in the case of their digits, and it may be written
        # without them (RFC 3986, §6.2.2).
        return node.literals.setdefault(unescape_template(segment), PathNode())
    if segment == "{" + expressions[0] + "}":
        if node.variable is None:
            node.variable = PathNode()
        return node.variable
    # "{x}.json" and "{y}.json" are the same place.
    texts = (_spelled(part) for part in EXPRESSION.split(segment)[::2])
    mixed = Mixed(tuple(texts))
    for known, following in node.mixed:
        if known == mixed:
            return following
    following = PathNode()
    node.mixed.append((mixed, following))
    return following


def _spelled(text: str) -> str:
    """Return a pattern of a text whose marks may be percent-encoded."""
    return "".join(
        char if char.isalnum() and char.isascii() else _mark(char)
        for char in unescape_template(text)
    )


def _mark(char: str) -> str:
    escaped = "".join(f"%{byte:02X}" for byte in char.encode())
    return f"(?:{re.escape(char)}|(?i:{escaped}))"


def _walk(
    node: PathNode[T], segments: Sequence[str], index: int, texts: tuple[str, ...]
) -> tuple[PathNode[T], tuple[str, ...]] | None:
    # Where there is one way only it is followed in place: calls take time.
    while index < len(segments):
        segment = segments[index]
        following = node.literals.get(_plain(segment) if "%" in segment else segment)
        is_fork = segment and (node.mixed or node.variable is not None)
        if following is not None and not is_fork:
            node, index = following, index + 1
            continue
        if following is not None:
            found = _walk(following, segments, index + 1, texts)
            if found is not None:
                return found
        if segment and node.mixed:
            found = _walk_mixed(node, segments, index, texts)
            if found is not None:
                return found
        if not segment or node.variable is None:
            return None
        node, index, texts = node.variable, index + 1, (*texts, segment)
    return (node, texts) if node.methods else None


def _walk_mixed(
    node: PathNode[T], segments: Sequence[str], index: int, texts: tuple[str, ...]
) -> tuple[PathNode[T], tuple[str, ...]] | None:
    for mixed, following in node.mixed:
        given = mixed.texts(segments[index])
        if given is not None:
            parts = (*texts, *given)
            if found := _walk(following, segments, index + 1, parts):
                return found
    return None


def _plain(segment: str) -> str:
    try:
        return unescape(segment)
    except EscapeError:
        return segment
