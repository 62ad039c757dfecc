# A copy of Countersign's scripts/codegen/runtime/serialization/exploded.py.
"""Values that are spread over the pairs of a query, of cookies or of a form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from ..contract.operation import Style
from ..http.query_and_cookies import Fields
from ..schemas.schema_types import Shape
from .deep_object import Tree, branch, deep_objects, path_of
from .styles import (
    RepeatedError,
    array_reader,
    objects,
    primitive_reader,
    text_reader,
)


class Exploded:
    """Reads one value out of pairs of a decoded name and a raw value.

    Args:
        name: of the parameter or of the form's member.
        style: `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`.
        explode: whether items and members have pairs of their own.
        shape: of the value.
        unescape: turns raw text into text.
        declared_only: whether members that the contract does not name are others',
            if it names any.
    """

    def __init__(
        self,
        name: str,
        style: Style,
        explode: bool,
        shape: Shape,
        unescape: Callable[[str], str],
        *,
        declared_only: bool = False,
    ) -> None:
        self._name, self._shape, self._unescape = name, shape, unescape
        self._is_open = shape.is_open and not (declared_only and shape.properties)
        self._is_deep = style == "deepObject"
        self._is_spread = explode and shape.takes("object")
        self._is_repeated = explode and shape.takes("array")
        # May the value be no object, and so stand under the parameter's own name?
        self._may_be_other = name not in shape.properties and bool(
            shape.kinds - {"object"}
        )
        self._may_be_no_array = bool(shape.kinds - {"array"})
        self._primitives, self._arrays = primitive_reader(shape), array_reader(shape)
        self._meanings = text_reader(
            name=name, style=style, explode=explode, shape=shape, unescape=unescape
        )

    def read(
        self, source: Fields, known: set[str], others: Collection[str] = ()
    ) -> list[object] | None:
        """Return what the value may be, the likeliest first, or None if it is absent.

        Adds the names of the pairs that belong to it to `known`; `others` names those
        that don't.

        Raises:
            EscapeError: a value is not well-formed.
            StyleError: a value does not follow the style.
        """
        if self._is_deep:
            return self._deep(source, known)
        values = source.get(self._name)
        if self._is_spread:
            if not values or not self._may_be_other:
                return self._spread(source, known, others)
            spread = self._tried(source, known, others)
            named = self._named(values, known)
            # A lone value is hardly a member that happens to be called like the whole.
            is_lone = all(list(members) == [self._name] for members in spread)
            return [*named, *spread] if is_lone else [*spread, *named]
        return self._named(values, known) if values else None

    def _tried(
        self, source: Fields, known: set[str], others: Collection[str]
    ) -> list[Any]:
        try:
            return self._spread(source, known, others) or []
        except RepeatedError:
            return []

    def _named(self, values: list[str], known: set[str]) -> list[object]:
        known.add(self._name)
        if self._is_repeated:
            return self._list(values)
        if len(values) > 1:
            raise RepeatedError("is given more than once")
        return self._meanings(values[0])

    def _list(self, values: list[str]) -> list[object]:
        texts = [*map(self._unescape, values)]
        found = self._arrays(texts)
        if len(texts) == 1:
            text = texts[0]
            if self._may_be_no_array:
                found += self._primitives(text)
            if not text:
                found.append([])
        return found

    def _spread(
        self, source: Fields, known: set[str], others: Collection[str]
    ) -> list[object] | None:
        shape = self._shape
        members = {
            name: values
            for name, values in source.values.items()
            if name in shape.properties or (self._is_open and name not in others)
        }
        if not members:
            return None
        known.update(members)
        return objects(self._unescaped(members), shape)

    def _unescaped(self, members: Mapping[str, list[str]]) -> list[tuple[str, str]]:
        unescape = self._unescape
        return [(n, unescape(v)) for n, values in members.items() for v in values]

    def _deep(self, source: Fields, known: set[str]) -> list[object] | None:
        tree: Tree = {}
        for name, values in source.values.items():
            path = path_of(name, self._name, self._shape)
            if path:
                known.add(name)
                texts = branch(tree, path)
                texts += [self._unescape(value) for value in values]
        return deep_objects(tree, self._shape) if tree else None
