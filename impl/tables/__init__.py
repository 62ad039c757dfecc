"""SQLModel tables under one metadata; never wire models.

Importing this package imports every table, which is what migrations compare with.
"""

from impl.tables.base import metadata

__all__ = ["metadata"]
