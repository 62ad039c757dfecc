"""Parameters: decoded by the contract's own style and explode, checked by the gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from pydantic import TypeAdapter

from ..checking.checker import Meant
from ..contract.gate import Gate
from ..contract.operation import Operation, Parameter
from ..contract.read_only import ReadOnlyMembers
from ..contract.views import view
from ..contract.violations import Violation, shorten
from ..http.headers import Headers
from ..http.query_and_cookies import Fields
from ..http.refusal import Refusal, invalid, malformed, precondition_required
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
from ..syntax.percent_encoding import (
    EscapeError,
    unescape,
    unescape_cookie,
    unescape_form,
)
from .interpretations import Interpretation

Candidates = list[object] | None
_MOST_UNKNOWN = 10
_PRECONDITIONS = frozenset({"if-match", "if-unmodified-since"})


class Parameters:
    """Decodes the parameters of one operation.

    Undecodable, repeated and unknown parameters are refused with 400; values that the
    contract forbids with 422, all of them at once. `credentials` names query parameters
    that hold an API key; `types` gives views to parameters that are objects. With
    `ignore_unknown` unknown parameters of the query are nobody's.
    """

    def __init__(
        self,
        operation: Operation,
        gate: Gate,
        credentials: frozenset[str] = frozenset(),
        types: Mapping[str, object] | None = None,
        *,
        ignore_unknown: bool = False,
    ) -> None:
        self._ignores_unknown = ignore_unknown
        views = types or {}
        self._readers = [
            _reader(each, gate, views.get(each.argument))
            for each in operation.parameters
        ]
        self._credentials = credentials
        self._expects_precondition = any(
            response.status == "428" for response in operation.responses
        )
        for reader in self._readers:
            place = reader.parameter.location
            named = {p.name for p in operation.parameters if p.location == place}
            # A member may be called like the parameter that it is spread from.
            reader.others = (named - {reader.parameter.name}) | credentials

    def decode(
        self, path: Mapping[str, str], query: Fields, headers: Headers, cookies: Fields
    ) -> dict[str, Any]:
        """Return the arguments; absent parameters are None or their schema's default.

        Args:
            path: the raw text of each template expression.
            query: pairs with decoded names and raw values.
            headers: the header fields.
            cookies: pairs with raw values.

        Raises:
            Refusal: 400, 422 or 428 (RFC 6585, §3).
        """
        return self.arguments(self.read(path, query, headers, cookies))

    def read(
        self, path: Mapping[str, str], query: Fields, headers: Headers, cookies: Fields
    ) -> list[Interpretation]:
        """Return what each parameter may mean, of what `decode` is given.

        Raises:
            Refusal: 400 or 428.
        """
        interpretations: list[Interpretation] = []
        known = set(self._credentials)
        sources = {"path": path, "query": query, "header": headers, "cookie": cookies}
        for reader in self._readers:
            parameter = reader.parameter
            interpretation = Interpretation(reader)
            try:
                found = reader.read(sources[parameter.location], known)
                if found is None:
                    interpretation.settle(self._absent(reader))
                else:
                    interpretation.candidates = found
            except (EscapeError, RepeatedError) as error:
                violation = Violation(f"/{parameter.name}", str(error))
                raise malformed(
                    f"The {parameter.location} parameter {parameter.name} {error}.",
                    [_entry(parameter, violation)],
                ) from None
            except _Wrong as wrong:
                interpretation.violations = wrong.violations
            interpretations.append(interpretation)
        unknown = [name for name in query.values if name not in known]
        if unknown and not self._ignores_unknown:
            raise self._unknown(unknown)
        return interpretations

    def arguments(self, interpretations: Sequence[Interpretation]) -> dict[str, Any]:
        """Return the arguments of what was read; raises 422 for all that is wrong."""
        errors: list[Mapping[str, object]] = []
        found: dict[str, Any] = {}
        for interpretation in interpretations:
            interpretation.choose()
            if interpretation.violations:
                parameter = interpretation.reader.parameter
                errors += [
                    _entry(parameter, violation)
                    for violation in interpretation.violations
                ]
            else:
                found[interpretation.reader.parameter.argument] = interpretation.value
        if errors:
            raise invalid(errors)
        return found

    def _unknown(self, names: Sequence[str]) -> Refusal:
        deep = {
            each.parameter.name
            for each in self._readers
            if each.parameter.style == "deepObject"
        }
        faults = [
            {
                "in": "query",
                "pointer": f"/{shorten(name)}",
                "detail": f"has members: write {name}[member]=value"
                if name in deep
                else "is not known",
            }
            for name in names[:_MOST_UNKNOWN]
        ]
        return malformed(
            "The query has parameters that this operation does not know.", faults
        )

    def _absent(self, reader: _Reader) -> object:
        parameter = reader.parameter
        if not parameter.required:
            return reader.default()
        is_condition = parameter.name.lower() in _PRECONDITIONS
        if self._expects_precondition and is_condition:
            detail = f"Send {parameter.name}, so that no change is overwritten."
            raise precondition_required(detail)
        raise _Wrong([Violation(f"/{parameter.name}", "is required")])


class _Wrong(Exception):
    def __init__(self, found: Sequence[Violation]) -> None:
        super().__init__()
        self.violations = found


def _entry(parameter: Parameter, violation: Violation) -> dict[str, object]:
    return {
        "in": parameter.location,
        "pointer": violation.pointer,
        "detail": violation.detail,
    }


class _Reader:
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
        if self._is_plain and not any(isinstance(v, dict | list) for v in candidates):
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
            raise _Wrong([Violation(f"/{parameter.name}", str(error))]) from None

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
            raise _Wrong([violation]) from None


class _PathReader(_Reader):
    def read(self, source: Mapping[str, str], known: set[str]) -> Candidates:
        return self.decode(source[self.parameter.name], unescape)


class _HeaderReader(_Reader):
    def read(self, source: Headers, known: set[str]) -> Candidates:
        text = source.get(self.parameter.name)
        if text is None:
            return None
        if self.parameter.content is None:
            text = without_space(text, self.shape)
        return self.decode(text, str)


class _FieldsReader(_Reader):
    unescape = staticmethod(unescape_form)

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
                raise _Wrong([violation]) from None
        known.add(self.parameter.name)
        values = source.get(self.parameter.name)
        if len(values) > 1:
            raise RepeatedError("is given more than once")
        return self.decode(values[0], self.unescape) if values else None

    def _with_signs(self, found: Candidates, source: Fields) -> Candidates:
        """Add what is meant by those who leave the plus signs of times as they are."""
        texts = (text for each in source.values.values() for text in each)
        if not found or not any("+" in text for text in texts):
            return found
        signed = self._with_plus.read(source, set(), self.others) or []
        return [*found, *(value for value in signed if value not in found)]


class _CookieReader(_FieldsReader):
    unescape = staticmethod(unescape_cookie)

    def read(self, source: Fields, known: set[str]) -> Candidates:
        return super().read(source, set())

    def _with_signs(self, found: Candidates, source: Fields) -> Candidates:
        return found  # a cookie's plus sign is one already


def _reader(parameter: Parameter, gate: Gate, kind: object | None) -> _Reader:
    readers: dict[str, type[_Reader]] = {
        "path": _PathReader,
        "query": _FieldsReader,
        "header": _HeaderReader,
        "cookie": _CookieReader,
    }
    return readers[parameter.location](parameter, gate, kind)
