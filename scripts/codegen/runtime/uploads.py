"""For implementations that import `Upload` from here, as scaffolds once did."""

from .bodies.uploads import Upload

__all__ = ["Upload"]
