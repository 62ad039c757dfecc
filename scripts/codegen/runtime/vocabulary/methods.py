"""The methods of HTTP that an operation can have."""

from impl.engine.openapi.methods import SAFE_METHODS

__all__ = ["SAFE_METHODS"]
