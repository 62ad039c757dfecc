"""JSON Pointers (RFC 6901) and the URI references that carry them."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, unquote

_SAFE_IN_FRAGMENT = "!$&'()*+,;=:@/?~-._"


def escape(token: str) -> str:
    """Write one reference token so that it can stand in a pointer (RFC 6901, 3)."""
    return token.replace("~", "~0").replace("/", "~1")


def unescape(token: str) -> str:
    """Undo :func:`escape` (RFC 6901, 4)."""
    return token.replace("~1", "/").replace("~0", "~")


def join(*tokens: str | int) -> str:
    """Make a pointer of reference tokens; no token makes the whole document."""
    return "".join(f"/{escape(str(token))}" for token in tokens)


def split(pointer: str) -> list[str]:
    """Take a pointer apart.

    Raises:
        ValueError: the text is neither empty nor starts with a slash.
    """
    if not pointer:
        return []
    if not pointer.startswith("/"):
        raise ValueError(f"{pointer!r} is no JSON Pointer: it must start with '/'")
    return [unescape(token) for token in pointer[1:].split("/")]


def is_within(pointer: str, ancestor: str) -> bool:
    """Tell whether a pointer names the ancestor itself or something below it."""
    return pointer == ancestor or pointer.startswith(f"{ancestor}/")


def step(value: Any, token: str) -> Any:
    """Go down one reference token (RFC 6901, 4).

    Raises:
        LookupError: there is nothing under that token.
    """
    if isinstance(value, dict):
        return value[token]
    if isinstance(value, list):
        if not (token.isascii() and token.isdigit()) or len(token) > 9:
            raise LookupError(token)
        if len(token) > 1 and token[0] == "0":
            raise LookupError(token)
        return value[int(token)]
    raise LookupError(token)


def resolve(content: Any, pointer: str | Iterable[str]) -> Any:
    """Find what a pointer (or its tokens) names.

    Raises:
        ValueError: the text is not a pointer.
        LookupError: there is nothing at that place.
    """
    for token in split(pointer) if isinstance(pointer, str) else pointer:
        content = step(content, token)
    return content


def to_fragment(pointer: str) -> str:
    """Write a pointer as a URI fragment reference (RFC 6901, 6)."""
    return f"#{quote(pointer, safe=_SAFE_IN_FRAGMENT)}"


def parse_reference(reference: str) -> tuple[str, str]:
    """Take a ``$ref`` apart into the document's address and the decoded fragment.

    The address is empty for a reference into the same document. The fragment is a
    JSON Pointer or, where it does not start with a slash, a plain-name anchor.
    """
    address, _, fragment = reference.partition("#")
    if "%" not in reference:
        return address, fragment
    return unquote(address), unquote(fragment)
