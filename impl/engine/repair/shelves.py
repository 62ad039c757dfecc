"""Where schemas that a contract does not have itself are put."""

from typing import Any

from impl.engine.openapi.pointers import escape
from impl.engine.repair.patch import Patch


class Shelf:
    """A member of ``components`` that holds schemas no operation names itself.

    Args:
        name: of the member, which starts with ``x-``.
        content: the document.
        patch: takes what is put.
    """

    def __init__(self, name: str, content: Any, patch: Patch) -> None:
        self._pointer = f"/components/{name}"
        self._name = name
        components = content.get("components", {})
        self._components = components if isinstance(components, dict) else {}
        self._patch = patch
        self._put: set[str] = set()

    def put(self, key: str, schema: Any, origin: str) -> str:
        """Put a schema there, once, and return its pointer.

        ``origin`` is the pointer of what it was made from.
        """
        pointer = self.pointer(key)
        if not self._put:
            if not self._components:
                self._patch.put("/components", {})
            self._patch.put(self._pointer, self._components.get(self._name, {}))
        if key not in self._put:
            self._put.add(key)
            self._patch.copy(pointer, schema, origin)
        return pointer

    def pointer(self, key: str) -> str:
        """Return where the schema of a key stands, or would."""
        return f"{self._pointer}/{escape(key)}"
