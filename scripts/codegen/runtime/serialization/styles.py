"""Styles of parameters (OpenAPI 3.1, §4.8.12.3; RFC 6570): from text back to values.

Text does not say what it means: `1,2` may be a list or a string, `12` a number or a
string. Each function returns candidates, the likeliest first; the gate picks the first
one that the schema allows. What a schema says of them is the same for every request, so
`text_reader` and its like find it out once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import chain, islice, product, repeat

from ..contract.operation import Style
from ..schemas.schema_types import TEXT, Shape
from ..syntax.exact_numbers import number_of
from ..syntax.json_text import MalformedJson, parse

Unescape = Callable[[str], str]
# From a text, or several, to what they may mean.
ReadText = Callable[[str], list[object]]
ReadTexts = Callable[[Sequence[str]], list[object]]
_Pairs = Sequence[tuple[str, str]]

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z")
_LONGEST_NUMBER = 400
# Each is held against the schema until one is valid.
_MOST_COMBINED = 32
_DELIMITERS = {
    "spaceDelimited": re.compile("%20|[+ ]"),
    "pipeDelimited": re.compile(r"%7C|\|", re.IGNORECASE),
}
_COMMA, _STOP = re.compile(","), re.compile(r"\.")
# Many clients escape the delimiter along with the values.
_ESCAPED_COMMA = re.compile("%2C|,", re.IGNORECASE)


class StyleError(ValueError):
    """A text does not follow its parameter's style; the message says how."""


class RepeatedError(StyleError):
    """A value is given more than once where only one can be meant."""


def primitives(text: str, shape: Shape) -> list[object]:
    """Return what a text may mean: a JSON number, true, false, null or a string.

    Numbers follow JSON's grammar (RFC 8259, §6), so that `+1`, `01` and `1_0` are none.
    An integral number is an int where the schema allows integers: `1.0` and `1e2` are.
    """
    return primitive_reader(shape)(text)


def primitive_reader(shape: Shape) -> ReadText:
    """Return what does as `primitives` does for one shape."""
    takes_numbers = shape.takes("integer") or shape.takes("number")
    takes_booleans, takes_null = shape.takes("boolean"), shape.takes("null")
    takes_texts, exact = "string" in shape.kinds, shape.exact

    def read(text: str) -> list[object]:
        found: list[object] = []
        if takes_numbers and (number := _number(text, exact=exact)) is not None:
            found.append(number)
        if takes_booleans and text in {"true", "false"}:
            found.append(text == "true")
        is_null = takes_null and text == "null"
        if takes_texts or not (found or is_null):
            found.append(text)
        return [*found, None] if is_null else found

    has_more = takes_numbers or takes_booleans or takes_null
    return read if has_more else _as_it_is


def _as_it_is(text: str) -> list[object]:
    return [text]


def _number(text: str, *, exact: bool) -> int | float | Decimal | None:
    if len(text) < _LONGEST_NUMBER and text.isdecimal() and text.isascii():
        return int(text) if text[0] != "0" or text == "0" else None
    match = _NUMBER.match(text) if len(text) <= _LONGEST_NUMBER else None
    if match is None:
        return None
    if match[1] is None and match[2] is None:
        return int(text)
    if not math.isfinite(float(text)):
        return None
    number = number_of(text) if exact else float(text)
    return int(number) if number == int(number) else number


def arrays(texts: Sequence[str], shape: Shape) -> list[object]:
    """Return the lists that texts may mean."""
    return array_reader(shape)(texts)


def array_reader(shape: Shape) -> ReadTexts:
    """Return what does as `arrays` does for one shape."""
    first = [_item_reader(shape.item(n)) for n in range(len(shape.places))]
    further = _item_reader(shape.item(len(first)))
    if not first and further is _as_it_is:
        return lambda texts: [[*texts]]

    def read(texts: Sequence[str]) -> list[object]:
        readers = chain(first, repeat(further))
        meanings = [each(text) for each, text in zip(readers, texts, strict=False)]
        found = first_and_last(
            [meaning[0] for meaning in meanings], [meaning[-1] for meaning in meanings]
        )
        whole = meanings[0][0] if len(texts) == 1 else None
        return [whole, *found] if isinstance(whole, list) else found

    return read


def _item_reader(shape: Shape) -> ReadText:
    # No style says how an object within a list is written: most clients write JSON.
    plain = primitive_reader(shape)
    return partial(_nested, plain) if shape.takes("object") else plain


def _nested(plain: ReadText, text: str) -> list[object]:
    found = plain(text)
    try:
        return [parse(text.encode()), *found]
    except MalformedJson:
        return found


def objects(pairs: _Pairs, shape: Shape) -> list[object]:
    """Return the objects that names and texts may mean.

    A member that the schema allows to be an array may be given several times.

    Raises:
        RepeatedError: any other member is given twice.
    """
    texts: dict[str, list[str]] = {}
    for name, text in pairs:
        texts.setdefault(name, []).append(text)
    return combined(
        {
            name: members(held, shape.properties.get(name) or shape.extra or TEXT, name)
            for name, held in texts.items()
        }
    )


def members(texts: Sequence[str], shape: Shape, name: str) -> list[object]:
    """Return what the texts of a member of some name may mean.

    Raises:
        RepeatedError: there are several, and it can't be an array.
    """
    if not shape.takes("array"):
        if len(texts) > 1:
            raise RepeatedError(f"has more than one value for {name[:100]!r}")
        return primitives(texts[0], shape)
    found = arrays(texts, shape)
    if len(texts) == 1:
        if shape.kinds - {"array", "object"}:
            found += primitives(texts[0], shape)
        if not texts[0]:
            found.append([])
    return found


def combined(meanings: Mapping[str, list[object]]) -> list[object]:
    """Return the objects whose members have meanings, the likeliest first.

    Of many only the first ones, and that of the least likely members.
    """
    several = islice(product(*meanings.values()), _MOST_COMBINED)
    found: list[object] = [dict(zip(meanings, each, strict=True)) for each in several]
    if len(found) == _MOST_COMBINED:
        found.append({name: values[-1] for name, values in meanings.items()})
    return found


def without_space(text: str, shape: Shape) -> str:
    """Return the text of a header field without space around the members of a list."""
    if shape.takes("array") or shape.takes("object"):
        return ",".join(part.strip(" \t") for part in text.split(","))
    return text


def first_and_last(first: object, last: object) -> list[object]:
    """Return two candidates, or one if they are the same."""
    return [first] if first == last else [first, last]


def text_reader(
    *, name: str, style: Style, explode: bool, shape: Shape, unescape: Unescape
) -> ReadText:
    """Return what tells what one piece of still escaped text may mean.

    Covers every style but deepObject and the exploded forms of query and cookie, which
    are spread over several pairs. What is returned raises StyleError for a text that
    does not follow the style.
    """
    delimiter = _STOP if style == "label" and explode else _COMMA
    delimited = _Delimited(_DELIMITERS.get(style, delimiter), explode, shape, unescape)
    read = delimited.read if delimited.has_parts else delimited.read_whole
    if style == "label":
        return lambda raw: read(_after_stop(raw))
    if style == "matrix":
        return lambda raw: _matrix(raw, name, explode, shape, unescape, read)
    return read


def _after_stop(raw: str) -> str:
    if not raw.startswith("."):
        raise StyleError("has to start with a full stop (style label)")
    return raw[1:]


class _Delimited:
    """Reads texts with delimiters between the parts of an array or object."""

    def __init__(
        self,
        delimiter: re.Pattern[str],
        explode: bool,
        shape: Shape,
        unescape: Unescape,
    ) -> None:
        self._is_array, self._is_object = shape.takes("array"), shape.takes("object")
        self.has_parts = self._is_array or self._is_object
        self._has_other = bool(shape.kinds - {"array", "object"})
        self._delimiters = [delimiter]
        if delimiter is _COMMA:
            self._delimiters.append(_ESCAPED_COMMA)
        self._explode, self._shape, self._unescape = explode, shape, unescape
        self._primitives, self._arrays = primitive_reader(shape), array_reader(shape)

    def read_whole(self, raw: str) -> list[object]:
        return self._primitives(self._unescape(raw))

    def read(self, raw: str) -> list[object]:
        found: list[object] = []
        complaint: StyleError | None = None
        for each in self._delimiters:
            parts = each.split(raw)
            if self._is_array:
                if not raw:
                    found.append([])
                found += self._arrays([self._unescape(part) for part in parts])
            if self._is_object:
                try:
                    pairs = _pairs(parts if raw else [], self._explode, self._unescape)
                    found += objects(pairs, self._shape)
                except StyleError as error:
                    complaint = complaint or error
        if self._has_other:
            found += self.read_whole(raw)
        if not found and complaint:
            raise complaint
        return found


def _pairs(parts: Sequence[str], explode: bool, unescape: Unescape) -> _Pairs:
    if explode:
        split = [part.partition("=") for part in parts]
        if not all(equals for _, equals, _ in split):
            raise StyleError("has to be a list of name=value")
        return [(unescape(name), unescape(value)) for name, _, value in split]
    if len(parts) % 2:
        raise StyleError("has to be a list of names, each followed by its value")
    texts = [unescape(part) for part in parts]
    return list(zip(texts[::2], texts[1::2], strict=True))


def _matrix(
    raw: str,
    name: str,
    explode: bool,
    shape: Shape,
    unescape: Unescape,
    read: ReadText,
) -> list[object]:
    if not raw.startswith(";"):
        raise StyleError("has to start with a semicolon (style matrix)")
    parts = [part.partition("=") for part in raw[1:].split(";")]
    if explode and shape.takes("object"):
        is_named = all(unescape(given) == name for given, _, _ in parts)
        if name in shape.properties or not is_named or not shape.kinds - {"object"}:
            return objects([(unescape(n), unescape(v)) for n, _, v in parts], shape)
    if any(unescape(given) != name for given, _, _ in parts):
        raise StyleError(f"has to be written as ;{name}=… (style matrix)")
    if explode and shape.takes("array"):
        return arrays([unescape(value) for _, _, value in parts], shape)
    if len(parts) > 1:
        raise RepeatedError("is given more than once")
    return read(parts[0][2])
