"""Who builds on what, as a drawing: consumers on the left, APIs on the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from impl.services.landscapes import JudgedEdge
from impl.web.places import of_api

# A drawing of more is no help; the table has all of them.
MOST_NODES: Final = 60
WIDTH: Final = 880
BOX: Final = 300
_HEIGHT: Final = 34
_STEP: Final = 48
_LONGEST: Final = 34
SHAPES: Final = {"yes": "✓", "no": "✗", "unknown": "?"}
SAID: Final = {
    "yes": "they get on",
    "no": "they would not get on",
    "unknown": "unknown",
}
# Where on a line its mark is: where lines cross least.
_PLACE: Final = 0.38


@dataclass(frozen=True, slots=True)
class GraphBox:
    """A box: what it stands for, where that is, and where it is drawn."""

    name: str
    href: str | None
    x: int
    y: int

    @property
    def label(self) -> str:
        """Its name, as far as there is room."""
        short = len(self.name) <= _LONGEST
        return self.name if short else f"{self.name[: _LONGEST - 1]}…"

    @property
    def middle(self) -> int:
        """Where lines end."""
        return self.y + _HEIGHT // 2


@dataclass(frozen=True, slots=True)
class Line:
    """What leads from a consumer to what it builds on.

    Attributes:
        answer: whether they get on: told by its dashes, its mark and its colour.
        x, y: where its mark is.
    """

    path: str
    said: str
    is_partial: bool
    answer: str
    x: int
    y: int

    @property
    def shape(self) -> str:
        """Its mark."""
        return SHAPES[self.answer]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A graph of two columns."""

    consumers: Sequence[GraphBox]
    apis: Sequence[GraphBox]
    lines: Sequence[Line]
    height: int


def drawn(judged: Sequence[JudgedEdge], team: str) -> Drawing | None:
    """Draw who builds on what; None if that is too much for a drawing.

    Consumers of the team `team` have pages that whoever looks may open.
    """
    edges = [each.edge for each in judged]
    right = list(dict.fromkeys(sorted((it.api_team, it.api) for it in edges)))
    heights = {name: place for place, name in enumerate(right)}
    sums: dict[tuple[str, str], list[int]] = {}
    for it in edges:
        names = (it.consumer_team, it.consumer)
        sums.setdefault(names, []).append(heights[it.api_team, it.api])
    # Those that build on the same stand together, so that few lines cross.
    left = sorted(sums, key=lambda it: (sum(sums[it]) / len(sums[it]), it))
    if not edges or len(left) + len(right) > MOST_NODES:
        return None
    tallest = max(len(left), len(right))
    consumers = {
        name: GraphBox(
            "/".join(name),
            f"/t/{team}/consumers/{name[1]}" if name[0] == team else None,
            *(1, _top(place, len(left), tallest)),
        )
        for place, name in enumerate(left)
    }
    apis = {
        name: GraphBox(
            "/".join(name),
            of_api(*name),
            *(WIDTH - BOX - 1, _top(place, len(right), tallest)),
        )
        for place, name in enumerate(right)
    }
    lines = [
        _line(
            each,
            consumers[each.edge.consumer_team, each.edge.consumer],
            apis[each.edge.api_team, each.edge.api],
        )
        for each in judged
    ]
    height = tallest * _STEP
    return Drawing([*consumers.values()], [*apis.values()], lines, height)


def _top(place: int, number: int, tallest: int) -> int:
    return place * _STEP + (tallest - number) * _STEP // 2 + (_STEP - _HEIGHT) // 2


def _line(judged: JudgedEdge, begin: GraphBox, end: GraphBox) -> Line:
    edge = judged.edge
    ends = (begin.x + BOX, begin.middle, end.x, end.middle)
    middle = (ends[0] + ends[2]) // 2
    path = f"M{ends[0]} {ends[1]}C{middle} {ends[1]} {middle} {ends[3]} {ends[2]} "
    what = "a part of" if edge.is_partial else "all of"
    said = f"{begin.name} {edge.consumer_version} uses {what} {end.name}"
    return Line(
        f"{path}{ends[3]}",
        f"{said} {edge.base_version}: {SAID[judged.answer]}. {judged.reason}",
        edge.is_partial,
        judged.answer,
        _on_curve(ends[0], middle, middle, ends[2]),
        _on_curve(ends[1], ends[1], ends[3], ends[3]),
    )


def _on_curve(*points: int) -> int:
    """Return where a cubic Bézier curve is at the place of marks."""
    rest = 1 - _PLACE
    weights = (rest**3, 3 * rest**2 * _PLACE, 3 * rest * _PLACE**2, _PLACE**3)
    return round(sum(it * at for it, at in zip(weights, points, strict=True)))
