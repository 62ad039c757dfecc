"""The names of components, as people write them."""

import re
from typing import Any

from impl.engine.openapi.objects import KINDS
from impl.engine.openapi.pointers import escape, to_fragment

# "Pet", "#Pet", "#/definitions/Pet", "/components/schemas/Pet", …
_NAME = re.compile(
    r"#?/?(?:(?:components/)?[a-zA-Z]+/)?([a-zA-Z0-9_-](?:[a-zA-Z0-9._-]*))"
)
_FILE = re.compile(r"\.(?:ya?ml|json)\Z")


def meant_component(reference: str, kind: str, components: Any) -> str | None:
    """Give the reference to a component that a text names in another way, if any."""
    section = KINDS[kind].section
    held = components.get(section) if isinstance(components, dict) else None
    found = _NAME.fullmatch(reference)
    if not isinstance(held, dict) or not found or _FILE.search(reference):
        return None
    name = found.group(1)
    if name not in held:
        return None
    return to_fragment(f"/components/{section}/{escape(name)}")
