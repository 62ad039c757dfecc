# A copy of Countersign's scripts/codegen/runtime/errors/header_fields.py.
"""The header fields that are declared for errors."""

from __future__ import annotations

from ..contract.operation import Header
from ..http.answers import field_value
from ..schemas.schema_types import shape_of
from ..serialization.header_texts import is_json_field, text_of
from ..serialization.styles import StyleError, text_reader
from ..syntax.json_text import MalformedJson, parse
from .synthesis import Synthesis
from .templates import ABSENT
from .terms import Facts

# The server, the edge or the answer itself writes these.
_WRITTEN = frozenset({"connection", "content-length", "date", "transfer-encoding"})


class ErrorField:
    """One declared header field: accepts what is given, and fills what is missing."""

    def __init__(self, header: Header, synthesis: Synthesis) -> None:
        gate = synthesis.gate
        self.header = header
        self.name = header.name.lower()
        self.is_ours = self.name not in _WRITTEN
        self._validator = gate.validator(header.schema)
        self._read = text_reader(
            name=self.name,
            style="simple",
            explode=header.explode,
            shape=shape_of(gate.schemas[header.schema], gate.schemas),
            unescape=str,
        )
        self._template = synthesis.field(self.name, gate.schemas[header.schema])

    def accepts(self, text: str) -> bool:
        """Is a text, read in style simple, what the field's schema describes?"""
        try:
            if is_json_field(self.header):
                return bool(self._validator.is_valid(parse(text.encode())))
            values = self._read(text)
        except (MalformedJson, StyleError):
            return False
        return any(map(self._validator.is_valid, values))

    def text(self, facts: Facts) -> str | None:
        """Return a text that the schema allows, or None if none is known."""
        value = self._template.fill(facts)
        if value is ABSENT:
            return None
        try:
            text = text_of(self.header, value)
            field_value(text)
        except ValueError:
            return None
        return text
