"""What a schema asks of a value, taken apart so that each demand can be asked alone.

A layer accepts what meets all of its constraints. So one schema is within another if
it is within each constraint of the other, and where it is not, the constraint names
the difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import UNEVALUATED
from impl.engine.comparison.kinds import facets
from impl.engine.openapi.formats import format_in
from impl.engine.openapi.pointers import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from impl.engine.comparison.contract.schemas import Layer
    from impl.engine.comparison.kinds.facets import Facet


@dataclass(frozen=True, slots=True)
class Constraint:
    """One demand.

    Attributes:
        facet: what it is about.
        name: the property concerned, if it is about one.
        pointer: where it stands.
        keywords: the demand as a schema of its own, as the layer writes it.
        said: what the layer says about it, for comparison.
    """

    facet: Facet
    name: str
    pointer: str
    keywords: dict[str, Any]
    said: Any

    @property
    def key(self) -> tuple[Facet, str]:
        """What a constraint of the other side must share to be its counterpart."""
        return self.facet, self.name


def constraints(layers: Iterable[Layer], shared: frozenset[str]) -> list[Constraint]:
    """List the constraints of layers, but for properties in `shared` and for items."""
    return [found for layer in layers for found in _of_layer(layer, shared)]


def _of_layer(layer: Layer, shared: frozenset[str]) -> Iterator[Constraint]:
    held, at = layer.keywords, layer.pointer
    for facet in facets.KEYWORDS:
        said = {key: held[key] for key in facet.keywords if key in held}
        # That a text is bytes, newer keywords say otherwise: it counts as content.
        if said and not (facet is facets.FORMAT and format_in(said).octets):
            yield Constraint(facet, "", f"{at}/{next(iter(said))}", said, said)
    for name in _names(held.get("required")):
        said = {"required": [name]}
        yield Constraint(facets.REQUIRED, name, f"{at}/required", said, said)
    properties = held.get("properties")
    if isinstance(properties, dict):
        for name, schema in properties.items():
            if name not in shared:
                said = {"properties": {name: schema}}
                where = f"{at}/properties/{escape(name)}"
                yield Constraint(facets.PROPERTY, name, where, said, said)
    if held.get("additionalProperties", True) is not True:
        yield additional(layer)
    if not UNEVALUATED.isdisjoint(held):
        key = next(key for key in held if key in UNEVALUATED)
        yield Constraint(facets.UNEVALUATED, "", f"{at}/{key}", held, held)


def additional(layer: Layer) -> Constraint:
    """Return the constraint of properties that the layer does not declare."""
    held = layer.keywords
    value = held["additionalProperties"]
    fragment: dict[str, Any] = {"additionalProperties": value}
    if isinstance(held.get("properties"), dict):
        fragment["properties"] = dict.fromkeys(held["properties"], True)
    if isinstance(held.get("patternProperties"), dict):
        fragment["patternProperties"] = dict.fromkeys(held["patternProperties"], True)
    where = f"{layer.pointer}/additionalProperties"
    return Constraint(facets.CLOSING, "", where, fragment, fragment)


def beside_leftovers(asked: list[Constraint]) -> dict[str, Any] | None:
    """Return all that tells what is left over, without the rule; None of other demands.

    What it refuses itself, is told where it stands.
    """
    if not asked or asked[0].facet is not facets.UNEVALUATED:
        return None
    others = [
        {key: held for key, held in each.keywords.items() if key not in UNEVALUATED}
        for each in asked
    ]
    return {"allOf": others}


def as_list(constant: Constraint) -> Constraint:
    """Return the constraint of a constant as one of a list of values."""
    said = {"enum": [constant.said["const"]]}
    return Constraint(facets.ENUM, "", constant.pointer, said, said)


def single(layer: Layer, keyword: str, facet: Facet) -> Constraint:
    """Return the constraint of one keyword."""
    said = {keyword: layer.keywords[keyword]}
    asked = dict(said)
    if keyword in facets.UNIONS and "discriminator" in layer.keywords:
        asked["discriminator"] = layer.keywords["discriminator"]
    return Constraint(facet, "", f"{layer.pointer}/{keyword}", asked, said)


def _names(value: Any) -> Iterator[str]:
    for name in value if isinstance(value, list) else ():
        if isinstance(name, str):
            yield name
