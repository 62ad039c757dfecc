"""What a contract demands of the parts of a form (OpenAPI 3.1, §4.8.15)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from ..contract.gate import Gate
from ..contract.operation import Encoding, Header
from ..contract.violations import pointer as pointer_of
from ..contract.violations import violations
from ..http.headers import Headers
from ..http.refusal import Refusal, invalid, unsupported_media_type
from ..schemas.schema_types import shape_of
from ..serialization.styles import StyleError, text_reader, without_space
from ..syntax.media_types import MediaType, best_match, parse_media_type


class Coding:
    """How one member of a form is encoded.

    Args:
        encoding: as the contract has it, if it has one.
        gate: validates the headers of parts.
    """

    def __init__(
        self, encoding: Encoding | None = None, gate: Gate | None = None
    ) -> None:
        self._headers = encoding.headers if encoding else ()
        self.content_types: Sequence[str] = encoding.content_types if encoding else ()
        self._gate = gate

    @cached_property
    def is_json(self) -> bool:
        """Is a part JSON that does not say what it is?"""
        first = parse_media_type(self.content_types[0]) if self.content_types else None
        return first is not None and first.is_json

    @cached_property
    def default(self) -> MediaType:
        """The media type of a file that does not say what it is."""
        for text in self.content_types:
            known = parse_media_type(text)
            if known and "*" not in {known.type, known.subtype}:
                return known
        return MediaType("application", "octet-stream")

    def check_type(self, name: str, media: MediaType | None) -> None:
        """Accept a part of this media type; one that names none is taken on trust.

        Raises:
            Refusal: 415, the contract has no such part.
        """
        known = self.content_types
        if media is not None and known and not best_match(media, known):
            raise unsupported_part(name, f"has to be {' or '.join(known)}")

    def headers(self, name: str, given: Headers) -> dict[str, object]:
        """Return the declared headers of a part.

        Raises:
            Refusal: 422, one is missing or not what the contract describes.
        """
        found = {}
        for header in self._headers:
            text = given.get(header.name)
            if text is not None:
                found[header.name] = self._value(name, header, text)
            elif header.required:
                raise _invalid(name, header, "is required")
        return found

    def _value(self, name: str, header: Header, text: str) -> object:
        if self._gate is None:
            return text
        validator = self._gate.validator(header.schema)
        shape = shape_of(self._gate.schemas[header.schema], self._gate.schemas)
        read = text_reader(
            name=header.name,
            style="simple",
            explode=header.explode,
            shape=shape,
            unescape=str,
        )
        try:
            values = read(without_space(text, shape))
        except StyleError as error:
            raise _invalid(name, header, str(error)) from None
        for value in values:
            if validator.is_valid(value):
                return value
        raise _invalid(name, header, violations(validator, values[0])[0].detail)


def unsupported_part(name: str, detail: str) -> Refusal:
    """Return the refusal of a part of the wrong media type."""
    fault = {"in": "body", "pointer": pointer_of([name]), "detail": detail}
    whole = "A part of the form has a media type that is not declared; see errors."
    return unsupported_media_type(whole, errors=[fault])


def _invalid(name: str, header: Header, detail: str) -> Refusal:
    said = f"the header {header.name} {detail}"
    return invalid([{"in": "body", "pointer": pointer_of([name]), "detail": said}])
