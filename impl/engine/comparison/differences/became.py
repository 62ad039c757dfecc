"""Say in short what was said before and after, down to where the two differ."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.words import without_words
from impl.engine.openapi.pointers import join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Gives what a reference leads to in the base, and in the revision.
Follow = Callable[[str], tuple[Any, Any]]
_Path = tuple[Any, ...]
# A place, and what the base and the revision have there.
_Place = tuple[_Path, Any, Any]

_LONGEST = 60
_CUT = "…"
_BEFORE = 20
_MOST_REFERENCES = 4
_MOST_PLACES = 3
_ABSENT = object()


def nowhere(_: str) -> tuple[Any, Any]:
    """Follow no reference."""
    return None, None


def became(base: Any, revision: Any, follow: Follow = nowhere) -> str:
    """Say what became of what the base said; None for nothing.

    Both are lists of what was said: as a rule, of one object of keywords.
    """
    if base and revision and _keyword(base) != _keyword(revision):
        # The same number says another thing under another keyword.
        return f"{_named(base)} became {_named(revision)}"
    before, after = _shown(base), _shown(revision)
    is_whole = not (before.endswith(_CUT) and after.endswith(_CUT))
    if before != after and is_whole:
        return f"{before} became {after}"
    return _deep(_only(base), _only(revision), follow)


def short(value: Any) -> str:
    """Write a value in no more than a few words."""
    text = _text(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}{_CUT}"


def _deep(base: Any, revision: Any, follow: Follow) -> str:
    """Say what differs in two values, down to where they do."""
    found = _there(base, revision) or _beyond(base, follow)
    if found:
        return found
    names = [_name(each) for each in dict.fromkeys(_references(base))]
    if names:
        return f"it refers to {', '.join(names[:_MOST_REFERENCES])}, which changed"
    return f"{short(base)} is read otherwise"


def _there(base: Any, revision: Any) -> str:
    """Say what differs right in two values; nothing if that is in no words of theirs.

    What they say to people makes no difference.
    """
    sides = without_words(base), without_words(revision)
    places = list(islice(_places(*sides, ()), _MOST_PLACES + 1))
    if len(places) > _MOST_PLACES:
        places = [_nearest(*sides)]
    return "; ".join(
        (f"at {join(*map(str, path))}, " if path else "")
        + " became ".join(_apart(before, after))
        for path, before, after in places
    )


def _beyond(base: Any, follow: Follow) -> str:
    """Say what differs in the nearest of what a value refers to."""
    waiting, seen = deque(_references(base)), set()
    while waiting:
        reference = waiting.popleft()
        if reference in seen:
            continue
        seen.add(reference)
        sides = follow(reference)
        found = _there(*sides)
        if found:
            return f"in {_name(reference)}, {found}"
        waiting += _references(sides[0])
    return ""


def _nearest(base: Any, revision: Any) -> _Place:
    """Go down as long as there is but one part in which two values differ."""
    path: _Path = ()
    while len(parts := _parts(base, revision)) == 1:
        key, base, revision = parts[0]
        path = (*path, key)
    return path, base, revision


def _places(base: Any, revision: Any, path: _Path) -> Iterator[_Place]:
    """Give all places where two values differ, as far down as they lead."""
    if _same(base, revision):
        return
    parts = _parts(base, revision)
    if not parts:
        yield path, base, revision
    for key, before, after in parts:
        yield from _places(before, after, (*path, key))


def _parts(base: Any, revision: Any) -> list[tuple[Any, Any, Any]]:
    """Give the parts in which two values differ; nothing if they differ as a whole."""
    keys: Iterable[Any] = ()
    if isinstance(base, dict) and isinstance(revision, dict):
        keys = dict.fromkeys([*base, *revision])
    elif isinstance(base, list) and isinstance(revision, list):
        keys = range(len(base)) if len(base) == len(revision) else ()
    held = [dict(_items(side)) for side in (base, revision)] if keys else []
    pairs = ((key, *(side.get(key, _ABSENT) for side in held)) for key in keys)
    return [(key, one, two) for key, one, two in pairs if not _same(one, two)]


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
    first, second = (f"{_CUT}{text[start : start + _LONGEST]}" for text in texts)
    return first, second


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        there = value.get("$ref")
        own = [there] if isinstance(there, str) else []
        return own + [each for held in value.values() for each in _references(held)]
    if isinstance(value, list):
        return [each for held in value for each in _references(held)]
    return []


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


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
