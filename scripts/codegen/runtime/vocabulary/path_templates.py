"""Templates of paths, and of the URLs of servers and callbacks."""

from impl.engine.openapi.path_templates import EXPRESSION

__all__ = ["EXPRESSION"]
