"""All hard pairs."""

from tests.unit.engine.comparison import (
    pairs_of_operations,
    pairs_of_promises,
    pairs_of_schemas,
)

PAIRS = [
    *pairs_of_schemas.PAIRS,
    *pairs_of_operations.PAIRS,
    *pairs_of_promises.PAIRS,
]
