# A copy of Countersign's scripts/codegen/runtime/refusal.py.
"""For implementations that import `Refusal` from here, as scaffolds once did."""

from .http.context import not_implemented
from .http.refusal import Refusal

__all__ = ["Refusal", "not_implemented"]
