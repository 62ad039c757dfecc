"""The keywords of JSON Schema."""

from impl.engine.openapi.keywords import COMBINING, CONDITIONAL, DOCUMENTATION

__all__ = ["COMBINING", "CONDITIONAL", "DOCUMENTATION"]
