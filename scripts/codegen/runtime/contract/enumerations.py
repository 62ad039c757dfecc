"""Bases of the enums of component schemas: `enum.StrEnum` and `enum.IntEnum`.

Pydantic, asked to be strict, takes nothing but members for an enum. Here it takes the
values too, which is what comes over the wire, and gives their members.
"""

from __future__ import annotations

import enum
from typing import Any, Final

from pydantic import BeforeValidator
from pydantic_core import CoreSchema, core_schema


def _no_boolean(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("is a boolean")  # noqa: TRY004 - which Pydantic passes on
    return value


# Of literals of integers: Python holds True and 1 equal.
NO_BOOLEAN: Final = BeforeValidator(_no_boolean)

# Of what is just a literal, Pydantic would ask what its value is, which takes longer.
_AS_TEXT: Final = core_schema.simple_ser_schema("str")
_AS_INTEGER: Final = core_schema.simple_ser_schema("int")


class StrEnum(enum.StrEnum):
    """An enum of strings, of which each is the value on the wire."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: Any) -> CoreSchema:
        """Take members and their values."""
        return core_schema.literal_schema(list(cls), serialization=_AS_TEXT)


class IntEnum(enum.IntEnum):
    """An enum of integers, of which each is the value on the wire."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: Any) -> CoreSchema:
        """Take members and their values, but for booleans, which Python holds equal."""
        return core_schema.chain_schema(
            [core_schema.int_schema(), core_schema.literal_schema(list(cls))],
            serialization=_AS_INTEGER,
        )
