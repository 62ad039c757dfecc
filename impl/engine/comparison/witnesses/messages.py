"""Make whole messages: the smallest that a contract allows, around a given part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import media_ranges
from impl.engine.comparison.contract.message_parts import (
    DeclaredMessage,
    DeclaredParameter,
)
from impl.engine.comparison.contract.operation import DeclaredOperation
from impl.engine.comparison.serialization import styles
from impl.engine.comparison.witnesses.instances import (
    NoInstanceError,
    at_least,
    instance,
)
from impl.engine.openapi.path_templates import EXPRESSION

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import ContractSchemas
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.differences.leaves import SchemaStep

ABSENT = object()
ParameterKey = tuple[str, str]


@dataclass
class _RequestParts:
    """The parameters of a request, as they are written.

    Attributes:
        texts: those of the path.
        pairs: those of the query and the cookies.
        headers: those that are headers.
        values: those of which no style says how they are written.
    """

    texts: dict[str, str] = field(default_factory=dict)
    pairs: dict[str, styles.TextPairs] = field(
        default_factory=lambda: {"query": [], "cookie": []}
    )
    headers: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, parameter: DeclaredParameter, value: Any) -> None:
        """Write a parameter."""
        place, name = parameter.place, parameter.name
        is_untold = place == "querystring" or not styles.is_writable(parameter, value)
        if place != "path" and is_untold:
            self.values[f"{place} {name}"] = value
        elif place in self.pairs:
            self.pairs[place] += styles.write_pairs(parameter, value)
        elif place == "header":
            self.headers[name.lower()] = styles.write_text(parameter, value)
        else:
            self.texts[name] = styles.write_text(parameter, value)

    def members(self) -> dict[str, Any]:
        """Return what is there beside the path."""
        found: dict[str, Any] = {}
        headers = dict(self.headers)
        if self.pairs["query"]:
            found["query"] = "&".join(f"{k}={v}" for k, v in self.pairs["query"])
        if self.pairs["cookie"]:
            headers["cookie"] = "; ".join(f"{k}={v}" for k, v in self.pairs["cookie"])
        if headers:
            found["headers"] = headers
        return {**found, "values": self.values} if self.values else found


class Messages:
    """Makes messages as one contract has them written.

    Args:
        schemas: the schemas of the contract, for the direction at hand.
    """

    def __init__(self, schemas: ContractSchemas) -> None:
        self._schemas = schemas
        self._made: dict[str, Any] = {}

    def value(self, schema: str | None) -> Any:
        """Make a value of a schema.

        Raises:
            NoInstanceError: none was found.
        """
        if schema is None:
            return "text"
        if schema not in self._made:
            try:
                self._made[schema] = instance(self._schemas.document((schema,)))
            except NoInstanceError:
                self._made[schema] = NoInstanceError
        if self._made[schema] is NoInstanceError:
            raise NoInstanceError
        return self._made[schema]

    def around(self, schema: str, steps: tuple[SchemaStep, ...], value: Any) -> Any:
        """Make a value of a schema that holds a given one at the end of some steps.

        Raises:
            NoInstanceError: none was found.
        """
        if not steps:
            return value
        return instance(self._schemas.document((schema,)), steps, value)

    def request(
        self,
        operation: DeclaredOperation,
        *,
        parameters: dict[ParameterKey, Any] | None = None,
        body: Any = None,
        **more: Any,
    ) -> Witness:
        """Make a request.

        Args:
            operation: the operation to call.
            parameters: values of some parameters; ABSENT leaves one out.
            body: media type and value, ABSENT, or None for the smallest.
            more: further members of the witness.

        Raises:
            NoInstanceError: some required part has no instance.
        """
        parts = _RequestParts()
        given = parameters or {}
        for key, parameter in operation.parameters.items():
            value = given.get(key, None if parameter.required else ABSENT)
            if value is ABSENT:
                continue
            if key not in given:
                value = self._of_parameter(parameter)
            parts.add(parameter, value)
        made = {"type": "request", "method": operation.method.upper(), **more}
        made["path"] = _filled(operation.path, parts.texts)
        made.update(parts.members())
        sent = self._body(operation.body, body)
        return made if sent is None else {**made, "body": sent}

    def _of_parameter(self, parameter: DeclaredParameter) -> Any:
        held = parameter.content
        schema = held.schema if held else parameter.schema
        if held or schema is None:
            return self.value(schema)
        # On the wire, a list or object of nothing is no value at all.
        document = self._schemas.document((schema,))
        try:
            return instance(at_least(document, 1))
        except NoInstanceError:
            return self.value(schema)

    def _body(self, declared: DeclaredMessage | None, body: Any) -> Witness | None:
        if body is ABSENT:
            return None
        if body is not None:
            return {"media_type": media_ranges.concrete(body[0]), "value": body[1]}
        if declared is None or not declared.required or not declared.contents:
            return None
        return self._content(declared)

    def _content(self, declared: DeclaredMessage) -> Witness:
        """Make the smallest body, in JSON where there is a choice."""
        contents = declared.contents
        name = next((name for name in contents if media_ranges.is_json(name)), None)
        name = name or next(iter(contents))
        value = self.value(contents[name].schema)
        return {"media_type": media_ranges.concrete(name), "value": value}

    def response(
        self,
        status: str,
        declared: DeclaredMessage,
        *,
        headers: dict[str, Any] | None = None,
        body: Any = None,
    ) -> Witness:
        """Make a response.

        Args:
            status: a concrete status.
            declared: what the contract says about it.
            headers: values of some headers; ABSENT leaves one out.
            body: media type and value, ABSENT, or None for the smallest.

        Raises:
            NoInstanceError: some required part has no instance.
        """
        given = headers or {}
        texts = {}
        for name, header in declared.headers.items():
            value = given.get(name, None if header.required else ABSENT)
            if value is ABSENT:
                continue
            if name not in given:
                value = self._of_parameter(header)
            texts[name] = styles.write_text(header, value)
        made: Witness = {"type": "response", "status": status}
        if texts:
            made["headers"] = texts
        if body is ABSENT or (body is None and not declared.contents):
            return made
        if body is None:
            return {**made, "body": self._content(declared)}
        sent = {"media_type": media_ranges.concrete(body[0]), "value": body[1]}
        return {**made, "body": sent}


def _filled(path: str, texts: dict[str, str]) -> str:
    """Fill the parameters of a path in; one that nothing declares gets some text."""
    return EXPRESSION.sub(lambda found: texts.get(found[1]) or "1", path)
