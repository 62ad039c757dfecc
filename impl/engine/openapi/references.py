"""References within a document, and what they lead to.

Here are those of contracts that were repaired: JSON Pointers and nothing else. Names of
schemas, which contracts may be written with, are for `ObjectIndex`; from file to file
leads `impl.engine.files`; and what JSON Schema's bases and dynamic anchors mean in each
draft is for `impl.engine.containment.schemas`.
"""

from typing import Any, Final

from impl.engine.openapi.pointers import parse_reference, resolve, unescape

# More references than that may not follow each other.
LONGEST_CHAIN: Final = 32
_UNKNOWN: Final = object()


def local_pointer(reference: Any) -> str | None:
    """Return the pointer into its own document that a reference is; else None."""
    if not isinstance(reference, str):
        return None
    address, fragment = parse_reference(reference)
    is_pointer = not address and (not fragment or fragment.startswith("/"))
    return fragment if is_pointer else None


def definition_of(schema: dict[str, Any]) -> str | None:
    """Name the definition that a schema of a document that stands alone refers to."""
    pointer = local_pointer(schema.get("$ref"))
    return unescape(pointer.removeprefix("/$defs/")) if pointer else None


class LocalReferences:
    """Finds what stands where in a document, through its references.

    Attributes:
        content: the plain values.
    """

    def __init__(self, content: Any) -> None:
        self.content = content
        self._targets: dict[str, str] = {}
        self._values: dict[str, Any] = {}

    def value(self, pointer: str, default: Any = None) -> Any:
        """Return what stands at a pointer."""
        known = self._values.get(pointer, _UNKNOWN)
        if known is _UNKNOWN:
            try:
                known = resolve(self.content, pointer)
            except LookupError:
                return default
            self._values[pointer] = known
        return known

    def target(self, pointer: str) -> str:
        """Return where the object at a pointer really stands, through references.

        Of a chain that leads nowhere, or has no end, that is where following it ends.
        """
        known = self._targets.get(pointer)
        if known is None:
            known = pointer
            for _ in range(LONGEST_CHAIN):
                value = self.value(known)
                reference = value.get("$ref") if isinstance(value, dict) else None
                there = local_pointer(reference)
                if there is None:
                    break
                known = there
            self._targets[pointer] = known
        return known
