"""The format of certificates, and the engine that they are of.

Apart, for whoever only looks certificates up by them.
"""

from typing import Final

FORMAT: Final = "countersign.comparison/1"
ENGINE: Final = "3"
# What a certificate holds of a fact as it is.
FIELDS: Final = (
    *("direction", "base", "revision", "location", "difference", "message"),
    *("readings", "formats", "sunset", "witnesses", "attempts"),
)
