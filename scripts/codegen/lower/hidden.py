"""Members that are for one side alone: `readOnly` and `writeOnly`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from scripts.codegen.lower.schemas import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.codegen.lower.schemas import ExactSchemas

MessageKind = Literal["request", "response"]

# What is not for a message of this kind.
ANNOTATION = {"request": "readOnly", "response": "writeOnly"}
CHOICES = frozenset({"anyOf", "oneOf", "then", "else"})
MEMBER_MAPS = frozenset({"patternProperties", "properties"})
MEMBERS = frozenset({"additionalProperties", "unevaluatedProperties"})
UNIONS = ("anyOf", "oneOf")


class HiddenMembers:
    """Tells which members are not for messages of one kind."""

    def __init__(self, schemas: ExactSchemas) -> None:
        self._schemas = schemas

    def is_hidden(
        self, schema: Any, direction: MessageKind, seen: frozenset[int] = frozenset()
    ) -> bool:
        """Is whatever the schema describes for the other side only?"""
        if not isinstance(schema, dict) or id(schema) in seen:
            return False
        if schema.get(ANNOTATION[direction]) is True:
            return True
        seen |= {id(schema)}
        whole = list(schema.get("allOf", ()))
        if isinstance(schema.get("$ref"), str):
            whole.append(self._schemas.exact[key_of(schema["$ref"])])
        if any(self.is_hidden(each, direction, seen) for each in whole):
            return True
        for keyword in UNIONS:
            branches = [each for each in schema.get(keyword, ()) if not is_null(each)]
            hidden = (self.is_hidden(each, direction, seen) for each in branches)
            if branches and all(hidden):
                return True
        return False

    def constants(self, schema: Any) -> list[Any]:
        """Return the values that whatever the schema describes has to be, if any."""
        parts = list(self.in_place(schema, whole=True))
        listed = [each["enum"] for each in parts if len(each.get("enum", ())) == 1]
        return [
            *(each["const"] for each in parts if "const" in each),
            *(value for values in listed for value in values),
        ]

    def shown(self, branches: list[Any]) -> list[Any]:
        """Return the alternatives that a response may be an instance of."""
        return [each for each in branches if not self.is_hidden(each, "response")]

    def secret(self, node: dict[str, Any]) -> frozenset[str]:
        """Return the members that an alternative keeps from responses, and none shows.

        To alternatives that say nothing of them they would be one member more.
        """
        if not node.keys() & CHOICES:
            return frozenset()
        hidden: set[str] = set()
        plain: set[str] = set()
        for part in self.in_place(node):
            for name, value in part.get("properties", {}).items():
                (hidden if self.is_hidden(value, "response") else plain).add(name)
        return frozenset(hidden - plain)

    def in_place(self, node: Any, *, whole: bool = False) -> Iterator[dict[str, Any]]:
        """Yield a schema and those that look at the same value on its behalf.

        `whole` leaves out what is one alternative of several.
        """
        seen, pending = set(), [node]
        while pending:
            part = pending.pop()
            if not isinstance(part, dict) or id(part) in seen:
                continue
            seen.add(id(part))
            yield part
            pending.extend(part.get("allOf", ()))
            if not whole:
                pending += [each for word in UNIONS for each in part.get(word, ())]
                pending += [part.get("then"), part.get("else")]
            if isinstance(part.get("$ref"), str):
                pending.append(self._schemas.exact[key_of(part["$ref"])])


def members_of(node: dict[str, Any]) -> Iterator[Any]:
    """Yield the schemas of the members of an object."""
    for keyword in MEMBER_MAPS:
        yield from node.get(keyword, {}).values()
    for keyword in MEMBERS:
        yield node.get(keyword)


def is_null(schema: Any) -> bool:
    """Is null all that the schema allows, by its type?"""
    return isinstance(schema, dict) and schema.get("type") in ("null", ["null"])
