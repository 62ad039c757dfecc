"""The operations of a contract, as far as a mock's state depends on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from impl.engine.comparison.contract.media_ranges import is_json
from impl.engine.mocking.recognition.path_shapes import PathShape, path_shape
from impl.engine.openapi.methods import sent_as
from impl.engine.openapi.operations import operations_in
from impl.engine.openapi.pointers import escape
from impl.engine.openapi.references import LocalReferences


@dataclass(frozen=True, slots=True)
class MockedParameter:
    """A parameter: where it stands in requests, and the pointer of its schema."""

    name: str
    place: str
    schema: str | None
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class MockedMessage:
    """A body or a response.

    Attributes:
        pointer: its pointer.
        contents: the pointer of the schema of each media type; empty without one.
        headers: the pointer of each header, by its name in small letters.
    """

    pointer: str
    contents: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def json(self) -> tuple[str, str] | None:
        """Give the first media type that is JSON and the pointer of its schema."""
        for name, schema in self.contents.items():
            if schema and (is_json(name) or name in {"*/*", "application/*"}):
                return name, schema
        return None


@dataclass(frozen=True, slots=True)
class MockedOperation:
    """An operation.

    Attributes:
        pointer: its pointer in the contract.
        id: its `operationId`, or its pointer.
        method: the method as it is sent.
        shape: the structure of its path.
        parameters: its parameters by place and name.
        body: what it takes.
        responses: what it answers, by status or range.
    """

    pointer: str
    id: str
    method: str
    shape: PathShape
    parameters: dict[tuple[str, str], MockedParameter]
    body: MockedMessage | None
    responses: dict[str, MockedMessage]

    def parameter(self, place: str, name: str) -> MockedParameter | None:
        """Find a parameter."""
        return self.parameters.get((place, name))

    def success(self, *preferred: int) -> tuple[int, MockedMessage] | None:
        """Choose a success: a preferred one if it is declared, else the lowest."""
        plain = sorted(int(key) for key in self.responses if _is_success(key))
        for status in (*preferred, *plain):
            if status in plain:
                return status, self.responses[str(status)]
        for key in ("2XX", "default"):
            if key in self.responses and not (key == "default" and self._redirects()):
                return preferred[0] if preferred else 200, self.responses[key]
        return None

    def declares(self, status: int) -> bool:
        """Tell whether it declares a status, be it by a range or by default."""
        keys = (str(status), f"{status // 100}XX", "default")
        return any(key in self.responses for key in keys)

    def _redirects(self) -> bool:
        return any(key[:1] in "123" for key in self.responses if key != "default")


def _is_success(key: str) -> bool:
    return key.isdigit() and key.startswith("2")


class DeclaredContract:
    """Reads the operations of a contract.

    Attributes:
        references: what stands where in the contract.
        version: its version of OpenAPI: 3.0, 3.1 or 3.2.
    """

    def __init__(self, document: Any) -> None:
        self.references = LocalReferences(document)
        self.version = str(document.get("openapi"))[:3]

    def operations(self) -> Iterator[MockedOperation]:
        """Give the operations, in the document's order."""
        for path, item in self._members("/paths"):
            value = self.references.value(item)
            for method, below in operations_in(value, self.version):
                yield self._operation(
                    path, sent_as(method.rpartition("/")[2]), item, below
                )

    def _operation(
        self, path: str, method: str, item: str, below: str
    ) -> MockedOperation:
        pointer = item + below
        value = self.references.value(pointer)
        identifier = value.get("operationId")
        body = self.references.target(f"{pointer}/requestBody")
        responses = {
            str(status): self._message(found)
            for status, found in self._members(f"{pointer}/responses")
        }
        return MockedOperation(
            pointer,
            identifier if isinstance(identifier, str) else pointer,
            method,
            path_shape(path),
            {**self._parameters(item), **self._parameters(pointer)},
            self._message(body) if self.references.value(body) else None,
            responses,
        )

    def _parameters(self, holder: str) -> dict[tuple[str, str], MockedParameter]:
        found = {}
        held = self.references.value(f"{holder}/parameters")
        for index in range(len(held) if isinstance(held, list) else 0):
            pointer = self.references.target(f"{holder}/parameters/{index}")
            value = self.references.value(pointer)
            if not isinstance(value, dict):
                continue
            place, name = str(value.get("in")), str(value.get("name"))
            found[place, name] = MockedParameter(
                name, place, self._schema_of(pointer), value.get("required") is True
            )
        return found

    def _schema_of(self, carrier: str) -> str | None:
        if self.references.value(f"{carrier}/schema") is not None:
            return f"{carrier}/schema"
        for _, content in self._members(f"{carrier}/content"):
            return f"{content}/schema"
        return None

    def _message(self, pointer: str) -> MockedMessage:
        contents = {}
        for name, content in self._members(f"{pointer}/content"):
            schema = f"{content}/schema"
            is_there = self.references.value(schema) is not None
            contents[name] = schema if is_there else ""
        headers = {
            name.lower(): found for name, found in self._members(f"{pointer}/headers")
        }
        return MockedMessage(pointer, contents, headers)

    def _members(self, pointer: str) -> Iterator[tuple[str, str]]:
        there = self.references.target(pointer)
        held = self.references.value(there)
        for name in held if isinstance(held, dict) else ():
            if not name.startswith("x-"):
                yield name, self.references.target(f"{there}/{escape(name)}")
