"""Forms: from fields to the objects that they may mean (OpenAPI 3.1, §4.8.15)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import quote

from ..contract.operation import Encoding
from ..http.query_and_cookies import Fields
from ..schemas.schema_types import ANY, TEXT, Shape
from ..serialization.exploded import Exploded
from ..serialization.styles import StyleError, combined, primitives
from ..syntax.json_text import MalformedJson, parse
from ..syntax.media_types import MediaType
from ..syntax.percent_encoding import EscapeError, unescape, unescape_form
from .multipart import FormError
from .part_encodings import Coding
from .uploads import Upload

_PLAIN = Coding()
# The offset of a time, whose plus sign was not escaped.
_OFFSET = re.compile(r"\+([0-9]{2}(?::|%3[Aa])[0-9]{2})(?![0-9])")


class File(dict[str, object]):
    """What the gate sees of an upload."""

    def __init__(self, upload: Upload) -> None:
        super().__init__(size=upload.size, media_type=upload.media_type)
        self.upload = upload


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its text, or the file that it is.

    `raw` is a text as it was sent, if that was in any way escaped; `media` is what the
    field says of its own type.
    """

    name: str
    text: str = ""
    raw: str | None = None
    media: MediaType | None = None
    file: File | None = None


def parse_urlencoded(content: bytes) -> list[Field]:
    """Return the fields of a urlencoded form (WHATWG URL, §5.1).

    Raises:
        FormError: the form is not well-formed.
    """
    fields = []
    for part in content.decode("latin-1").split("&"):
        if part:
            name, _, value = part.partition("=")
            try:
                named = unescape_form(name)
                fields.append(Field(named, unescape_form(value), value))
            except EscapeError as error:
                raise FormError(f"has a field that {error}") from None
    return fields


class Form:
    """Makes objects of fields.

    A member that is an array has one field for each item, as has one of which the
    contract, or the alternative that fits, says nothing; an object is written as JSON,
    unless the contract gives the member an encoding of its own.
    """

    def __init__(
        self, shape: Shape, encodings: Iterable[Encoding], codings: dict[str, Coding]
    ) -> None:
        self._shape = shape
        self._codings = codings
        self._styled = {
            each.name: Exploded(
                *(each.name, each.style, each.explode, self.shape(each.name)),
                unescape_form,
            )
            for each in encodings
            if each.style
        }
        self._names = self._styled.keys() | shape.properties.keys()

    def shape(self, name: str) -> Shape:
        """Return the shape of a member."""
        return self._shape.properties.get(name) or self._shape.extra or TEXT

    def coding(self, name: str) -> Coding:
        """Return how a member is encoded."""
        return self._codings.get(name, _PLAIN)

    def objects(self, fields: Sequence[Field]) -> list[object]:
        """Return the objects that the fields may mean, the likeliest first.

        Last comes what is meant by those who leave the plus signs of times as they are.

        Raises:
            FormError: a field can have no meaning.
        """
        found = self._objects(fields)
        if any(map(_is_signed, fields)):
            with suppress(FormError):
                signed = self._objects([_signed(field) for field in fields])
                found += [value for value in signed if value not in found]
        return found

    def _objects(self, fields: Sequence[Field]) -> list[object]:
        members, rest = self._styled_members(fields)
        for name, group in rest.items():
            members[name] = self._member(name, group)
        return combined(members)

    def _styled_members(
        self, fields: Sequence[Field]
    ) -> tuple[dict[str, list[object]], dict[str, list[Field]]]:
        members: dict[str, list[object]] = {}
        known: set[str] = set()
        if self._styled:
            texts = [field for field in fields if field.file is None]
            source = Fields([(field.name, _raw(field)) for field in texts])
            for name, pairs in self._styled.items():
                try:
                    found = pairs.read(source, known, self._names)
                except StyleError as error:
                    message = f"has a field {name[:100]!r} that {error}"
                    raise FormError(message, name) from None
                if found is not None:
                    members[name] = found
        rest: dict[str, list[Field]] = {}
        for field in fields:
            if field.file or field.name not in known:
                rest.setdefault(field.name, []).append(field)
        return members, rest

    def _member(self, name: str, fields: Sequence[Field]) -> list[object]:
        try:
            return self._said(name, fields)
        except FormError:
            is_text = all(field.file is None for field in fields)
            if name not in self._shape.unsaid or not is_text:
                raise
        texts = [field.text for field in fields]
        return [texts if len(texts) > 1 else texts[0]]

    def _said(self, name: str, fields: Sequence[Field]) -> list[object]:
        shape = self.shape(name)
        is_free = name not in self._shape.properties or shape.kinds == ANY
        is_list = len(fields) > 1 and is_free
        if not is_list and not shape.takes("array"):
            if len(fields) > 1:
                raise FormError(f"has more than one value for {name[:100]!r}", name)
            return self._meanings(fields[0], shape)
        each = [self._meanings(f, shape.item(n)) for n, f in enumerate(fields)]
        found: list[object] = []
        if len(fields) == 1:
            found += [v for v in each[0] if isinstance(v, list)]
        first, last = [v[0] for v in each], [v[-1] for v in each]
        found += [first] if first == last else [first, last]
        if len(fields) == 1 and shape.kinds - {"array"}:
            found += self._meanings(fields[0], shape)
        return found

    def _meanings(self, field: Field, shape: Shape) -> list[object]:
        if field.file is not None:
            return [field.file]
        if not self._is_json(field, shape):
            return primitives(field.text, shape)
        try:
            return [parse(field.text.encode())]
        except MalformedJson as error:
            if "string" in shape.kinds and not self.coding(field.name).is_json:
                return primitives(field.text, shape)
            message = f"has a field that is not JSON: {error.detail}"
            raise FormError(message, field.name) from None

    def _is_json(self, field: Field, shape: Shape) -> bool:
        coding = self.coding(field.name)
        if field.media is not None:
            declared = coding.is_json or shape.kinds != TEXT.kinds
            if field.media.is_json and declared:
                return True
        elif coding.content_types:
            return coding.is_json
        return shape.takes("object") and not shape.upload


def _is_signed(field: Field) -> bool:
    return field.raw is not None and _OFFSET.search(field.raw) is not None


def _signed(field: Field) -> Field:
    if field.raw is None or not _is_signed(field):
        return field
    raw = _OFFSET.sub(r"%2B\1", field.raw)
    return replace(field, text=unescape(raw), raw=raw)


def _raw(field: Field) -> str:
    # Delimiters stay as they are where nothing else is escaped.
    return quote(field.text, safe=" ,|") if field.raw is None else field.raw
