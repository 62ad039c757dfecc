"""The schemas of a contract as messages of one direction have them.

All come out as JSON Schema 2020-12 that asserts what is otherwise understood: the
ranges of formats of numbers, the alphabets of formats that are no assertion, that a
member for the other direction is absent, and that the value of a discriminator names an
alternative that is met. Each target of a reference is written once.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, Final

import jsonschema_rs

from impl.engine.openapi.formats import BASE64, checks, format_in, is_base64, unheld_by
from impl.engine.openapi.keywords import COMBINING, MODERN
from impl.engine.openapi.pointers import join
from impl.engine.openapi.references import LocalReferences, local_pointer
from impl.engine.openapi.regex_options import OPTIONS
from impl.engine.openapi.v3_0 import NEW_KEYWORDS, modernise
from impl.engine.sampling.discriminators import tagged
from impl.engine.sampling.hiding import Direction, MemberHiding

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX: Final = "#/$defs/"
_IN_PLACE: Final = frozenset({"allOf", "anyOf", "oneOf", "then", "else"})
# What these ask is no demand on the value, so that they are left as they are written.
_CONDITIONS: Final = frozenset({"if", "not"})
_MEMBERS: Final = frozenset({"additionalProperties", "unevaluatedProperties"})
_MEMBER_MAPS: Final = frozenset({"properties", "patternProperties"})
_LEFT_OUT: Final = frozenset(
    {
        *("$schema", "$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$vocabulary"),
        *("$defs", "definitions", "$comment", "discriminator", "xml", "externalDocs"),
    }
)
_NOBODY: Final[frozenset[str]] = frozenset()
_Key = tuple[str, bool, frozenset[str]]


class DirectedContract:
    """Writes the schemas of one contract for one direction.

    Args:
        content: the contract, repaired; it must not change any more.
        direction: which messages have these schemas.
        formats: whether formats are asserted as the format profile says, or nowhere.
        forbidding: whether members for the other direction are refused, or ignored.

    Attributes:
        definitions: what was written so far, by key.
    """

    def __init__(
        self,
        content: Any,
        direction: Direction,
        *,
        formats: bool = True,
        forbidding: bool = True,
    ) -> None:
        self._formats = formats
        self._forbidding = forbidding
        self.references = LocalReferences(content)
        self.definitions: dict[str, Any] = {}
        self._old = str(content.get("openapi"))[:3] == "3.0"
        self._hiding = MemberHiding(self.references, direction, old=self._old)
        self._keys: dict[_Key, str] = {}
        self._numbers = count()
        self._waiting: list[tuple[_Key, str]] = []
        self._origins: dict[int, str] = {}
        # Origins go by identity, which only what lives on keeps.
        self._kept: list[Any] = []

    def at(self, pointer: str) -> dict[str, Any]:
        """Return a reference to what was written of the schema at a pointer.

        Raises:
            LookupError: there is nothing at that place.
            RecursionError: the schema is nested too deeply.
        """
        there = self.references.target(pointer)
        if self.references.value(there, self) is self:
            raise LookupError(pointer)
        known = dict(self._keys)
        reference = self._reference(pointer, True, _NOBODY)
        try:
            self._write_all()
        except RecursionError:
            # Half of what refers to each other would lead nowhere later.
            self._waiting.clear()
            for key in self._keys.keys() - known.keys():
                self.definitions.pop(self._keys.pop(key), None)
            raise
        return {"$ref": reference}

    def origin(self, schema: Any) -> str:
        """Return the pointer of what a schema was written from; "" if it is unknown."""
        return self._origins.get(id(schema), "")

    def target(self, schema: dict[str, Any]) -> Any:
        """Return what a written schema refers to."""
        return self.definitions[schema["$ref"][len(PREFIX) :]]

    def document(self, schema: Any) -> Any:
        """Return a written schema with all that it refers to, so that it stands alone.

        What was made of written schemas may be given as well.
        """
        needed: dict[str, Any] = {}
        waiting = [schema]
        while waiting:
            for key in _referred(waiting.pop()):
                if key not in needed:
                    needed[key] = self.definitions[key]
                    waiting.append(needed[key])
        if not needed or not isinstance(schema, dict):
            return schema
        return {**schema, "$defs": needed}

    def compiled(self, schema: Any) -> Any:
        """Compile a written schema.

        Raises:
            ValueError: the validator makes no sense of it.
        """
        return jsonschema_rs.Draft202012Validator(
            self.document(schema),
            validate_formats=self._formats,
            formats=checks() if self._formats else None,
            offline=True,
            pattern_options=OPTIONS,
        )

    def _reference(self, pointer: str, demanding: bool, exempt: frozenset[str]) -> str:
        key = pointer, demanding, exempt
        if key not in self._keys:
            self._keys[key] = name = str(next(self._numbers))
            self._waiting.append((key, name))
        return PREFIX + self._keys[key]

    def _write_all(self) -> None:
        while self._waiting:
            (pointer, demanding, exempt), name = self._waiting.pop()
            value = self.references.value(pointer, True)
            self.definitions[name] = self._write(value, pointer, demanding, exempt)

    def _write(
        self, value: Any, pointer: str, demanding: bool, exempt: frozenset[str]
    ) -> Any:
        """Write a schema; what is exempt need not be there because of its context."""
        if not isinstance(value, dict):
            return value is not False
        if demanding:
            exempt = exempt | self._hiding.hidden_of(value)
        there = local_pointer(value.get("$ref"))
        if there is not None and self._old:
            return {"$ref": self._reference(there, demanding, exempt)}
        result = {
            keyword: self._inside(keyword, held, pointer, demanding, exempt)
            for keyword, held in value.items()
            if not self._is_left_out(keyword, held)
        }
        if self._old:
            modernise(result, adds_null=False)
        if demanding:
            if self._formats:
                _assert_formats(result)
            tagged(result, value, self.references)
        self._origins[id(result)] = pointer
        self._kept.append(result)
        return result

    def _is_left_out(self, keyword: str, held: Any) -> bool:
        if keyword in _LEFT_OUT or keyword.startswith("x-"):
            return True
        if self._old and keyword in NEW_KEYWORDS:
            return True
        if keyword == "$ref":
            return local_pointer(held) is None
        # By the letter there has to be one; it demands nothing.
        return keyword in COMBINING and held == []

    def _inside(
        self,
        keyword: str,
        held: Any,
        pointer: str,
        demanding: bool,
        exempt: frozenset[str],
    ) -> Any:
        """Write what a keyword of the schema at a pointer holds."""
        if keyword == "$ref":
            return self._reference(local_pointer(held) or "", demanding, exempt)
        if keyword == "required" and isinstance(held, list):
            return [name for name in held if name not in exempt]
        pointer = join_to(pointer, keyword)
        demanding = demanding and keyword not in _CONDITIONS
        passed = exempt if demanding and keyword in _IN_PLACE else _NOBODY
        is_member = keyword in _MEMBERS or keyword in _MEMBER_MAPS

        def write(schema: Any, place: str) -> Any:
            if is_member and demanding and self._hiding.hides(schema):
                return not self._forbidding
            return self._write(schema, place, demanding, passed)

        if keyword in MODERN.lists and isinstance(held, list):
            return [write(s, f"{pointer}/{index}") for index, s in enumerate(held)]
        if keyword in MODERN.maps and isinstance(held, dict):
            return {
                name: s if isinstance(s, list) else write(s, join_to(pointer, name))
                for name, s in held.items()
            }
        return write(held, pointer) if keyword in MODERN.singles else held


def join_to(pointer: str, token: str) -> str:
    """Return the pointer of what stands under a token at a pointer."""
    return pointer + join(token)


def _referred(schema: Any) -> Iterator[str]:
    waiting = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            reference = node.get("$ref")
            if isinstance(reference, str):
                yield reference[len(PREFIX) :]
            waiting += [child for _, child in MODERN.children(node)]


def _assert_formats(schema: dict[str, Any]) -> None:
    """Add what the types that hold values of a format ask of them."""
    known = format_in(schema)
    asked: list[dict[str, Any]] = []
    if known.minimum is not None and known.maximum is not None:
        asked.append({"minimum": known.minimum, "maximum": known.maximum})
    kind = schema.get("type", "string")
    if "string" in ([kind] if isinstance(kind, str) else kind):
        if known.unheld:
            asked.append({"not": unheld_by(known)})
        if known.pattern and not known.asserted:
            asked.append({"pattern": known.pattern})
        elif is_base64(schema):
            asked.append({"pattern": BASE64})
    if asked:
        schema["allOf"] = [*schema.get("allOf", ()), *asked]
