"""The format profile."""

from impl.engine.openapi.formats import FORMATS, Format, checks, format_in, noun_of

__all__ = ["FORMATS", "Format", "checks", "format_in", "noun_of"]
