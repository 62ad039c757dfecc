"""Which item of a list became which of another."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from impl.engine.merging.equality import same
from impl.engine.merging.roles import PartRole, identity, is_ordered, may_become

# How much of their members two objects share that are the same one, changed.
_ALIKE = 0.5


def aligned(
    role: PartRole | None, base: list[Any], side: list[Any]
) -> list[int | None]:
    """Say for each item of the base where it went on a side; None if it is gone."""
    went: list[int | None] = [None] * len(base)
    before = [identity(role, item) for item in base]
    after = [identity(role, item) for item in side]
    match = _in_order if is_ordered(role) else _anywhere
    for one, other in match(before, after):
        went[one] = other
    for one, other in list(_changed(role, base, side, went)):
        went[one] = other
    return went


def _in_order(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for one, other, count in matcher.get_matching_blocks():
        yield from ((one + step, other + step) for step in range(count))


def _anywhere(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    places = {key: at for at, key in enumerate(_counted(after))}
    for one, key in enumerate(_counted(before)):
        if key in places:
            yield one, places[key]


def _counted(keys: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Tell the second of two equal items from the first."""
    seen: Counter[str] = Counter()
    for key in keys:
        yield key, seen[key]
        seen[key] += 1


def _changed(
    role: PartRole | None, base: list[Any], side: list[Any], went: list[int | None]
) -> Iterator[tuple[int, int]]:
    """Pair what is left between the same neighbours."""
    taken = {at for at in went if at is not None}
    one = 0
    while one < len(base):
        if went[one] is not None:
            one += 1
            continue
        end = next((i for i in range(one, len(base)) if went[i] is not None), len(base))
        start = went[one - 1] if one else -1
        olds = list(range(one, end))
        news = list(_run(start if start is not None else -1, len(side), taken))
        yield from _paired(role, base, side, olds, news)
        one = end


def _run(after: int, length: int, taken: set[int]) -> Iterator[int]:
    for at in range(after + 1, length):
        if at in taken:
            return
        yield at


def _paired(
    role: PartRole | None,
    base: list[Any],
    side: list[Any],
    olds: list[int],
    news: list[int],
) -> Iterator[tuple[int, int]]:
    if len(olds) == len(news):
        for one, other in zip(olds, news, strict=True):
            if may_become(role, base[one], side[other]):
                yield one, other
        return
    for one in olds:
        for at, other in enumerate(news):
            if may_become(role, base[one], side[other]) and _alike(
                base[one], side[other]
            ):
                yield one, other
                news = news[at + 1 :]
                break


def _alike(one: Any, other: Any) -> bool:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return False
    shared = sum(1 for key in one if key in other and same(one[key], other[key]))
    return shared >= _ALIKE * max(len(one), len(other))
