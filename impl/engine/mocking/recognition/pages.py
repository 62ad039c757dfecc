"""Pages: which parameters ask for a part of a list, and which fields tell of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from impl.engine.mocking.recognition.declared import MockedOperation, MockedParameter
from impl.engine.mocking.recognition.envelopes import ListEnvelope, Steps
from impl.engine.mocking.recognition.page_words import (
    PageField,
    PageParameter,
    holds_page_fields,
    page_field,
    page_parameter,
)
from impl.engine.mocking.recognition.schema_shapes import SchemaShapes


@dataclass(frozen=True, slots=True)
class PagePlan:
    """How a list is told in pages.

    Attributes:
        parameters: the query parameters that ask for a part.
        fields: the properties of the body that tell of it, and what each tells.
        default: how many items there are without being asked; None for all.
        most: how many there are at most.
        first_page: the number of the first page.
        family: the parameters by their names, as the report says it.
    """

    parameters: dict[PageParameter, MockedParameter] = field(default_factory=dict)
    fields: dict[Steps, PageField] = field(default_factory=dict)
    default: int | None = None
    most: int = 1000
    first_page: int = 1

    @property
    def family(self) -> str:
        """Name how pages are asked for."""
        kinds = [kind for kind in self.parameters if kind != "size"]
        size = ["size"] if "size" in self.parameters else []
        return "+".join([*kinds, *size]) or "none"


def has_page_parameters(operation: MockedOperation) -> bool:
    """Tell whether an operation takes parameters that ask for a part of a list."""
    return any(
        place == "query" and page_parameter(name) is not None
        for place, name in operation.parameters
    )


def page_plan(
    schemas: SchemaShapes, operation: MockedOperation, schema: str, held: ListEnvelope
) -> PagePlan:
    """Recognise how an operation tells its list in pages."""
    parameters: dict[PageParameter, MockedParameter] = {}
    for (place, name), parameter in operation.parameters.items():
        kind = page_parameter(name) if place == "query" else None
        if kind and _fits(schemas, kind, parameter):
            parameters.setdefault(kind, parameter)
    fields: dict[Steps, PageField] = {}
    _collect(schemas, schema, held, (), fields)
    size = parameters.get("size")
    default, most = _bounds(schemas, size)
    is_paged = bool(parameters)
    if default is None and is_paged:
        default = min(20, most)
    page = parameters.get("page")
    return PagePlan(parameters, fields, default, most, _first_page(schemas, page))


def _fits(
    schemas: SchemaShapes, kind: PageParameter, parameter: MockedParameter
) -> bool:
    """Tell whether a parameter has values that can ask for what its name says."""
    shape = schemas.shape(parameter.schema)
    if kind in {"size", "page", "offset"}:
        return not shape.types or bool(shape.types & {"integer", "number", "string"})
    return shape.format not in {"date", "date-time"} and not shape.types & {
        "object",
        "array",
    }


def _bounds(
    schemas: SchemaShapes, size: MockedParameter | None
) -> tuple[int | None, int]:
    default, most = None, 1000
    for value in schemas.parts(size.schema) if size else ():
        if isinstance(value.get("default"), int) and value["default"] > 0:
            default = value["default"]
        if isinstance(value.get("maximum"), int | float) and value["maximum"] > 0:
            most = int(value["maximum"])
    return (None if default is None else min(default, most)), most


def _first_page(schemas: SchemaShapes, page: MockedParameter | None) -> int:
    for value in schemas.parts(page.schema) if page else ():
        for keyword in ("default", "minimum"):
            if value.get(keyword) == 0 and not isinstance(value.get(keyword), bool):
                return 0
            if keyword in value:
                break
    return 1


def _collect(
    schemas: SchemaShapes,
    pointer: str,
    held: ListEnvelope,
    steps: Steps,
    found: dict[Steps, PageField],
) -> None:
    shape = schemas.shape(pointer)
    for name, below in shape.properties.items():
        here = (*steps, name)
        if here == held.steps:
            continue
        inner = schemas.shape(below)
        is_within = held.steps[: len(here)] == here
        is_place = holds_page_fields(name)
        if inner.is_object and len(steps) < 3 and (is_within or is_place):
            _collect(schemas, below, held, here, found)
            continue
        holder = steps[-1] if steps else ""
        if kind := page_field(name, holder, inner.types - {"null"}):
            found[here] = kind
