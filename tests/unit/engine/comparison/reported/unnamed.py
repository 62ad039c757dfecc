"""Properties added where no list of properties, or of items, leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.unit.engine.comparison.hard.building import (
    TEXT,
    WHOLE,
    Content,
    answered,
    objects,
    sent,
)
from tests.unit.engine.comparison.reported.rows import row

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.engine.comparison.reported.rows import Row

_OLD, _NEW = objects({"a": TEXT}), objects({"a": TEXT, "b": TEXT})
_FEW, _MORE = ({**TEXT, "enum": [*values]} for values in ("xy", "xyz"))


def _of(pattern: str, schema: Any, *declared: str, **more: Any) -> Content:
    held = objects(dict.fromkeys(declared, TEXT)) if declared else objects()
    return {**held, "patternProperties": {pattern: schema}, **more}


def _listed(**members: Any) -> Content:
    return {"type": "array", **members}


# Like those of properties that have names.
_PATTERNS: dict[str, Callable[[Any], Content]] = {
    "a pattern": lambda s: _of("^p", s),
    "a pattern, beside a name that has it": lambda s: _of("^p", s, "p", "q"),
    "a pattern of a closed object": lambda s: _of("^p", s, additionalProperties=False),
    "a pattern below a pattern": lambda s: _of("^p", _of("^q", s)),
    "a list below a pattern": lambda s: _of("^p", _listed(items=s)),
    "an alternative below a pattern": lambda s: _of("^p", {"oneOf": [s, WHOLE]}),
    "a property below a pattern": lambda s: _of("^p", objects({"n": s})),
    "a part that has a pattern": lambda s: objects(
        allOf=[_of("^p", s), _of("^q", TEXT)]
    ),
    "a pattern within another": lambda s: objects(
        patternProperties={"^p": s, "^pq": {"minProperties": 1}}
    ),
}
# What is taken away there may be anything, and nobody looks at it alone.
_PLACES: dict[str, Callable[[Any], Content]] = {
    "two patterns that the same names have": lambda s: objects(
        patternProperties={"^p": s, "^p.*": {"type": "object"}}
    ),
    "what is left over": lambda s: objects(unevaluatedProperties=s),
    "what depends on another property": lambda s: objects(
        {"q": TEXT}, dependentSchemas={"q": objects({"p": s})}
    ),
    "what a property calls for": lambda s: objects(dependentSchemas={"a": s}),
    "what holds under a condition": lambda s: {
        "if": {"required": ["q"]},
        "then": objects({"p": s}),
    },
    "what holds otherwise": lambda s: {"if": {"required": ["q"]}, "else": s},
    "what a list has to contain": lambda s: _listed(contains=s),
}

ROWS: list[Row] = [
    *(
        found
        for name, make in _PATTERNS.items()
        for found in (
            row(
                f"property added to an answer in {name}",
                answered(make(_OLD)),
                answered(make(_NEW)),
                "cBcccccc",
                "rBrBrrrB",
            ),
            row(
                f"property added to a request in {name}",
                sent(make(_OLD)),
                sent(make(_NEW)),
                "cBcBcccc",
                "cBcccccB",
            ),
        )
    ),
    *(
        row(
            f"value added to an answer in {name}",
            answered(make(_FEW)),
            answered(make(_MORE)),
            "cBcBcccB",
            "cccccccB",
        )
        for name, make in list(_PATTERNS.items())[:-1]
    ),
    *(
        found
        for name, make in _PLACES.items()
        for found in (
            row(
                f"property added to an answer in {name}",
                answered(make(_OLD)),
                answered(make(_NEW)),
                "cBcccccc",
                "B",
            ),
            row(
                f"property added to a request in {name}",
                sent(make(_OLD)),
                sent(make(_NEW)),
                "B",
                "cBcccccB",
            ),
        )
    ),
    row(
        "property added to what follows positions of an answer",
        answered(_listed(prefixItems=[TEXT], unevaluatedItems=_OLD)),
        answered(_listed(prefixItems=[TEXT], unevaluatedItems=_NEW)),
        "cucccccc",
        "B",
    ),
    row(
        "condition of an answer that mentions a property that it has anyway",
        answered({**_NEW, "if": {"required": ["q"]}, "then": _OLD}),
        answered({**_NEW, "if": {"required": ["q"]}, "then": _NEW}),
        "-",
        "-",
    ),
    row(
        "names of properties, which have no properties",
        answered(objects(propertyNames=_OLD)),
        answered(objects(propertyNames=_NEW)),
        "-",
        "-",
    ),
]
