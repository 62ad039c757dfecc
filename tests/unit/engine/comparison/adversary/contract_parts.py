"""What several places of the contracts have."""

from typing import Any

Content = dict[str, Any]

S = "#/components/schemas/"

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}


def ref(name: str) -> Content:
    return {"$ref": S + name}
