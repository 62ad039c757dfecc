"""Say in short what was said before and after, down to where the two differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.pointers import join

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 60
_BEFORE = 20
_MOST_REFERENCES = 4
_ABSENT = object()


def became(base: Any, revision: Any) -> str:
    """Say what became of what the base said; None for nothing.

    Both are lists of what was said: as a rule, of one object of keywords.
    """
    if base and revision and _keyword(base) != _keyword(revision):
        # The same number says another thing under another keyword.
        return f"{_named(base)} became {_named(revision)}"
    before, after = _shown(base), _shown(revision)
    if before != after:
        return f"{before} became {after}"
    return _deep(_only(base), _only(revision))


def short(value: Any) -> str:
    """Write a value in no more than a few words."""
    text = _text(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _deep(base: Any, revision: Any) -> str:
    """Say what differs in two values whose beginnings don't."""
    path, before, after = _nearest(base, revision)
    if _same(before, after):
        names = list(dict.fromkeys(_references(base)))[:_MOST_REFERENCES]
        if names:
            return f"it refers to {', '.join(names)}, which changed"
        return f"{short(base)} is read otherwise"
    where = f"at {path}, " if path else ""
    return f"{where}{' became '.join(_apart(before, after))}"


def _nearest(base: Any, revision: Any) -> tuple[str, Any, Any]:
    """Go down to the only place where two values differ."""
    path: list[Any] = []
    while type(base) is type(revision):
        if isinstance(base, dict):
            keys: list[Any] = list(dict.fromkeys([*base, *revision]))
        elif isinstance(base, list) and len(base) == len(revision):
            keys = list(range(len(base)))
        else:
            break
        held = [dict(_items(side)) for side in (base, revision)]
        pairs = [[side.get(key, _ABSENT) for side in held] for key in keys]
        other = [i for i, pair in enumerate(pairs) if not _same(*pair)]
        if len(other) != 1:
            break
        path.append(keys[other[0]])
        base, revision = pairs[other[0]]
    return join(*map(str, path)), base, revision


def _items(value: Any) -> Iterable[tuple[Any, Any]]:
    return value.items() if isinstance(value, dict) else enumerate(value)


def _apart(base: Any, revision: Any) -> tuple[str, str]:
    """Write two values in short, so that one sees that they are two."""
    before, after = short(base), short(revision)
    if before != after:
        return before, after
    texts = (_text(base), _text(revision))
    same = next(
        (i for i, pair in enumerate(zip(*texts, strict=False)) if len({*pair}) > 1),
        min(map(len, texts)),
    )
    start = max(0, same - _BEFORE)
    first, second = (f"…{text[start : start + _LONGEST]}" for text in texts)
    return first, second


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        there = value.get("$ref")
        own = [there.rpartition("/")[2]] if isinstance(there, str) else []
        return own + [name for held in value.values() for name in _references(held)]
    if isinstance(value, list):
        return [name for held in value for name in _references(held)]
    return []


def _keyword(said: list[Any]) -> str:
    """Return the only keyword of what was said; nothing if there are more."""
    is_single = len(said) == 1 and isinstance(said[0], dict) and len(said[0]) == 1
    return str(next(iter(said[0]))) if is_single else ""


def _named(said: list[Any]) -> str:
    return f"{_keyword(said)} {_shown(said)}".lstrip()


def _shown(said: Any) -> str:
    """Show what was said, in short."""
    return "nothing" if said is None else short(_only(said))


def _only(said: Any) -> Any:
    """Leave out what is around the only thing that was said."""
    if isinstance(said, list) and len(said) == 1:
        said = said[0]
    if isinstance(said, dict) and len(said) == 1:
        said = next(iter(said.values()))
    return said


def _text(value: Any) -> str:
    return "nothing" if value is _ABSENT else json.dumps(value, ensure_ascii=False)


def _same(one: Any, two: Any) -> bool:
    # To Python, 1 and true are the same.
    return one is two or (
        one is not _ABSENT
        and two is not _ABSENT
        and json.dumps(one, sort_keys=True) == json.dumps(two, sort_keys=True)
    )
