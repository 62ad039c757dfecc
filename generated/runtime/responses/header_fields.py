# A copy of Countersign's scripts/codegen/runtime/responses/header_fields.py.
"""Header fields of responses: values checked by the gate, and written (RFC 9110)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from ..contract.gate import Gate
from ..contract.operation import Header
from ..contract.violations import violations
from ..http.answers import RawHeaders, field_value
from ..serialization.header_texts import FieldError, scalar, text_of


class ResponseField:
    """One declared header field: in style simple, or a document of a media type.

    Set-Cookie has a field line of its own for each item of an array, because commas may
    stand inside a cookie (RFC 6265, §3). `kind` is the type of the values.
    """

    def __init__(self, header: Header, gate: Gate, kind: Any = object) -> None:
        self.header = header
        self._kind = kind
        self._name = header.name.lower().encode("ascii")
        self._validator = gate.validator(header.schema)

    def write(self, value: object, headers: RawHeaders) -> None:
        """Add the lines of a value; an optional field may be None.

        Raises:
            FieldError: the schema does not allow the value, or a field can't hold it.
        """
        if value is None:
            if self.header.required:
                raise FieldError(f"header {self.header.name} is missing")
            return
        if not isinstance(value, str):
            value = self._as_json(value)
        if not self._validator.is_valid(value):
            raise FieldError(self._complaint(value))
        try:
            for text in self._texts(value):
                headers.append((self._name, field_value(text)))
        except ValueError as error:
            raise FieldError(f"header {self.header.name}: {error}") from None

    def _as_json(self, value: object) -> object:
        try:
            return self._view.dump_python(
                value, mode="json", by_alias=True, exclude_unset=True, warnings=False
            )
        except PydanticSerializationError as error:
            raise FieldError(f"header {self.header.name}: {error}") from None

    @cached_property
    def _view(self) -> TypeAdapter[Any]:
        return TypeAdapter(self._kind)

    def _complaint(self, value: object) -> str:
        violation = violations(self._validator, value)[0]
        where = f" {violation.pointer}" if violation.pointer else ""
        return f"header {self.header.name}{where} {violation.detail}"

    def _texts(self, value: object) -> Iterator[str]:
        if isinstance(value, list) and self._name == b"set-cookie":
            yield from map(scalar, value)
        else:
            yield text_of(self.header, value)
