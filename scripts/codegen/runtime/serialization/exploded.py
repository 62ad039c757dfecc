"""Values that are spread over the pairs of a query, of cookies or of a form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from ..contract.operation import Style
from ..http.query_and_cookies import Fields
from ..schemas.schema_types import Shape
from .deep_object import Tree, branch, deep_objects, path_of
from .styles import RepeatedError, arrays, from_text, objects, primitives


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
        self._name, self._style, self._explode = name, style, explode
        self._shape, self._unescape = shape, unescape
        self._is_open = shape.is_open and not (declared_only and shape.properties)

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
        if self._style == "deepObject":
            return self._deep(source, known)
        values = source.get(self._name)
        if self._explode and self._shape.takes("object"):
            if not values or not self._may_be_other:
                return self._spread(source, known, others)
            spread = self._tried(source, known, others)
            named = self._named(values, known)
            # A lone value is hardly a member that happens to be called like the whole.
            is_lone = all(list(members) == [self._name] for members in spread)
            return [*named, *spread] if is_lone else [*spread, *named]
        return self._named(values, known) if values else None

    @property
    def _may_be_other(self) -> bool:
        """May the value be no object, and so stand under the parameter's own name?"""
        is_member = self._name in self._shape.properties
        return not is_member and bool(self._shape.kinds - {"object"})

    def _tried(
        self, source: Fields, known: set[str], others: Collection[str]
    ) -> list[Any]:
        try:
            return self._spread(source, known, others) or []
        except RepeatedError:
            return []

    def _named(self, values: list[str], known: set[str]) -> list[object]:
        known.add(self._name)
        if self._explode and self._shape.takes("array"):
            return self._list(values)
        if len(values) > 1:
            raise RepeatedError("is given more than once")
        return from_text(
            values[0],
            name=self._name,
            style=self._style,
            explode=self._explode,
            shape=self._shape,
            unescape=self._unescape,
        )

    def _list(self, values: list[str]) -> list[object]:
        shape = self._shape
        found = arrays([self._unescape(value) for value in values], shape)
        if len(values) == 1:
            text = self._unescape(values[0])
            if shape.kinds - {"array"}:
                found += primitives(text, shape)
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
