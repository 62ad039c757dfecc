"""What a dot in a pattern stands for: any sign but the four that end a line.

So ECMA-262 has it (22.2.2.7.1, without the flag `s`), and JSON Schema by it (2020-12,
Core 6.4). Validators leave out the line feed alone, so that it is written out for them.
"""

from __future__ import annotations

from typing import Any, Final

LINE_ENDS: Final = (0x0A, 0x0D, 0x2028, 0x2029)
# In an order in which nobody writes it, so that it can be taken back in messages.
_WRITTEN_OUT: Final = r"[^\u2029\u2028\r\n]"
_MAPS: Final = frozenset(
    {
        *("properties", "patternProperties", "$defs", "definitions"),
        *("dependentSchemas", "dependencies"),
    }
)
_VALUES: Final = frozenset({"const", "enum", "default", "example", "examples"})


def written_out(pattern: str) -> str:
    """Write a pattern of the same meaning without a dot."""
    if "." not in pattern or "(?s" in pattern:
        return pattern
    found: list[str] = []
    is_in_class = is_escaped = False
    for sign in pattern:
        if sign == "." and not (is_in_class or is_escaped):
            found.append(_WRITTEN_OUT)
            continue
        found.append(sign)
        if is_escaped:
            is_escaped = False
        elif sign == "\\":
            is_escaped = True
        elif sign in "[]":
            is_in_class = sign == "["
    return "".join(found)


def taken_back(message: str) -> str:
    """Write a message of a validator in the words of the schema."""
    for each in (_WRITTEN_OUT, _WRITTEN_OUT.replace("\\", "\\\\")):
        message = message.replace(each, ".")
    return message


def without_dots(schema: Any) -> Any:
    """Write the patterns of a schema out; what has no dot stays the same object."""
    if isinstance(schema, list):
        items = [without_dots(item) for item in schema]
        is_same = all(one is other for one, other in zip(items, schema, strict=True))
        return schema if is_same else items
    if not isinstance(schema, dict):
        return schema
    changed = {
        key: made
        for key, held in schema.items()
        if (made := _of_keyword(key, held)) is not held
    }
    return {**schema, **changed} if changed else schema


def _of_keyword(key: str, held: Any) -> Any:
    if key == "pattern" and isinstance(held, str):
        made = written_out(held)
        return held if made == held else made
    if key in _VALUES:
        return held
    if key not in _MAPS or not isinstance(held, dict):
        return without_dots(held)
    named = key == "patternProperties"
    made_of = {
        written_out(name) if named else name: without_dots(part)
        for name, part in held.items()
    }
    is_same = made_of.keys() == held.keys() and all(
        made_of[name] is held[name] for name in held
    )
    return held if is_same or len(made_of) < len(held) else made_of
