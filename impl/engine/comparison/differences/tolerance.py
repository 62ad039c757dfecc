"""How tolerant a reader of a message is.

A client that reads what a server sends is where sane people differ:

- *strict* readers refuse what the schema does not declare, even where it is silent;
- *exact* readers refuse what the schema refuses;
- *open enums* readers also take values that an enumeration does not list, and the first
  of exclusive alternatives that fits, as code does that tries one after the other;
- *lenient* readers also ignore undeclared properties, even where they are forbidden.

Servers read exactly. Senders that are not strict send only what their schema declares.
Each reading accepts whatever the one before it accepts.
"""

from __future__ import annotations

from typing import Literal, get_args

Reading = Literal["strict", "exact", "open-enums", "lenient"]
# Readings, and `formats` for asserted formats read leniently.
Aspect = Literal["strict", "exact", "open-enums", "lenient", "formats"]
READINGS: tuple[Reading, ...] = get_args(Reading)
TOLERANT: tuple[Reading, ...] = ("open-enums", "lenient")


def takes_any_alternative(reading: Reading) -> bool:
    """Tell whether a client takes what fits several of exclusive alternatives."""
    return reading in TOLERANT
