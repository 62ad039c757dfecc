"""All hard pairs: those of a kind of their own, and those of the matrix."""

from tests.unit.engine.comparison.hard import (
    annotations,
    bodies,
    dependences,
    events,
    forms,
    headers,
    lifecycle,
    lists,
    matrix,
    neutral,
    objects,
    parameters,
    places,
    responses,
    security,
    serialization,
    unions,
    values,
)

PAIRS = [
    *values.PAIRS,
    *objects.PAIRS,
    *dependences.PAIRS,
    *unions.PAIRS,
    *lists.PAIRS,
    *parameters.PAIRS,
    *serialization.PAIRS,
    *bodies.PAIRS,
    *forms.PAIRS,
    *responses.PAIRS,
    *headers.PAIRS,
    *security.PAIRS,
    *places.PAIRS,
    *lifecycle.PAIRS,
    *events.PAIRS,
    *annotations.PAIRS,
    *neutral.PAIRS,
]

ALL = [*PAIRS, *matrix.PAIRS]
