"""Python identifiers for the names of a contract, unique and stable."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from typing import TYPE_CHECKING

from scripts.codegen.lower.format_types import TYPE_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_WORDS = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z])")

# Names that the generated modules use themselves.
_TAKEN_CLASSES = frozenset(
    {
        *dir(builtins),
        *("Annotated", "Any", "BaseModel", "ClassVar", "ConfigDict", "Context"),
        *("Field", "Final", "Header", "IntEnum", "Literal", "MISSING", "Operation"),
        *("Protocol", "RootModel", "Sealed", "StrEnum", "TypeAlias", "TypeAliasType"),
        *("Union", "Upload", "View"),
        *TYPE_NAMES,
    }
)

# Names in annotations: a method or field called so would hide them from its class.
_IN_ANNOTATIONS = frozenset(
    {
        *("bool", "bytes", "dict", "dt", "float", "int", "list", "models", "object"),
        *("responses", "str", "tuple"),
    }
)


def snake_case(name: str) -> str:
    """Return `name` as a lower-case identifier: `If-Match` becomes `if_match`."""
    words = words_of(name)
    # Lower case can undo the normal form that Python reads names in (PEP 3131).
    lower = unicodedata.normalize("NFKC", "_".join(words).lower())
    text = lower or "unnamed"
    if text[0].isdigit():
        text = f"n{text}"
    return f"{text}_" if keyword.iskeyword(text) else text


def member_name(name: str) -> str:
    """Return `name` as that of a method or field: `list` becomes `list_`."""
    text = snake_case(name)
    return f"{text}_" if text in _IN_ANNOTATIONS else text


def pascal_case(name: str) -> str:
    """Return `name` as a class name; names that are one already stay as they are."""
    if name.isidentifier() and name[0].isupper() and "_" not in name:
        text = unicodedata.normalize("NFKC", name)  # as Python reads identifiers
    else:
        text = (
            "".join(word[0].upper() + word[1:] for word in words_of(name)) or "Unnamed"
        )
    if text[0].isdigit():
        text = f"N{text}"
    return f"{text}View" if text in _TAKEN_CLASSES or keyword.iskeyword(text) else text


def words_of(name: str) -> list[str]:
    """Return the words of a name that may stand in an identifier."""
    plain = unicodedata.normalize("NFKC", name)
    parts = _WORDS.findall(_CAMEL.sub(" ", plain))
    return [part for part in parts if f"a{part}".isidentifier()]


def own_names_first(
    names: Iterable[str], identifier: Callable[[str], str]
) -> list[str]:
    """Return names in the order in which they take identifiers.

    One that is its own identifier comes first, so that whatever else is added to a
    contract never takes it away.
    """
    return sorted(names, key=lambda name: identifier(name) != name)


class Names:
    """Hands out identifiers, each once, told apart by a number where they collide.

    Names that differ only in letter case count as equal, because some become files.
    """

    def __init__(self, *reserved: str) -> None:
        self._taken = {name.lower() for name in reserved}

    def take(self, wanted: str) -> str:
        """Return `wanted`, or the first of `wanted_2`, `wanted_3`, … that is free."""
        name, number = wanted, 1
        # A class has a capital in front, if only there is one: `中h` may be a class.
        is_snake = wanted.islower() and wanted[0] != wanted[0].upper()
        while name.lower() in self._taken:
            number += 1
            name = f"{wanted}_{number}" if is_snake else f"{wanted}{number}"
        self._taken.add(name.lower())
        return name
