# A copy of Countersign's scripts/codegen/runtime/parameters/parameter_readers.py.
"""How the text of one parameter is found and read, by where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

from ..checking.checker import Checker, Meant
from ..contract.gate import Gate, InvalidValue
from ..contract.operation import Parameter
from ..contract.read_only import ReadOnlyMembers
from ..contract.views import view
from ..contract.violations import Violation, of_text, violations
from ..http.headers import Headers
from ..http.query_and_cookies import Fields
from ..schemas.effort import extent
from ..schemas.references import holds_format
from ..schemas.schema_types import Shape, is_free_text, shape_of
from ..serialization.exploded import Exploded
from ..serialization.styles import (
    ReadText,
    RepeatedError,
    primitives,
    text_reader,
    without_space,
)
from ..syntax.json_text import MalformedJson, parse
from ..syntax.media_types import parse_media_type
from ..syntax.percent_encoding import unescape, unescape_cookie, unescape_form

Candidates = list[object] | None
# Their texts may have plus signs, and never a space.
_SIGNED = frozenset({"byte", "date-time", "email", "idn-email", "time"})


class WrongParameter(Exception):
    """A text can't be what its parameter is; `violations` say why."""

    def __init__(self, found: Sequence[Violation]) -> None:
        super().__init__()
        self.violations = found


class ParameterReader:
    """Reads one parameter: finds its text, decodes it, lets the gate choose.

    Attributes:
        others: the names of other parameters in the same place.
        shape: of the value.
        is_always_light: is it done at once to choose, whatever the text is?
    """

    others: frozenset[str] | set[str] = frozenset()

    def __init__(self, parameter: Parameter, gate: Gate, kind: Any) -> None:
        self.parameter = parameter
        self._validator = gate.validator(parameter.schema)
        self._effort = gate.effort(parameter.schema)
        self.shape: Shape = shape_of(gate.schemas[parameter.schema], gate.schemas)
        self._view = None if kind is None else TypeAdapter[Any](kind)
        self._read_only = ReadOnlyMembers(parameter.schema, gate)
        # Texts mean two or three things.
        self.is_always_light = self._is_scalar and self._effort.may_explain(3, 0)
        self._shows = self._view is not None or not self._is_scalar
        # There is nothing to look for in most names and ids.
        self._takes_any = self._is_scalar and is_free_text(
            gate.schemas[parameter.schema]
        )

    def read(self, source: Any, known: set[str]) -> Candidates:
        """Return what the parameter's text may mean, or None if it is absent.

        Adds the names of query parameters that belong to it to `known`.

        Raises:
            EscapeError: the text is not well-formed.
            StyleError: it does not follow the parameter's style.
            WrongParameter: it can't be what the parameter is.
        """
        raise NotImplementedError

    def is_light(self, candidates: list[object]) -> bool:
        """Is it done at once to choose, and to say what is wrong?"""
        # The list of them is one value more, and one level.
        size, depth = extent(candidates)
        return self._effort.may_explain(size - 1, depth - 1)

    def chosen(self, candidates: Sequence[object]) -> object:
        """Return the view of the first candidate that is valid.

        Raises:
            WrongParameter: none is.
        """
        is_valid = self._validator.is_valid
        for value in candidates:
            if self._takes_any or is_valid(value):
                return self._shown(value) if self._shows else value
        return self._instead(
            candidates, lambda: violations(self._validator, candidates[0])
        )

    async def chosen_beside(
        self, candidates: Sequence[object], checker: Checker
    ) -> object:
        """Return what `chosen` does, by another process where that takes long.

        Raises:
            WrongParameter: none is valid.
            Refusal: 413 or 503.
        """
        try:
            name = self.parameter.schema
            return self._shown(await checker.choose(name, Meant(candidates)))
        except InvalidValue as error:
            told = error.violations
            return self._instead(candidates, lambda: told)

    def default(self) -> object:
        """Return the schema's own default as an argument, new for each request."""
        value = self.parameter.default
        if isinstance(value, dict | list):
            return self._shown(deepcopy(value))
        return self._scalar_default

    @cached_property
    def _scalar_default(self) -> object:
        value = self.parameter.default
        return None if value is None else self._shown(value)

    @property
    def _is_scalar(self) -> bool:
        """Is the value never an array or object?"""
        parameter, shape = self.parameter, self.shape
        return (
            parameter.content is None
            and parameter.style != "deepObject"
            and not (shape.takes("array") or shape.takes("object"))
        )

    def _shown(self, value: object) -> object:
        known = self._read_only.dropped(value)
        return view(self._view, known) if self._view else known

    def _instead(
        self, candidates: Sequence[object], told: Callable[[], Sequence[Violation]]
    ) -> object:
        """Return what stands in where no candidate is valid, or say what is wrong."""
        parameter = self.parameter
        if parameter.allow_empty_value and "" in candidates:
            return self.default()
        prefix = f"/{parameter.name}"
        raise WrongParameter(
            [Violation(prefix + each.pointer, of_text(each.detail)) for each in told()]
        )

    def _text_reader(self, unescape: Callable[[str], str]) -> ReadText:
        """Return what tells what a raw text may mean in the parameter's style."""
        parameter = self.parameter
        if parameter.content is not None:
            return lambda raw: self._document(unescape(raw))
        return text_reader(
            name=parameter.name,
            style=parameter.style,
            explode=parameter.explode,
            shape=self.shape,
            unescape=unescape,
        )

    def _document(self, text: str) -> list[object]:
        media = parse_media_type(self.parameter.content or "")
        if media is None or not media.is_json:
            return primitives(text, self.shape)
        try:
            return [parse(text.encode())]
        except MalformedJson as error:
            violation = Violation(
                f"/{self.parameter.name}", f"is not JSON: {error.detail}"
            )
            raise WrongParameter([violation]) from None


class _PathReader(ParameterReader):
    def __init__(self, parameter: Parameter, gate: Gate, kind: Any) -> None:
        super().__init__(parameter, gate, kind)
        self._meanings = self._text_reader(unescape)

    def read(self, source: Mapping[str, str], known: set[str]) -> Candidates:
        return self._meanings(source[self.parameter.name])


class _HeaderReader(ParameterReader):
    def __init__(self, parameter: Parameter, gate: Gate, kind: Any) -> None:
        super().__init__(parameter, gate, kind)
        self._meanings = self._text_reader(str)

    def read(self, source: Headers, known: set[str]) -> Candidates:
        text = source.get(self.parameter.name)
        if text is None:
            return None
        if self.parameter.content is None:
            text = without_space(text, self.shape)
        return self._meanings(text)


class _FieldReader(ParameterReader):
    """Reads from the query, or from cookies."""

    def __init__(self, parameter: Parameter, gate: Gate, kind: Any) -> None:
        super().__init__(parameter, gate, kind)
        self._is_cookie = parameter.location == "cookie"
        self._unescape = unescape_cookie if self._is_cookie else unescape_form
        schema = gate.schemas[parameter.schema]
        # A cookie's plus sign is one already.
        self._takes_signs = not self._is_cookie and holds_format(
            schema, _SIGNED, gate.schemas
        )


class _StyledReader(_FieldReader):
    def __init__(self, parameter: Parameter, gate: Gate, kind: Any) -> None:
        super().__init__(parameter, gate, kind)
        self._pairs, self._with_plus = (
            Exploded(
                parameter.name,
                parameter.style,
                parameter.explode,
                self.shape,
                unescaper,
                # Anybody may have set a cookie on this host.
                declared_only=self._is_cookie,
            )
            for unescaper in (self._unescape, unescape)
        )

    def read(self, source: Fields, known: set[str]) -> Candidates:
        known = set() if self._is_cookie else known
        found = self._pairs.read(source, known, self.others)
        if found and source.has_plus and self._takes_signs:
            return self._with_signs(found, source)
        return found

    def _with_signs(self, found: list[object], source: Fields) -> list[object]:
        """Add what is meant by those who leave the plus signs of times as they are."""
        signed = self._with_plus.read(source, set(), self.others) or []
        return [*found, *(value for value in signed if value not in found)]


class _DocumentReader(_FieldReader):
    def __init__(self, parameter: Parameter, gate: Gate, kind: Any) -> None:
        super().__init__(parameter, gate, kind)
        self._meanings, self._with_plus = map(
            self._text_reader, (self._unescape, unescape)
        )

    def read(self, source: Fields, known: set[str]) -> Candidates:
        if not self._is_cookie:
            known.add(self.parameter.name)
        values = source.get(self.parameter.name)
        if len(values) > 1:
            raise RepeatedError("is given more than once")
        return self._documents(values[0]) if values else None

    def _documents(self, text: str) -> list[object]:
        found = self._meanings(text)
        if not self._takes_signs or "+" not in text:
            return found
        try:
            signed = self._with_plus(text)
        except WrongParameter:
            return found
        return [*found, *(value for value in signed if value not in found)]


def reader_of(parameter: Parameter, gate: Gate, kind: object | None) -> ParameterReader:
    """Return the reader of a parameter, which may have a view."""
    in_fields = _StyledReader if parameter.content is None else _DocumentReader
    readers: dict[str, type[ParameterReader]] = {
        "path": _PathReader,
        "query": in_fields,
        "header": _HeaderReader,
        "cookie": in_fields,
    }
    return readers[parameter.location](parameter, gate, kind)
