"""Edits of one field of one object of a contract, and how each is judged."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from impl.engine.comparison.verdicts.profiles import Verdict
from impl.engine.openapi import objects

Content = dict[str, Any]
# Changes a contract in one place, and tells whether there was one.
Change = Callable[[Random, Content], bool]
# Changes one object.
Touch = Callable[[Random, dict[str, Any]], bool]
# By sending messages; by the rule that it has to be listed; or as nothing at all.
Judgement = Literal["executed", "listed", "silent"]
ALL = ("3.0", "3.1", "3.2")
SINCE_3_1, SINCE_3_2 = ALL[1:], ALL[2:]
# Why most fields that say nothing do so.
WORDS = "words for people"
OTHER = "https://other.example.net/x"


@dataclass(frozen=True)
class Edit:
    """One edit.

    Attributes:
        object: the object of OpenAPI that is edited.
        field: the field of it.
        name: tells it from others of the same field.
        change: makes it.
        judged: how it is judged.
        level: for one that is listed, what it comes to at least by default.
        in_code: the same for generated clients.
        is_missed: for one that has a level, whether anybody can ever have had what it
            takes from a contract, given what became of it. What nobody misses is
            compatible.
        why: for one that is silent, why it says nothing on the wire.
        versions: those that have it.
    """

    object: str
    field: str
    name: str
    change: Change
    judged: Judgement = "executed"
    level: Verdict = "compatible"
    in_code: Verdict = "compatible"
    is_missed: Callable[[Content, Content], bool] = lambda *_: True
    why: str = ""
    versions: tuple[str, ...] = ALL

    @property
    def title(self) -> str:
        """What tells it from all others."""
        return f"{self.object}.{self.field} {self.name}".rstrip()


def found(content: Content, kind: str) -> Iterator[dict[str, Any]]:
    """Give the objects of a kind, in the words of the engine's table of objects."""
    waiting: list[tuple[str, Any]] = [("document", content)]
    while waiting:
        here, value = waiting.pop(0)
        if not isinstance(value, dict):
            continue
        if here == kind:
            yield value
        if "$ref" in value and here not in {"schema", "path item"}:
            continue
        waiting += [
            (inner, held) for inner, _, _, held in objects.children(here, value)
        ]


def on(
    kind: str, touch: Touch, fits: Callable[[dict[str, Any]], bool] = bool
) -> Change:
    """Make a change of any object of a kind that fits."""

    def change(random: Random, content: Content) -> bool:
        known = [each for each in found(content, kind) if fits(each)]
        known = [each for each in known if "$ref" not in each or kind == "schema"]
        return bool(known) and touch(random, random.choice(known))

    return change


def at(*way: str | int) -> Callable[[Touch], Change]:
    """Make a change of what stands at a place."""

    def make(touch: Touch) -> Change:
        def change(random: Random, content: Content) -> bool:
            held: Any = content
            for step in way:
                is_there = (
                    step in held
                    if isinstance(held, dict)
                    else isinstance(step, int) and step < len(held)
                )
                if not is_there:
                    return False
                held = held[step]
            return touch(random, held)

        return change

    return make


def put(field: str, *options: Any) -> Touch:
    """Set a field to another of some values."""

    def touch(random: Random, held: dict[str, Any]) -> bool:
        others = [each for each in options if each != held.get(field)]
        if not others:
            return False
        held[field] = random.choice(others)
        return True

    return touch


def drop(field: str) -> Touch:
    """Remove a field."""

    def touch(_: Random, held: dict[str, Any]) -> bool:
        return held.pop(field, _NOTHING) is not _NOTHING

    return touch


def drop_one(field: str, least: int = 1) -> Touch:
    """Remove a member of a map, or an item of a list, of which some are left."""

    def touch(random: Random, held: dict[str, Any]) -> bool:
        inner = held.get(field)
        if not inner or len(inner) <= least:
            return False
        keys = sorted(inner) if isinstance(inner, dict) else list(range(len(inner)))
        del inner[random.choice(keys)]
        return True

    return touch


def turn(field: str) -> Touch:
    """Turn a truth around."""

    def touch(_: Random, held: dict[str, Any]) -> bool:
        held[field] = held.get(field) is not True
        return True

    return touch


def any_of(*touches: Touch) -> Touch:
    """Do one of some things, the first that can be done in a random order."""

    def touch(random: Random, held: dict[str, Any]) -> bool:
        order = random.sample(touches, len(touches))
        return any(each(random, held) for each in order)

    return touch


def silent(
    object_: str, kind: str, why: str, values: dict[str, Any], **members: Any
) -> list[Edit]:
    """Make edits of fields that say nothing on the wire."""
    return [
        Edit(
            object_,
            field,
            "changed",
            on(kind, put(field, value), **members),
            "silent",
            why=why,
        )
        for field, value in values.items()
    ]


_NOTHING = object()
