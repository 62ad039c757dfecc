"""Tuples: arrays that say what each of their items is, and have no more than these.

Those that may have more are lists: Pydantic takes no tuple that goes on at its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.codegen.lower.view_schemas import annotate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from scripts.codegen.lower.schemas import ViewSchema

# How many items a tuple has at least.
LEAST = "x-least"
# More lengths than these say less than a list of the same items.
_LENGTHS = 3


def is_closed(shape: dict[str, Any]) -> bool:
    """May an array have no more items than it says what they are?"""
    named, most = len(shape.get("prefixItems", ())), shape.get("maxItems")
    return shape.get("items") is False or (most is not None and most <= named)


def lengths(shape: dict[str, Any]) -> range | None:
    """Return how many items a tuple may have; None if an array is none."""
    if "prefixItems" not in shape or not is_closed(shape):
        return None
    named = len(shape["prefixItems"])
    least, most = shape.get("minItems", 0), min(named, shape.get("maxItems", named))
    found = range(int(least), int(most) + 1)
    return found if most and 0 < len(found) <= _LENGTHS else None


def source_of_tuple(view: ViewSchema) -> str:
    """Return the Python type of the view of a tuple, as `models` writes it."""
    texts = [annotate(item).replace("models.", "") for item in view["prefixItems"]]
    found = range(view[LEAST], len(texts) + 1)
    return " | ".join(f"tuple[{', '.join(texts[:n]) or '()'}]" for n in found)


def without_circles(
    views: dict[str, ViewSchema],
    order: list[list[str]],
    needs: Callable[[ViewSchema], Iterable[str]],
) -> Iterator[tuple[str, ViewSchema]]:
    """Yield all views, with lists for tuples that lead back to themselves.

    mypy takes no alias that needs itself in a tuple. `needs` gives the names that a
    view needs.
    """
    for circle in order:
        is_circle = len(circle) > 1 or circle[0] in needs(views[circle[0]])
        for name in circle:
            view = views[name]
            if is_circle and "prefixItems" in view:
                view = {**view, "items": {}}
                del view["prefixItems"]
            yield name, view
