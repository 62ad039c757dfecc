"""What there is to know of a format."""

from impl.engine.openapi.format import Format

__all__ = ["Format"]
