"""Makes templates of errors from the schemas that a contract declares for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..contract.gate import Gate
from ..schemas.flattened import Flat, flattened, kinds
from .instances import NOTHING, Instances, member_of
from .templates import (
    ABSENT,
    Choice,
    FactTemplate,
    Faults,
    FaultsByField,
    MemberTemplate,
    Record,
    Template,
)
from .terms import (
    facts_for,
    is_list,
    is_prose,
    is_reluctant,
    is_wrapper,
    plain,
    says_enough,
    spokesman,
)

# Combinations of combinations have no end.
_DEEP, _MANY = 6, 500


@dataclass(frozen=True)
class _Part:
    """A part of a body: its schema, its plain name, and what it may hold."""

    schema: object
    name: str
    facts: tuple[str, ...]
    required: bool
    alone: bool

    @property
    def is_root(self) -> bool:
        """Is it the whole body?"""
        return self.alone and not self.name


class Synthesis:
    """Makes templates of a gate's schemas."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self._instances = Instances(gate)

    def template(self, schema: object, *, lean: bool = False) -> Template:
        """Return the template of an error's whole body.

        Args:
            schema: of the body.
            lean: leave out every member that may be left out.
        """
        return _Maker(self.gate, self._instances, lean=lean).whole(schema)

    def field(self, name: str, schema: object) -> Template:
        """Return the template of a header field that has to be there."""
        facts = facts_for(plain(name).removeprefix("x"), frozenset(), in_fault=False)
        return _Maker(self.gate, self._instances, lean=True).value(schema, facts)

    def smallest(self, schema: object) -> Any:
        """Return a small instance that says nothing, or ABSENT if none is found."""
        found = self._instances.smallest(schema)
        return ABSENT if found is NOTHING else found


class _Maker:
    """Makes one template; knows where in the body it is."""

    def __init__(self, gate: Gate, instances: Instances, *, lean: bool) -> None:
        self._gate, self._instances, self._lean = gate, instances, lean
        self._depth, self._made = 0, 0
        self._in_fault = False

    def whole(self, schema: object) -> Template:
        # An error may be a list of errors, or nothing but a text.
        return self._any(_Part(schema, "", ("detail",), True, True))

    def value(self, schema: object, facts: tuple[str, ...]) -> Template:
        return self._any(_Part(schema, "", facts, True, False))

    def _any(self, part: _Part) -> Template:
        flats = flattened(part.schema, self._gate.schemas)
        self._made += 1
        if self._depth > _DEEP or self._made > _MANY or not flats:
            return self._place(part, {"allOf": [part.schema]})
        self._depth += 1
        found = [self._one(part, flat) for flat in flats]
        self._depth -= 1
        if len(found) == 1:
            return found[0]
        return Choice(found, self._gate.compiled(part.schema))

    def _one(self, part: _Part, flat: Flat) -> Template:
        if "const" in flat or "enum" in flat:
            return self._place(part, flat)
        allowed, holds_faults = kinds(flat), part.is_root or is_list(part.name)
        if "object" in allowed:
            if flat.get("properties") or flat.get("required"):
                return self._record(part, flat)
            extra = flat.get("additionalProperties")
            if holds_faults and not self._in_fault and isinstance(extra, dict):
                item = self._item(extra, "errors", ("detail",))
                return FaultsByField(item, required=part.required, alone=part.alone)
        if holds_faults and "array" in allowed and "string" not in allowed:
            least, most = flat.get("minItems", 0), flat.get("maxItems")
            facts = ("detail",) if self._in_fault else ("sentence", "code")
            item = self._item(flat.get("items", True), "", facts)
            required, alone = part.required, part.alone
            return Faults(item, least, most, required=required, alone=alone)
        if part.is_root and "object" in allowed:
            part = replace(part, facts=())  # a problem says more than its detail
        return self._place(part, flat)

    def _record(self, part: _Part, flat: Flat) -> Template:
        required = flat.get("required", ())
        names = dict.fromkeys([*flat.get("properties", ()), *required])
        beside = frozenset(map(plain, names))
        spoken = {n for n in names if self._is_text(member_of(flat, n))}
        speaker = spokesman([n for n in spoken if n in required]) or spokesman(spoken)
        members = []
        for name in names:
            is_required = name in required
            is_echo = name in spoken and is_prose(plain(name)) and name != speaker
            if is_required or not (self._lean or is_echo):
                schema = member_of(flat, name)
                inner = self._part(schema, plain(name), beside, is_required, part)
                template = self._any(inner) if inner else None
                if template and (is_required or template.weight):
                    members.append(MemberTemplate(name, template, is_required))
        about_faults = is_list(part.name) and not part.alone
        return Record(members, required=part.required, about_faults=about_faults)

    def _is_text(self, schema: object) -> bool:
        flats = flattened(schema, self._gate.schemas)
        return any("string" in kinds(flat) for flat in flats)

    def _part(
        self,
        schema: object,
        name: str,
        beside: frozenset[str],
        required: bool,
        within: _Part,
    ) -> _Part | None:
        facts = facts_for(name, beside, in_fault=self._in_fault)
        if required and not facts and is_list(within.name):
            # The faults of a part of the request, such as its body.
            return _Part(schema, "errors", ("detail",), required, alone=True)
        is_known = facts or is_list(name) or is_wrapper(name)
        if not required and (not is_known or is_reluctant(name)):
            return None
        alone = not says_enough(beside, name)
        return _Part(schema, name, facts, required, alone)

    def _item(self, schema: object, name: str, facts: tuple[str, ...]) -> Template:
        before, self._in_fault = self._in_fault, True
        item = self._any(_Part(schema, name, facts, True, alone=name != ""))
        self._in_fault = before
        return item

    def _place(self, part: _Part, flat: Flat) -> Template:
        otherwise: object = ABSENT
        if part.required:
            found = self._instances.smallest(flat)
            otherwise = ABSENT if found is NOTHING else found
        # Whatever it is called, it is a moment in the life of this error.
        is_moment = flat.get("format") == "date-time" and "default" not in flat
        return FactTemplate(
            self._gate.compiled(flat),
            part.facts or (("now",) if is_moment and part.required else ()),
            otherwise,
            choices=flat.get("enum", [flat.get("const")]),
            longest=flat.get("maxLength"),
        )
