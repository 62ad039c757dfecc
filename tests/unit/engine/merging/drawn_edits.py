"""Edits of real contracts, drawn at random, and what two of them should give.

What is expected comes of applying edits to plain trees, and of comparing the pointers
that they name: nothing here knows how the engine merges.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from impl.engine.openapi.pointers import join, resolve

Token = str | int
# Lists that are sets: in which order two additions come is not what counts.
SETS = frozenset({"enum", "parameters", "required", "tags", "security", "servers"})
_UNIONS = frozenset({"allOf", "anyOf", "oneOf"})
# Changing these makes another thing of what they name.
_NAMES = frozenset({"$ref", "in", "name", "openapi", "url"})
_DATA = frozenset({"const", "default", "discriminator", "example", "examples"})


@dataclass(frozen=True)
class Edit:
    """One change: of a member, of an item, or a new item behind another."""

    deed: Literal["set", "remove", "insert"]
    holder: tuple[Token, ...]
    key: Token
    value: Any = None

    @property
    def place(self) -> tuple[Token, ...]:
        """Where it is."""
        return (*self.holder, self.key)

    @property
    def pointer(self) -> str:
        """Point to where it is."""
        return join(*self.place)


def draw(random: Random, tree: Any, others: list[Edit]) -> Edit:
    """Draw an edit that touches nothing that others of the same side touch."""
    while True:
        edit = _drawn(random, tree)
        if edit and not any(_touch(edit, other) for other in others):
            return edit


def draw_near(random: Random, tree: Any, edit: Edit) -> Edit:
    """Draw an edit at, above or below another one, or the very same."""
    choice = random.randrange(4)
    if choice == 0:
        return edit
    value = {"x-drawn": random.randrange(10**6)}
    if edit.deed == "insert":
        return Edit("insert", edit.holder, edit.key, _item(random, tree, edit.holder))
    if choice == 1 and len(edit.holder) > 1 and edit.holder[-1] not in SETS:
        return Edit("remove", edit.holder[:-1], edit.holder[-1])
    if isinstance(edit.key, int):
        return Edit("remove", edit.holder, edit.key)
    return Edit("set", edit.holder, edit.key, value)


def _drawn(random: Random, tree: Any) -> Edit | None:
    holder: tuple[Token, ...] = ()
    value = tree
    depth = random.randrange(2, 11)
    while len(holder) < depth and isinstance(value, dict | list) and value:
        key: Token = (
            random.choice(list(value))
            if isinstance(value, dict)
            else random.randrange(len(value))
        )
        if isinstance(value[key], dict | list) and value[key]:  # type: ignore[index]
            holder, value = (*holder, key), value[key]  # type: ignore[index]
        else:
            break
    if isinstance(value, list):
        return _of_list(random, tree, holder, value)
    return _of_object(random, holder, value)


def _of_object(
    random: Random, holder: tuple[Token, ...], value: dict[str, Any]
) -> Edit | None:
    if len(holder) > 1 and holder[-2] == "security":
        # Schemes that are demanded together are one thing, whatever is changed of it.
        return None
    choice = random.randrange(3)
    key = random.choice(list(value))
    if choice == 0:
        return Edit("set", holder, f"x-new-{random.randrange(100)}", _value(random))
    if key in _NAMES or not holder or (key in ("title", "version") and len(holder) < 2):
        return None
    if choice == 1:
        return Edit("remove", holder, key)
    if isinstance(value[key], dict | list):
        return None
    return Edit("set", holder, key, _other(random, value[key]))


def _of_list(
    random: Random, tree: Any, holder: tuple[Token, ...], value: list[Any]
) -> Edit | None:
    at = random.randrange(len(value))
    if value.count(value[at]) > 1 or any(value.count(each) > 1 for each in value):
        return None
    if random.randrange(2) and len(value) > 1:
        return Edit("remove", holder, at)
    return Edit("insert", holder, at, _item(random, tree, holder))


def _item(random: Random, tree: Any, holder: tuple[Token, ...]) -> Any:
    """Make an item that none of the list is, of the sort that it holds."""
    number = random.randrange(10**6)
    first = resolve(tree, join(*holder))[0]
    if not isinstance(first, dict):
        return number if isinstance(first, int | float) else f"drawn {number}"
    if "$ref" in first or "in" in first:
        return {"name": f"drawn{number}", "in": "query", "schema": {"type": "string"}}
    if "url" in first:
        return {"url": f"https://drawn.example/{number}"}
    return {"name": f"drawn{number}", "description": _text(random)}


def _value(random: Random) -> Any:
    return random.choice(
        [
            _text(random),
            random.randrange(1000),
            True,
            None,
            [],
            {},
            {"a": [1, {"b": _text(random)}], "yes": "no", "k: #": "- x"},
            [_text(random), [_text(random)], 1.5, "1e5", "0o17", "~"],
        ]
    )


def _text(random: Random) -> str:
    words = [
        "plain",
        "# not a comment",
        "a: b",
        "- dash",
        "'",
        '"',
        "é😀",
        "\\n",
        "  ",
        "*star",
        "&and",
        "\n",
        "\n\n",
        "[",
        "{x}",
        "yes",
        "1",
        "|",
        "\t",
        "%",
        "@",
    ]
    return " ".join(random.choice(words) for _ in range(random.randrange(1, 7)))


def _other(random: Random, value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return f"{value} {_text(random)}"


def _touch(one: Edit, other: Edit) -> bool:
    lists = {edit.holder for edit in (one, other) if isinstance(edit.key, int)}
    if all(any(_is_within(e.place, h) for h in lists) for e in (one, other)):
        return True
    return _is_within(one.place, other.place) or _is_within(other.place, one.place)


def _is_within(place: tuple[Token, ...], above: tuple[Token, ...]) -> bool:
    return place[: len(above)] == above


def expected_conflicts(base: Any, theirs: list[Edit], ours: list[Edit]) -> set[str]:
    """Name the places that both sides change, each in its own way."""
    found = set()
    for one in theirs:
        for other in ours:
            found.update(_conflict(base, one, other))
    return {
        pointer
        for pointer in found
        if not any(pointer.startswith(f"{above}/") for above in found)
    }


def _conflict(base: Any, one: Edit, other: Edit) -> set[str]:
    if one == other:
        return set()
    if one.deed == other.deed == "insert":
        is_same_gap = (one.holder, one.key) == (other.holder, other.key)
        return {join(*one.holder)} if is_same_gap and is_sequence(base, one) else set()
    if one.place == other.place and "insert" not in (one.deed, other.deed):
        return set() if one.deed == other.deed == "remove" else {one.pointer}
    for upper, lower in ((one, other), (other, one)):
        is_above = upper.place != lower.place and _is_within(lower.place, upper.place)
        if is_above and upper.deed != "insert":
            return {upper.pointer}
    return set()


def is_sequence(base: Any, edit: Edit) -> bool:
    """Tell whether the order of a list counts: it is neither a set nor a union."""
    names = edit.holder
    if any(name in _DATA or str(name).startswith("x-") for name in names):
        return True
    return names[-1] not in SETS | _UNIONS and not (
        len(names) > 1 and names[-2] in ("security", *range(100))
    )


def applied(base: Any, theirs: list[Edit], ours: list[Edit]) -> Any:
    """Apply edits of two sides that do not overlap."""
    tree = copy.deepcopy(base)
    same = [edit for edit in theirs if edit in ours]
    edits = [*ours, *(edit for edit in theirs if edit not in same)]
    targets = [(edit, resolve(tree, join(*edit.holder))) for edit in edits]
    items = [
        holder[int(edit.key)] if isinstance(holder, list) else None
        for edit, holder in targets
    ]
    for (edit, holder), item in zip(targets, items, strict=True):
        if edit.deed == "insert":
            holder.insert(_index(holder, item) + 1, copy.deepcopy(edit.value))
    for (edit, holder), item in zip(targets, items, strict=True):
        if edit.deed == "remove":
            key: Any = edit.key
            del holder[_index(holder, item) if isinstance(holder, list) else key]
        elif edit.deed == "set":
            holder[edit.key] = copy.deepcopy(edit.value)
    return tree


def _index(holder: list[Any], item: Any) -> int:
    return next(at for at, each in enumerate(holder) if each is item or each == item)
