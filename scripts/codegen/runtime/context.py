"""For implementations that import `Context` from here, as scaffolds once did."""

from .http.context import Context

__all__ = ["Context"]
