"""The examples that stand beside a schema: by name, and valid or noted."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from impl.engine.openapi.pointers import escape
from impl.engine.openapi.references import LocalReferences
from impl.engine.sampling.completing import kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.sampling.hiding import Direction

_ALONE: Final = "example"
# Of its scalars, how many have to be left of an example that was mended.
_SHARE: Final = 0.7
_REQUESTING: Final = ("/requestBody/", "/requestBodies/", "/parameters/")

Mend = Callable[[str, Any, "Direction"], tuple[list[Any], str]]


@dataclass(frozen=True, slots=True)
class ExampleNote:
    """An example that is not what its schema says.

    Attributes:
        pointer: where it stands.
        name: its name.
        message: what is wrong with it, in English.
        is_mended: whether it is there all the same, with what is wrong put right.
    """

    pointer: str
    name: str
    message: str
    is_mended: bool = False


@dataclass(frozen=True, slots=True)
class NamedExamples:
    """The valid examples of one object.

    Attributes:
        values: these, by name, in the order of the contract.
        notes: those that were left out or mended.
    """

    values: dict[str, Any] = field(default_factory=dict)
    notes: list[ExampleNote] = field(default_factory=list)


class NamedExampleReader:
    """Reads the examples of objects of a contract.

    Args:
        content: the contract.
        mend: returns what a value has to be by a schema, if there is anything, and what
            is wrong with it, if it is.
    """

    def __init__(self, content: Any, mend: Mend) -> None:
        self._references = LocalReferences(content)
        self._mend = mend

    def read(self, pointer: str) -> NamedExamples:
        """Read the examples of the object at a pointer."""
        there = self._references.target(pointer)
        held = self._references.value(there)
        if not isinstance(held, dict):
            raise LookupError(pointer)  # noqa: TRY004 - there is no such object
        found = NamedExamples()
        schema = f"{there}/schema" if "schema" in held else None
        is_request = any(word in f"{pointer}/" for word in _REQUESTING)
        direction: Direction = "request" if is_request else "response"
        for name, place, value in self._written(there, held, found):
            if schema is None:
                found.values[name] = value
                continue
            self._take(found, schema, direction, (name, place, value))
        return found

    def _take(
        self,
        found: NamedExamples,
        schema: str,
        direction: Direction,
        example: tuple[str, str, Any],
    ) -> None:
        name, place, value = example
        made, wrong = self._mend(schema, value, direction)
        if not wrong:
            found.values[name] = value
            return
        if not _is_near(value, made) and (meant := _parsed(value)) is not None:
            # JSON that was written as a text.
            made, _ = self._mend(schema, meant, direction)
            value = meant
        is_mended = _is_near(value, made)
        if is_mended:
            found.values[name] = made[0]
        found.notes.append(ExampleNote(place, name, wrong, is_mended))

    def _written(
        self, pointer: str, held: dict[str, Any], found: NamedExamples
    ) -> Iterator[tuple[str, str, Any]]:
        """Yield the name of each example, its place, and its value."""
        if "example" in held:
            yield _ALONE, f"{pointer}/example", held["example"]
        examples = held.get("examples")
        for name in examples if isinstance(examples, dict) else ():
            place = self._references.target(f"{pointer}/examples/{escape(name)}")
            each = self._references.value(place)
            word = next((w for w in ("dataValue", "value") if _has(each, w)), None)
            if word is not None:
                yield name, f"{place}/{word}", each[word]
            else:
                message = "It is not in the contract as a value."
                found.notes.append(ExampleNote(place, name, message))


def _has(held: Any, word: str) -> bool:
    return isinstance(held, dict) and word in held


def _is_near(value: Any, made: list[Any]) -> bool:
    """Tell whether most of a value is left in what was made of it, if anything was."""
    enough = _SHARE * max(kept(value, value), 1)
    return any(kept(value, each) >= enough for each in made)


def _parsed(value: Any) -> Any:
    if not isinstance(value, str):
        return None
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict | list) else None
