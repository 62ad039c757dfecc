"""The kinds of facts about schemas: each facet in each part of a message."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from impl.engine.comparison.kinds.facets import (
    CONTENT,
    CONTENT_ENCODING,
    DEFAULT,
    DEMANDS,
    DISCRIMINATOR,
    ITEMS,
    PROPERTY,
    PROPERTY_DEPRECATION,
    READ_ONLY,
    REFERENCE,
    REQUIRED,
    SATISFIABILITY,
    SCHEMA_DEPRECATION,
    XML,
    Facet,
)
from impl.engine.comparison.kinds.kind import (
    Effect,
    FactKind,
    MessageDirection,
    Misreading,
)
from impl.engine.comparison.kinds.levels import level, level_in_code

_PRESENCE = (Effect.ADDED, Effect.REMOVED)
_OBLIGATION = (Effect.REQUIRED, Effect.OPTIONAL)
_LIFECYCLE = (Effect.DEPRECATED, Effect.REINSTATED)
_EXTENT = (Effect.CHANGED, Effect.NARROWED, Effect.WIDENED)
_MENTION = (*_PRESENCE, Effect.CHANGED)
# What one side alone says, and what no value is ever refused by, can't be both.
_ONE_WAY = frozenset({ITEMS, REFERENCE, CONTENT_ENCODING})
_FACETS: tuple[tuple[Facet, tuple[Effect, ...]], ...] = (
    *(
        (demand, (Effect.NARROWED, Effect.WIDENED) if demand in _ONE_WAY else _EXTENT)
        for demand in DEMANDS
    ),
    (PROPERTY, _PRESENCE),
    (REQUIRED, _OBLIGATION),
    (SATISFIABILITY, (Effect.SATISFIABLE, Effect.UNSATISFIABLE)),
    (READ_ONLY, (Effect.READ_ONLY, Effect.WRITABLE)),
    (PROPERTY_DEPRECATION, _LIFECYCLE),
    (SCHEMA_DEPRECATION, _LIFECYCLE),
    *((facet, _MENTION) for facet in (DEFAULT, DISCRIMINATOR, CONTENT, XML)),
)


class Carrier(Enum):
    """The parts of messages that schemas describe: direction, noun and title."""

    REQUEST_BODY = ("request", "", "the body of a request")
    PARAMETER = ("request", "parameter", "a parameter")
    RESPONSE_BODY = ("response", "", "the body of a response")
    RESPONSE_HEADER = ("response", "header", "a header of a response")

    def __init__(self, direction: MessageDirection, noun: str, title: str) -> None:
        self.direction = direction
        self.noun = noun
        self.title = title

    @property
    def is_body(self) -> bool:
        """Whether it is a body."""
        return self in {Carrier.REQUEST_BODY, Carrier.RESPONSE_BODY}


_BODIES = (Carrier.REQUEST_BODY, Carrier.RESPONSE_BODY)
_MISREAD: dict[tuple[Carrier, Facet, Effect], Misreading] = {
    (Carrier.REQUEST_BODY, READ_ONLY, Effect.READ_ONLY): Misreading.IGNORED_PROPERTY,
    (Carrier.PARAMETER, DEFAULT, Effect.CHANGED): Misreading.DEFAULT,
    **{(body, DEFAULT, Effect.CHANGED): Misreading.DEFAULT for body in _BODIES},
    **{
        (body, DISCRIMINATOR, Effect.CHANGED): Misreading.DISCRIMINATOR
        for body in _BODIES
    },
    **{(body, XML, change): Misreading.XML for body in _BODIES for change in _MENTION},
}


def _in_schema(carrier: Carrier, facet: Facet, change: Effect) -> FactKind:
    words = (carrier.direction, carrier.noun, facet.stem, change.value)
    title = f"{facet.title[0].upper()}{facet.title[1:]} {change.value}"
    return FactKind(
        "-".join(filter(None, words)),
        f"{title} in {carrier.title}",
        carrier.direction,
        change,
        is_annotation=facet.is_annotation,
        misreading=_MISREAD.get((carrier, facet, change)),
        level=level(carrier.direction, facet, change),
        level_in_code=level_in_code(carrier.direction, facet, change),
    )


# XML is a form of bodies.
SCHEMA: Mapping[tuple[Carrier, Facet, Effect], FactKind] = {
    (carrier, facet, change): _in_schema(carrier, facet, change)
    for carrier in Carrier
    for facet, changes in _FACETS
    if facet is not XML or carrier.is_body
    for change in changes
}
