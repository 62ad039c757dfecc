# A copy of Countersign's scripts/codegen/runtime/errors/templates.py.
"""Templates of errors: a declared schema, with places for what a refusal has to say.

A template is made once, from the schema and from the names of its members. Filling it
gives a likely instance; whether it is one, a validator says.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..contract.validator import SchemaValidator
from ..vocabulary.formats import FORMATS
from .terms import Facts, fault_facts, plain, synonyms

# What a template gives where it has nothing to say.
ABSENT: Final = object()
_DAY, _MOMENT = FORMATS["date"].filler, FORMATS["date-time"].filler


class Template(ABC):
    """A value with places for facts; `weight` says how many."""

    weight: int = 0

    @abstractmethod
    def fill(self, facts: Facts) -> Any:
        """Return the value, or ABSENT."""

    @abstractmethod
    def speaks(self, facts: Facts) -> bool:
        """Is there anything to say?"""


class FactTemplate(Template):
    """A value that holds a fact if the schema allows it, and `otherwise` if not.

    Among the texts of an enumeration it is the one that means the same.
    """

    def __init__(
        self,
        validator: SchemaValidator,
        names: Sequence[str],
        otherwise: Any,
        *,
        choices: Sequence[object] = (),
        longest: int | None = None,
    ) -> None:
        self._is_valid = validator.is_valid
        self._names = names
        self._otherwise = otherwise
        self._has_times = _of_now(otherwise, {_DAY: "", _MOMENT: ""}) != otherwise
        self._choices = {plain(c): c for c in choices if isinstance(c, str)}
        self._longest = longest
        self.weight = int(any(name != "blank" for name in names))

    def fill(self, facts: Facts) -> Any:
        """Return the first fact that the schema allows, or what stands in."""
        for name in self._names:
            value = facts.get(name)
            if value is None:
                continue
            if self._longest is not None and isinstance(value, str):
                value = value[: self._longest]
            if self._is_valid(value):
                return value
        if self._names and self._choices:
            for word in synonyms(facts):
                if word in self._choices:
                    return self._choices[word]
        return self._stand_in(facts)

    def speaks(self, facts: Facts) -> bool:
        """Is one of its facts known?"""
        return any(facts.get(name) is not None for name in self._names)

    def _stand_in(self, facts: Facts) -> Any:
        """Return what stands in, of now where it holds times that nobody has chosen."""
        if self._has_times:
            now = facts["now"]
            value = _of_now(self._otherwise, {_DAY: now[:10], _MOMENT: now})
            if self._is_valid(value):
                return value
        return self._otherwise


def _of_now(value: Any, times: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_of_now(item, times) for item in value]
    if isinstance(value, dict):
        return {name: _of_now(member, times) for name, member in value.items()}
    return times.get(value, value) if isinstance(value, str) else value


@dataclass(frozen=True)
class MemberTemplate:
    """A member of an object: its name, its template, and whether it has to be there."""

    name: str
    template: Template
    required: bool


class Record(Template):
    """An object with named members.

    Where it may be left out, it is if it has nothing to say; one that is about the
    faults of the request also if there are none.
    """

    def __init__(
        self, members: Sequence[MemberTemplate], *, required: bool, about_faults: bool
    ) -> None:
        self._members = members
        self._required = required
        self._about_faults = about_faults and not required
        self.weight = sum(member.template.weight for member in members)

    def fill(self, facts: Facts) -> Any:
        """Return the object, or ABSENT where a member that has to be there is."""
        if not self._required and not self.speaks(facts):
            return ABSENT
        filled = {}
        for member in self._members:
            value = member.template.fill(facts)
            if value is not ABSENT:
                filled[member.name] = value
            elif member.required:
                return ABSENT
        return filled

    def speaks(self, facts: Facts) -> bool:
        """Does one of its members have something to say?"""
        if self._about_faults and not facts["faults"]:
            return False
        return any(member.template.speaks(facts) for member in self._members)


class Faults(Template):
    """A list with one item for each fault of the request.

    Without faults, the refusal itself is the one where `alone` says that nothing else
    of the error does, or where the list may not be empty.
    """

    def __init__(
        self,
        item: Template,
        least: int,
        most: int | None,
        *,
        required: bool,
        alone: bool,
    ) -> None:
        self._item = item
        self._most = most
        self._required = required
        self._whole = alone or (required and least > 0)
        self.weight = item.weight

    def fill(self, facts: Facts) -> Any:
        """Return the list."""
        found = fault_facts(facts) or ([facts] if self._whole else [])
        items = [self._item.fill(each) for each in found[: self._most]]
        items = [item for item in items if item is not ABSENT]
        return items if items or self._required else ABSENT

    def speaks(self, facts: Facts) -> bool:
        """Are there faults, or is the refusal itself one?"""
        return bool(facts["faults"]) or self._whole


class FaultsByField(Template):
    """An object with one member for each field that has faults."""

    def __init__(self, item: Template, *, required: bool, alone: bool) -> None:
        self._item = item
        self._required = required
        self._alone = alone
        self.weight = item.weight

    def fill(self, facts: Facts) -> Any:
        """Return the object."""
        found = fault_facts(facts) or ([facts] if self._alone else [])
        filled = {
            each.get("field") or "request": self._item.fill(each) for each in found
        }
        filled = {name: item for name, item in filled.items() if item is not ABSENT}
        return filled if filled or self._required else ABSENT

    def speaks(self, facts: Facts) -> bool:
        """Are there faults, or is the refusal itself one?"""
        return bool(facts["faults"]) or self._alone


class Choice(Template):
    """The first of several templates whose value the schema allows."""

    def __init__(
        self, templates: Sequence[Template], validator: SchemaValidator
    ) -> None:
        # The one that can say most comes first; among equals, the contract's order.
        self._templates = sorted(templates, key=lambda each: -each.weight)
        self._is_valid = validator.is_valid
        self.weight = max(each.weight for each in templates)

    def fill(self, facts: Facts) -> Any:
        """Return the first value that the schema allows, or ABSENT."""
        for template in self._templates:
            value = template.fill(facts)
            if value is not ABSENT and self._is_valid(value):
                return value
        return ABSENT

    def speaks(self, facts: Facts) -> bool:
        """Does one of the templates have something to say?"""
        return any(template.speaks(facts) for template in self._templates)
