"""All hard pairs."""

from tests.unit.engine.comparison.hard import (
    bodies,
    events,
    headers,
    lists,
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
    *unions.PAIRS,
    *lists.PAIRS,
    *parameters.PAIRS,
    *serialization.PAIRS,
    *bodies.PAIRS,
    *responses.PAIRS,
    *headers.PAIRS,
    *security.PAIRS,
    *places.PAIRS,
    *events.PAIRS,
    *neutral.PAIRS,
]
