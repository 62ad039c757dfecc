"""The gate: exactly the values that the contract's schemas describe pass.

A text is parsed strictly, its value validated by a validator compiled from the
contract's own schemas (JSON Schema 2020-12, formats asserted), and only then shown as a
typed view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import jsonschema_rs
from pydantic import TypeAdapter

from .json_text import parse
from .messages import Fault, faults
from .references import pointer_to, reached
from .views import view

Schema = bool | dict[str, Any]
Keywords = dict[str, type[Any]]

# A pattern that backtracks more often is refused as not matching; the size is room for
# repetitions such as {0,65535}.
_PATTERNS = jsonschema_rs.FancyRegexOptions(backtrack_limit=250_000, size_limit=2**27)


class InvalidValue(ValueError):
    """A value is not what its schema describes; `faults` holds at most 100 reasons."""

    def __init__(self, found: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{each.pointer}: {each.detail}" for each in found))
        self.faults = found


class Gate:
    """Validators for named schemas, each compiled when it is first needed.

    `schemas` is called once, and returns the schemas by name; they refer to each other
    as `#/components/schemas/<name>`. Nothing is ever fetched.
    """

    def __init__(self, schemas: Callable[[], Mapping[str, Schema]]) -> None:
        self._load = schemas
        self._schemas: Mapping[str, Schema] | None = None
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    @property
    def schemas(self) -> Mapping[str, Schema]:
        """The schemas by name."""
        if self._schemas is None:
            self._schemas = self._load()
        return self._schemas

    def validator(self, name: str) -> jsonschema_rs.Draft202012Validator:
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
            raise InvalidValue(faults(self.validator(name), value))

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
    ) -> jsonschema_rs.Draft202012Validator:
        """Return a new validator of a schema that refers to those of the gate.

        `keywords` are keywords whose meaning is Python code, by name.
        """
        root = {
            "allOf": [schema],
            "components": {"schemas": reached(schema, self.schemas)},
        }
        return jsonschema_rs.Draft202012Validator(
            root,
            validate_formats=True,
            offline=True,
            mask="value",
            pattern_options=_PATTERNS,
            keywords=keywords,
        )


class Adapter:
    """A schema's boundary: text in, typed view out, and back.

    `kind` returns the type of the view. It is called when the adapter is first used.
    """

    def __init__(self, gate: Gate, name: str, kind: Callable[[], Any]) -> None:
        self._gate = gate
        self._name = name
        self._kind = kind
        self._view: TypeAdapter[Any] | None = None

    @property
    def view(self) -> TypeAdapter[Any]:
        """The typed view."""
        if self._view is None:
            self._view = TypeAdapter(self._kind())
        return self._view

    def validate_json(self, text: str | bytes) -> Any:
        """Return the typed view of a JSON text.

        Raises:
            ValueError: the text is not strict JSON, or its value not an instance of the
                schema.
        """
        data = text.encode() if isinstance(text, str) else text
        return view(self.view, self._gate.read(self._name, data))

    def dump_json(
        self, value: Any, *, by_alias: bool = True, exclude_unset: bool = True
    ) -> bytes:
        """Return a view as JSON, by default without members that were never set."""
        return self.view.dump_json(
            value, by_alias=by_alias, exclude_unset=exclude_unset, warnings=False
        )


class Adapters(Mapping[str, Adapter]):
    """The adapters of a contract by schema name, each made when it is first needed."""

    def __init__(self, gate: Gate, kinds: Mapping[str, Callable[[], Any]]) -> None:
        self._adapters: Final = {
            name: Adapter(gate, name, kind) for name, kind in kinds.items()
        }

    def __getitem__(self, name: str) -> Adapter:
        return self._adapters[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._adapters)

    def __len__(self) -> int:
        return len(self._adapters)
