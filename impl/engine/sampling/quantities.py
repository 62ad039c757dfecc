"""Numbers as they are likely, by the name of the member and by given examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from impl.engine.sampling.examples_said import said
from impl.engine.sampling.tokens import is_identifier, last_token, tokens
from impl.engine.sampling.vocabulary import PLACES

if TYPE_CHECKING:
    from impl.engine.sampling.drawing import Draw
    from impl.engine.sampling.parts import Part

# Smallest and largest, and in how many steps a one is divided.
_RANGES: Final[dict[str, tuple[int, int, int]]] = {
    **dict.fromkeys(("price", "amount", "cost", "total", "subtotal"), (5, 500, 100)),
    **dict.fromkeys(("balance", "fee", "tax", "salary", "charge"), (1, 900, 100)),
    **dict.fromkeys(("age",), (18, 80, 1)),
    **dict.fromkeys(("rating", "stars"), (1, 5, 1)),
    **dict.fromkeys(("score", "percent", "percentage", "progress"), (0, 100, 1)),
    **dict.fromkeys(("probability", "ratio", "confidence"), (0, 1, 100)),
    **dict.fromkeys(("quantity", "qty"), (1, 12, 1)),
    **dict.fromkeys(("count", "position", "index", "rank", "order"), (0, 40, 1)),
    **dict.fromkeys(("width", "height"), (120, 1920, 1)),
    **dict.fromkeys(("weight", "length", "distance"), (1, 90, 10)),
    **dict.fromkeys(("size", "byte", "bytes"), (256, 90_000, 1)),
    **dict.fromkeys(("duration", "timeout", "ttl", "interval"), (10, 3600, 1)),
    **dict.fromkeys(("port",), (1024, 9999, 1)),
    **dict.fromkeys(("limit",), (10, 100, 1)),
    **dict.fromkeys(("offset", "page", "version", "level"), (1, 9, 1)),
    **dict.fromkeys(("temperature",), (-5, 35, 10)),
    **dict.fromkeys(("month",), (1, 12, 1)),
    **dict.fromkeys(("day",), (1, 28, 1)),
    **dict.fromkeys(("hour",), (0, 23, 1)),
    **dict.fromkeys(("minute", "second"), (0, 59, 1)),
}
_YEARS: Final = frozenset({"year"})
_TIMES: Final = frozenset({"timestamp", "at", "time", "epoch", "date", "expiry"})
_DAY: Final = 86_400


def likely_number(draw: Draw, parts: list[Part], *, whole: bool) -> float | None:
    """Draw a number that looks likely; None if nothing tells what would."""
    name = draw.name
    examples = [
        each
        for each in said(parts)
        if isinstance(each, int | float) and not isinstance(each, bool)
    ]
    if examples and not (is_identifier(name) and draw.random.random() < 0.9):
        example = draw.random.choice(examples)
        return example if draw.random.random() < 0.5 else _near(example, draw)
    if examples:
        return _near(examples[0], draw)
    return _by_name(name, draw, whole=whole)


def _near(example: float, draw: Draw) -> float:
    """Return a number of about the same size."""
    share = 0.6 + 0.8 * draw.random.random()
    value = example * share
    return round(value) if isinstance(example, int) else round(value, 2)


def _by_name(name: str, draw: Draw, *, whole: bool) -> float | None:
    word = last_token(name)
    chance = draw.random
    if word in _RANGES:
        low, high, parts = _RANGES[word]
        parts = 1 if whole else parts
        return chance.randint(low * parts, high * parts) / parts
    if word in {"latitude", "lat"}:
        return float(chance.choice(PLACES)[5])
    if word in {"longitude", "lng", "lon", "long"}:
        return float(chance.choice(PLACES)[6])
    if word in _YEARS:
        return draw.now.year - chance.randint(0, 8)
    if (whole and word in _TIMES and len(tokens(name)) > 1) or word == "timestamp":
        return int(draw.now.timestamp()) - chance.randint(0, 90 * _DAY)
    if whole and is_identifier(name):
        return chance.randint(1000, 99_999)
    return None
