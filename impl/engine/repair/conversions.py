"""Values of a neighbouring type, and what they plainly mean."""

import json
import re
from typing import Any

_FLAGS = {
    **dict.fromkeys(("true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
# Stands for a value that has no such meaning.
MISMATCH = object()


def converted(value: Any, expected: str) -> Any:
    """Give what a value of a neighbouring type means; the value itself if it is right.

    Returns:
        MISMATCH for a value that has no such meaning.
    """
    convert = _CONVERTERS[expected]
    return convert(value)


def _to_text(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return MISMATCH


def _to_flag(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, str | int):
        return _FLAGS.get(str(value).lower(), MISMATCH)
    return MISMATCH


def _to_number(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return float(value) if "." in value else int(value)
    return MISMATCH


def _to_texts(value: Any) -> Any:
    if not isinstance(value, list):
        text = _to_text(value)
        return MISMATCH if text is MISMATCH else [text]
    if all(isinstance(item, str) for item in value):
        return value
    texts = [_to_text(item) for item in value if item is not None]
    return MISMATCH if MISMATCH in texts else texts


def _to_map(value: Any) -> Any:
    if isinstance(value, list) and not value:
        return {}
    return value if isinstance(value, dict) else MISMATCH


def _to_list(value: Any) -> Any:
    if isinstance(value, dict) and not value:
        return []
    return value if isinstance(value, list) else MISMATCH


def _to_requirements(value: Any) -> Any:
    """One alternative may stand for a list of it; nothing is ever made open."""
    if isinstance(value, dict) and value:
        return [value]
    return value if isinstance(value, list) else MISMATCH


def _to_values(value: Any) -> Any:
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, str | int | float) else MISMATCH


def _to_discriminator(value: Any) -> Any:
    return {"propertyName": value} if isinstance(value, str) else value


_CONVERTERS = {
    "text": _to_text,
    "flag": _to_flag,
    "number": _to_number,
    "texts": _to_texts,
    "map": _to_map,
    "list": _to_list,
    "branches": lambda value: [value],
    "requirements": _to_requirements,
    "values": _to_values,
    "discriminator": _to_discriminator,
}
