"""The keywords of JSON Schema that hold schemas."""

from impl.engine.openapi.keywords import COMBINING, CONDITIONAL

__all__ = ["COMBINING", "CONDITIONAL"]
