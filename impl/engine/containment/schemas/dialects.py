"""The dialects of JSON Schema, and where a schema's references lead."""

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Dialect(Enum):
    """A dialect; its value is its customary short name."""

    DRAFT_4 = "draft4"
    DRAFT_6 = "draft6"
    DRAFT_7 = "draft7"
    DRAFT_2019_09 = "2019-09"
    DRAFT_2020_12 = "2020-12"
    OPENAPI_3_0 = "openapi-3.0"

    @property
    def order(self) -> int:
        """The place in history, for comparisons; OpenAPI 3.0 counts as draft 4."""
        return _ORDER[self]


_ORDER = {
    Dialect.OPENAPI_3_0: 4,
    Dialect.DRAFT_4: 4,
    Dialect.DRAFT_6: 6,
    Dialect.DRAFT_7: 7,
    Dialect.DRAFT_2019_09: 8,
    Dialect.DRAFT_2020_12: 9,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """How a schema is to be read.

    Attributes:
        root: the document that references like ``#/components/schemas/Pet`` point
            into; without one, the schema itself.
        dialect: the dialect that the schema, and all it refers to, is written in.
    """

    root: Any = None
    dialect: Dialect = Dialect.DRAFT_2020_12
