# A copy of Countersign's scripts/codegen/runtime/parameters/parameter_readers.py.
"""How the text of one parameter is found and read, by where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from pydantic import TypeAdapter

from ..checking.checker import Meant
from ..contract.gate import Gate
from ..contract.operation import Parameter
from ..contract.read_only import ReadOnlyMembers
from ..contract.views import view
from ..contract.violations import Violation
from ..http.headers import Headers
from ..http.query_and_cookies import Fields
from ..schemas.references import holds_format
from ..schemas.schema_types import Shape, shape_of
from ..serialization.exploded import Exploded
from ..serialization.styles import (
    RepeatedError,
    StyleError,
    from_text,
    primitives,
    without_space,
)
from ..syntax.json_text import MalformedJson, parse
from ..syntax.media_types import parse_media_type
from ..syntax.percent_encoding import unescape, unescape_cookie, unescape_form

Candidates = list[object] | None
_WHOLE = (dict, list)
# Their texts may have plus signs, and never a space.
_SIGNED = frozenset({"byte", "date-time", "email", "idn-email", "time"})


class WrongParameter(Exception):
    """A text can't be what its parameter is; `violations` say why."""

    def __init__(self, found: Sequence[Violation]) -> None:
        super().__init__()
        self.violations = found


class ParameterReader:
    """Reads one parameter: finds its text, decodes it, lets the gate choose."""

    others: frozenset[str] | set[str] = frozenset()

    def __init__(self, parameter: Parameter, gate: Gate, kind: Any) -> None:
        self.parameter = parameter
        self.schema = parameter.schema
        self.validator = gate.validator(parameter.schema)
        self._effort = gate.effort(parameter.schema)
        # Texts mean two or three things.
        self._is_plain = self._effort.may_explain(3, 0)
        self.shape: Shape = shape_of(gate.schemas[parameter.schema], gate.schemas)
        self.view = None if kind is None else TypeAdapter[Any](kind)
        self._read_only = ReadOnlyMembers(parameter.schema, gate)

    def read(self, source: Any, known: set[str]) -> Candidates:
        """Return what the parameter's text may mean, or None if it is absent.

        Adds the names of query parameters that belong to it to `known`.
        """
        raise NotImplementedError

    def is_light(self, candidates: Sequence[object]) -> bool:
        """Is it done at once to choose, and to say what is wrong?"""
        if self._is_plain:
            for value in candidates:
                if isinstance(value, _WHOLE):
                    break
            else:
                return True
        meant = Meant(candidates)
        return self._effort.may_explain(meant.size, meant.depth)

    def shown(self, value: object) -> object:
        """Return the view of a valid value."""
        known = self._read_only.dropped(value)
        return view(self.view, known) if self.view else known

    def default(self) -> object:
        """Return the schema's own default as an argument, new for each request."""
        value = self.parameter.default
        return None if value is None else self.shown(deepcopy(value))

    def decode(self, raw: str, unescaper: Callable[[str], str]) -> list[object]:
        """Return what a raw text may mean in the parameter's style."""
        parameter = self.parameter
        if parameter.content is not None:
            return self._document(unescaper(raw))
        try:
            return from_text(
                raw,
                name=parameter.name,
                style=parameter.style,
                explode=parameter.explode,
                shape=self.shape,
                unescape=unescaper,
            )
        except RepeatedError:
            raise
        except StyleError as error:
            raise WrongParameter(
                [Violation(f"/{parameter.name}", str(error))]
            ) from None

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
    def read(self, source: Mapping[str, str], known: set[str]) -> Candidates:
        return self.decode(source[self.parameter.name], unescape)


class _HeaderReader(ParameterReader):
    def read(self, source: Headers, known: set[str]) -> Candidates:
        text = source.get(self.parameter.name)
        if text is None:
            return None
        if self.parameter.content is None:
            text = without_space(text, self.shape)
        return self.decode(text, str)


class _FieldsReader(ParameterReader):
    unescape = staticmethod(unescape_form)

    def __init__(self, parameter: Parameter, gate: Gate, kind: Any) -> None:
        super().__init__(parameter, gate, kind)
        schema = gate.schemas[parameter.schema]
        self._takes_signs = holds_format(schema, _SIGNED, gate.schemas)
        self._pairs, self._with_plus = (
            Exploded(
                parameter.name,
                parameter.style,
                parameter.explode,
                self.shape,
                unescaper,
                # Anybody may have set a cookie on this host.
                declared_only=parameter.location == "cookie",
            )
            for unescaper in (self.unescape, unescape)
        )

    def read(self, source: Fields, known: set[str]) -> Candidates:
        if self.parameter.content is None:
            try:
                found = self._pairs.read(source, known, self.others)
                return self._with_signs(found, source)
            except RepeatedError:
                raise
            except StyleError as error:
                violation = Violation(f"/{self.parameter.name}", str(error))
                raise WrongParameter([violation]) from None
        known.add(self.parameter.name)
        values = source.get(self.parameter.name)
        if len(values) > 1:
            raise RepeatedError("is given more than once")
        return self._documents(values[0]) if values else None

    def _documents(self, text: str) -> list[object]:
        found = self.decode(text, self.unescape)
        is_plain = self.unescape is not unescape_form or "+" not in text
        if is_plain or not self._takes_signs:
            return found
        try:
            signed = self.decode(text, unescape)
        except WrongParameter:
            return found
        return [*found, *(value for value in signed if value not in found)]

    def _with_signs(self, found: Candidates, source: Fields) -> Candidates:
        """Add what is meant by those who leave the plus signs of times as they are."""
        if not found or not source.has_plus or not self._takes_signs:
            return found
        signed = self._with_plus.read(source, set(), self.others) or []
        return [*found, *(value for value in signed if value not in found)]


class _CookieReader(_FieldsReader):
    unescape = staticmethod(unescape_cookie)

    def read(self, source: Fields, known: set[str]) -> Candidates:
        return super().read(source, set())

    def _with_signs(self, found: Candidates, source: Fields) -> Candidates:
        return found  # a cookie's plus sign is one already


def reader_of(parameter: Parameter, gate: Gate, kind: object | None) -> ParameterReader:
    """Return the reader of a parameter, which may have a view."""
    readers: dict[str, type[ParameterReader]] = {
        "path": _PathReader,
        "query": _FieldsReader,
        "header": _HeaderReader,
        "cookie": _CookieReader,
    }
    return readers[parameter.location](parameter, gate, kind)
