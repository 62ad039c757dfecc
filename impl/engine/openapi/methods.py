"""The methods of HTTP that an operation can have.

Compiled packages get a copy of this file, which is why it stands alone.
"""

from typing import Final

# Members of a path item (OpenAPI 3.1, 4.8.9.1), in the order that they are read in.
METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# What a path item of OpenAPI 3.2 has besides; to the versions before they say nothing.
NEW_METHODS: Final = ("query",)
MORE_METHODS: Final = "additionalOperations"
# Requests that ask for no change (RFC 9110, 9.2.1; QUERY by its own RFC).
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "QUERY"})


def sent_as(method: str) -> str:
    """Write a method as requests have it."""
    return method.upper() if method in {*METHODS, *NEW_METHODS} else method
