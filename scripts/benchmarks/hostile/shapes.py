"""The frame that hostile parts are put into, so that only they are unusual."""

import json
from typing import Any


def contract(**members: Any) -> bytes:
    """Return a small contract as JSON, with these members added or replaced."""
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "Hostile", "version": "1.0.0"},
        "paths": {},
        **members,
    }
    return json.dumps(document, separators=(",", ":")).encode()


def schemas(**named: Any) -> bytes:
    """Return a contract with these schemas."""
    return contract(components={"schemas": named})


def operation(**members: Any) -> dict[str, Any]:
    """Return a small operation, with these members added or replaced."""
    return {"responses": {"200": {"description": "It worked."}}, **members}


def with_raw_member(name: str, raw: bytes) -> bytes:
    """Return a contract with a member whose text is taken as it is."""
    return contract()[:-1] + b',"' + name.encode() + b'":' + raw + b"}"


def with_raw_schema(raw: bytes) -> bytes:
    """Return a contract with a schema whose text is taken as it is."""
    return contract()[:-1] + b',"components":{"schemas":{"A":' + raw + b"}}}"
