"""The format profile."""

from impl.engine.openapi.formats import FORMATS, checks, format_in, noun_of

__all__ = ["FORMATS", "checks", "format_in", "noun_of"]
