# A copy of Countersign's scripts/codegen/runtime/context.py.
"""For implementations that import `Context` from here, as scaffolds once did."""

from .http.context import Context

__all__ = ["Context"]
