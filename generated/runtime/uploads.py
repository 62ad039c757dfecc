# A copy of Countersign's scripts/codegen/runtime/uploads.py.
"""For implementations that import `Upload` from here, as scaffolds once did."""

from .bodies.uploads import Upload

__all__ = ["Upload"]
