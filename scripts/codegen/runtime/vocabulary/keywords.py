"""The keywords of JSON Schema."""

from impl.engine.openapi.keywords import (
    COMBINING,
    CONDITIONAL,
    DOCUMENTATION,
    IMPLIED_TYPES,
)

__all__ = ["COMBINING", "CONDITIONAL", "DOCUMENTATION", "IMPLIED_TYPES"]
