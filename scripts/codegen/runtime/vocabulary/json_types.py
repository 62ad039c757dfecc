"""The types of JSON values."""

from impl.engine.openapi.json_types import SCALARS, TYPES, narrowest_type_of

__all__ = ["SCALARS", "TYPES", "narrowest_type_of"]
