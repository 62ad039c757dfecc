# A copy of Countersign's scripts/codegen/runtime/contract/gate.py.
"""The gate: exactly the values that the contract's schemas describe pass.

A text is parsed strictly, its value validated by a validator compiled from the
contract's own schemas (JSON Schema 2020-12, formats asserted as `vocabulary.formats`
says).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..schemas.effort import Effort
from ..schemas.references import pointer_to, reached
from ..syntax.json_text import parse
from .validator import Keywords, SchemaValidator
from .violations import Violation, violations

Schema = bool | dict[str, Any]


class InvalidValue(ValueError):
    """A value is not what its schema describes; `violations` holds at most 100."""

    def __init__(self, found: Sequence[Violation]) -> None:
        super().__init__("; ".join(f"{each.pointer}: {each.detail}" for each in found))
        self.violations = found


class Gate:
    """Validators for named schemas, each compiled when it is first needed.

    `schemas` is called once, and returns the schemas by name; they refer to each other
    as `#/components/schemas/<name>`. Nothing is ever fetched.
    """

    def __init__(self, schemas: Callable[[], Mapping[str, Schema]]) -> None:
        self._load = schemas
        self._schemas: Mapping[str, Schema] | None = None
        self._validators: dict[str, SchemaValidator] = {}
        self._efforts: dict[str, Effort] = {}

    @property
    def schemas(self) -> Mapping[str, Schema]:
        """The schemas by name."""
        if self._schemas is None:
            self._schemas = self._load()
        return self._schemas

    def validator(self, name: str) -> SchemaValidator:
        """Return the validator of a schema.

        Raises:
            KeyError: there is no schema of this name.
        """
        found = self._validators.get(name)
        if found is None:
            if name not in self.schemas:
                raise KeyError(name)
            found = self._validators[name] = self.compiled({"$ref": pointer_to(name)})
        return found

    def is_valid(self, name: str, value: object) -> bool:
        """Is `value`, as parsed from JSON, an instance of the schema `name`?"""
        return self.validator(name).is_valid(value)

    def check(self, name: str, value: object) -> None:
        """Accept `value`, or say what is wrong with it.

        Raises:
            InvalidValue: it is not an instance of the schema `name`.
        """
        if not self.is_valid(name, value):
            raise InvalidValue(violations(self.validator(name), value))

    def read(self, name: str, text: bytes) -> Any:
        """Return the value of a JSON text that is an instance of the schema `name`.

        Raises:
            MalformedJson: the text is not strict JSON.
            InvalidValue: its value is not an instance of the schema.
        """
        value = parse(text)
        self.check(name, value)
        return value

    def compiled(
        self, schema: object, keywords: Keywords | None = None
    ) -> SchemaValidator:
        """Return a new validator of a schema that refers to those of the gate.

        `keywords` are keywords whose meaning is Python code, by name.
        """
        return SchemaValidator(self.whole(schema), keywords)

    def whole(self, schema: object) -> dict[str, Any]:
        """Return a schema with all those of the gate that it refers to."""
        components = {"schemas": reached(schema, self.schemas)}
        return {"allOf": [schema], "components": components}

    def effort(self, name: str) -> Effort:
        """Return what checking values of the schema `name` costs."""
        found = self._efforts.get(name)
        if found is None:
            found = self._efforts[name] = Effort(self.schemas[name], self.schemas)
        return found
