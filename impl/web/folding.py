"""Lines of a text that can be folded, by how far they are indented."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class FoldedLine:
    """A line of a text.

    Attributes:
        number: of the line.
        text: what it says.
        depth: how many folds it is within.
        holds: how many of the lines after it are folded with it.
        ends: how many folds end after it.
    """

    number: int
    text: str
    depth: int
    holds: int
    ends: int


def folded(lines: Sequence[str], first: int) -> Iterator[FoldedLine]:
    """Fold lines beneath those that are indented less; `first` is the first number."""
    indents = [len(line) - len(line.lstrip(" ")) for line in lines]
    ends = _ends(lines, indents)
    open_ends: list[int] = []
    for index, line in enumerate(lines):
        depth = len(open_ends)
        holds = ends[index] - index
        if depth >= _DEEPEST:
            holds = 0
        if holds:
            open_ends.append(ends[index])
        done = 0
        while open_ends and open_ends[-1] == index:
            open_ends.pop()
            done += 1
        yield FoldedLine(first + index, line, depth, holds, done)


def _ends(lines: Sequence[str], indents: Sequence[int]) -> list[int]:
    """Return for each line the last one that is indented more, without a break."""
    ends = list(range(len(lines)))
    above: list[int] = []
    last = -1
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        while above and indents[above[-1]] >= indents[index]:
            # Empty lines at the end belong to nobody.
            ends[above.pop()] = last
        above.append(index)
        last = index
    for index in above:
        ends[index] = last
    return ends
