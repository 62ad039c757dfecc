"""Where parameters stand, and how their values are written (OpenAPI 3.2, 4.12)."""

from typing import Any, Final

# The places of parameters, each with the styles that it knows, the default first.
STYLES: Final[dict[str, tuple[str, ...]]] = {
    "path": ("simple", "matrix", "label"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
}
# Headers that OpenAPI describes by other means, in lower case (4.12.2.1).
_RESERVED: Final = frozenset({"accept", "content-type", "authorization"})
# Of `deepObject` false is the default, and undefined.
_EXPLODED: Final = frozenset({"form", "cookie", "deepObject"})


def style_in(member: dict[str, Any], place: str = "query") -> str:
    """Return the style of a parameter, or of a part of a form, in its place."""
    style = member.get("style")
    return style if isinstance(style, str) else STYLES.get(place, STYLES["query"])[0]


def is_exploded(member: dict[str, Any], style: str) -> bool:
    """Tell whether each value of an array or object is written for itself."""
    explode = member.get("explode")
    is_said = isinstance(explode, bool) and style != "deepObject"
    return bool(explode) if is_said else style in _EXPLODED


def is_reserved(place: object, name: object) -> bool:
    """Tell whether OpenAPI ignores a parameter: a header that it describes itself."""
    return place == "header" and isinstance(name, str) and name.lower() in _RESERVED
