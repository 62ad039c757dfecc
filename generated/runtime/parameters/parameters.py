# A copy of Countersign's scripts/codegen/runtime/parameters/parameters.py.
"""Parameters: decoded by the contract's own style and explode, checked by the gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..checking.checker import Checker
from ..contract.gate import Gate
from ..contract.operation import Operation, Parameter
from ..contract.violations import Violation, shorten
from ..http.headers import Headers
from ..http.query_and_cookies import Fields
from ..http.refusal import Refusal, invalid, malformed, precondition_required
from ..serialization.styles import RepeatedError, StyleError
from ..syntax.percent_encoding import EscapeError
from .parameter_readers import ParameterReader, WrongParameter, reader_of

_MOST_UNKNOWN = 10
_PLACES = ("path", "query", "header", "cookie")
_PRECONDITIONS = frozenset({"if-match", "if-unmodified-since"})


@dataclass(slots=True)
class Reading:
    """What has been read of the parameters of a request.

    Attributes:
        arguments: the values of those that are settled. wrong: what is wrong with
        others. left: what the rest may mean; choosing would hold up other requests.
    """

    arguments: dict[str, Any] = field(default_factory=dict)
    wrong: dict[ParameterReader, Sequence[Violation]] = field(default_factory=dict)
    left: dict[ParameterReader, Sequence[object]] = field(default_factory=dict)


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
            reader_of(each, gate, views.get(each.argument))
            for each in operation.parameters
        ]
        self._placed = [
            (_PLACES.index(reader.parameter.location), reader)
            for reader in self._readers
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
        sources = (path, query, headers, cookies)
        return self.arguments(self.read(*sources, puts_off=False))

    def read(
        self,
        path: Mapping[str, str],
        query: Fields,
        headers: Headers,
        cookies: Fields,
        *,
        puts_off: bool = True,
    ) -> Reading:
        """Return what has been read, of what `decode` is given.

        What would hold up other requests is left to `choose_beside`, if it `puts_off`.

        Raises:
            Refusal: 400 or 428.
        """
        reading = Reading()
        known = set(self._credentials)
        sources = (path, query, headers, cookies)
        for place, reader in self._placed:
            parameter = reader.parameter
            try:
                found = reader.read(sources[place], known)
                if found is None:
                    value = self._absent(reader)
                elif reader.is_always_light or not puts_off or reader.is_light(found):
                    value = reader.chosen(found)
                else:
                    reading.left[reader] = found
                    continue
            except (EscapeError, RepeatedError) as error:
                violation = Violation(f"/{parameter.name}", str(error))
                raise malformed(
                    f"The {parameter.location} parameter {parameter.name} {error}.",
                    [_entry(parameter, violation)],
                ) from None
            except StyleError as error:
                violation = Violation(f"/{parameter.name}", str(error))
                reading.wrong[reader] = [violation]
            except WrongParameter as wrong:
                reading.wrong[reader] = wrong.violations
            else:
                reading.arguments[parameter.argument] = value
        if query.values.keys() - known and not self._ignores_unknown:
            raise self._unknown([name for name in query.values if name not in known])
        return reading

    async def choose_beside(self, reading: Reading, checker: Checker) -> None:
        """Choose what is left, by another process where that takes long.

        Raises:
            Refusal: 413 or 503.
        """
        for reader, candidates in reading.left.items():
            try:
                value = await reader.chosen_beside(candidates, checker)
            except WrongParameter as wrong:
                reading.wrong[reader] = wrong.violations
            else:
                reading.arguments[reader.parameter.argument] = value

    def arguments(self, reading: Reading) -> dict[str, Any]:
        """Return the arguments of what has been read, and chosen.

        Raises:
            Refusal: 422, for all that is wrong.
        """
        if reading.wrong:
            raise invalid(
                [
                    _entry(reader.parameter, violation)
                    for reader in self._readers
                    for violation in reading.wrong.get(reader, ())
                ]
            )
        return reading.arguments

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

    def _absent(self, reader: ParameterReader) -> object:
        parameter = reader.parameter
        if not parameter.required:
            return reader.default()
        is_condition = parameter.name.lower() in _PRECONDITIONS
        if self._expects_precondition and is_condition:
            detail = f"Send {parameter.name}, so that no change is overwritten."
            raise precondition_required(detail)
        raise WrongParameter([Violation(f"/{parameter.name}", "is required")])


def _entry(parameter: Parameter, violation: Violation) -> dict[str, object]:
    return {
        "in": parameter.location,
        "pointer": violation.pointer,
        "detail": violation.detail,
    }
