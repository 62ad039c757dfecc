"""The format profile."""

from impl.engine.openapi.formats import (
    FORMATS,
    checks,
    format_in,
    noun_of,
    noun_of_pattern,
)

__all__ = ["FORMATS", "checks", "format_in", "noun_of", "noun_of_pattern"]
