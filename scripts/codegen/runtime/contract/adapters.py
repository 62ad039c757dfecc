"""Adapters: what the gate lets through, shown as typed views, and written again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from pydantic import TypeAdapter

from ..schemas.schema_types import is_exact
from ..syntax.exact_numbers import MARKING, unmarked, with_digits
from .gate import Gate
from .views import view


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

    @cached_property
    def _exact(self) -> bool:
        return is_exact(self._gate.validator(self._name).root)

    def validate_json(self, text: str | bytes) -> Any:
        """Return the typed view of a JSON text.

        Raises:
            ValueError: the text is not strict JSON, or its value not an instance of the
                schema.
        """
        data = text.encode() if isinstance(text, str) else text
        value = self._gate.read(self._name, data)
        return view(self.view, with_digits(value, data) if self._exact else value)

    def dump_json(
        self, value: Any, *, by_alias: bool = True, exclude_unset: bool = True
    ) -> bytes:
        """Return a view as JSON, by default without members that were never set."""
        return unmarked(
            self.view.dump_json(
                value,
                by_alias=by_alias,
                exclude_unset=exclude_unset,
                warnings=False,
                context=MARKING,
            )
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
