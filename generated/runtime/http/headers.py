# A copy of Countersign's scripts/codegen/runtime/http/headers.py.
"""Header fields of a request, as they came in (RFC 9110, §5)."""

from __future__ import annotations

from functools import lru_cache


class Headers:
    """The request's header fields, names in lower case, values as Latin-1 text.

    Repeated fields are joined by a comma and a space (RFC 9110, §5.3).

    Attributes:
        size: of all values together, in bytes.
    """

    __slots__ = ("_fields", "size")

    def __init__(self, raw: list[tuple[bytes, bytes]]) -> None:
        fields: dict[bytes, bytes] = {}
        repeated: dict[bytes, list[bytes]] = {}
        size = 0
        for name, value in raw:
            size += len(value)
            text = value.strip(b" \t")
            if name in fields:
                repeated.setdefault(name, [fields[name]]).append(text)
            else:
                fields[name] = text
        for name, values in repeated.items():
            fields[name] = (b"; " if name == b"cookie" else b", ").join(values)
        self._fields, self.size = fields, size

    def get(self, name: str) -> str | None:
        """Return a field's value without surrounding white space, or None."""
        value = self._fields.get(_on_the_wire(name))
        return None if value is None else value.decode("latin-1")


# The same few are asked for in each request.
@lru_cache(maxsize=1024)
def _on_the_wire(name: str) -> bytes:
    return name.lower().encode("latin-1", "replace")
