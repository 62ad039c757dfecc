"""Query parameters that choose among the items of a list, order them or search them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from impl.engine.mocking.recognition.declared import MockedOperation
from impl.engine.mocking.recognition.envelopes import Steps
from impl.engine.mocking.recognition.page_words import page_parameter
from impl.engine.mocking.recognition.schema_shapes import SchemaShapes
from impl.engine.mocking.recognition.words import (
    parts,
    plain,
    plain_singular,
    word_set,
)

Comparison = Literal[
    "equal", "any", "not", "less", "at_most", "more", "at_least", "contains", "prefix",
    "null", "icontains",
]  # fmt: skip

_OPERATORS: Final[dict[str, Comparison]] = {
    "eq": "equal", "exact": "equal", "is": "equal", "in": "any", "any": "any",
    "ne": "not", "not": "not", "neq": "not",
    "lt": "less", "lte": "at_most", "le": "at_most",
    "before": "less", "until": "at_most", "to": "at_most", "max": "at_most",
    "end": "at_most", "gt": "more", "gte": "at_least", "ge": "at_least",
    "after": "more", "since": "at_least", "from": "at_least", "min": "at_least",
    "start": "at_least", "contains": "contains", "icontains": "icontains",
    "like": "icontains", "startswith": "prefix", "prefix": "prefix",
    "isnull": "null",
}  # fmt: skip
_SEARCH: Final = word_set("q query search searchterm term text keyword keywords")
_NEWEST: Final = re.compile(
    r"\b(?:newest|latest|most recent(?:ly)?)\b[\w\s]{0,20}\bfirst\b", re.IGNORECASE
)
_OLDEST: Final = re.compile(
    r"\b(?:oldest|earliest)\b[\w\s]{0,20}\bfirst\b", re.IGNORECASE
)
_SORT: Final = word_set("sort sortby orderby order ordering sortfield sortkey")
_DIRECTION: Final = word_set(
    "order direction sortorder dir sortdirection orderdirection sortdir"
)
_TIMES: Final = (
    *("createdat", "created", "datecreated", "createtime"),
    *("date", "timestamp", "starttime", "time"),
)
_CHANGES: Final = (
    *("updatedat", "updated", "modifiedat", "modified", "dateupdated", "updatetime"),
)
_SPLIT: Final = re.compile(r"__|\[|\]\[?|\.")


@dataclass(frozen=True, slots=True)
class FilterRule:
    """A parameter that chooses items by a property: which one, and how it compares."""

    parameter: str
    steps: Steps
    comparison: Comparison = "equal"


@dataclass(frozen=True, slots=True)
class SelectionPlan:
    """What the query parameters of a list do.

    Attributes:
        rules: those that choose by a property.
        search: those that look into all texts.
        sort: the one that names what to order by.
        direction: the one that says which way.
        ignored: those that change nothing.
        is_newest_first: whether the contract says so in words.
    """

    rules: tuple[FilterRule, ...] = ()
    search: tuple[str, ...] = ()
    sort: str | None = None
    direction: str | None = None
    ignored: tuple[str, ...] = ()
    is_newest_first: bool = False


@dataclass
class _Found:
    rules: list[FilterRule] = field(default_factory=list)
    search: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def selection_plan(
    schemas: SchemaShapes,
    operation: MockedOperation,
    item: str | None,
    array: str | None = None,
) -> SelectionPlan:
    """Recognise what the query parameters of a list do, and its order without them.

    Args:
        schemas: of the contract.
        operation: the list.
        item: the pointer of the schema of an item.
        array: the pointer of the schema of the list itself.
    """
    found = _Found()
    properties = _properties(schemas, item)
    query = [
        parameter
        for (place, _), parameter in operation.parameters.items()
        if place == "query" and page_parameter(parameter.name) is None
    ]
    names = {plain(each.name): each.name for each in query}
    sort, direction = _sorting(names, properties)
    for parameter in query:
        name = parameter.name
        if name in {sort, direction}:
            continue
        if plain(name) in _SEARCH and plain(name) not in properties:
            found.search.append(name)
        elif schemas.shape(parameter.schema).properties:
            _take_members(schemas, name, parameter.schema, properties, found)
        elif rule := _rule(name, properties):
            found.rules.append(rule)
        else:
            found.ignored.append(name)
    return SelectionPlan(
        *(tuple(found.rules), tuple(found.search), sort, direction),
        *(tuple(found.ignored), _is_newest_first(schemas, operation, array)),
    )


def _is_newest_first(
    schemas: SchemaShapes, operation: MockedOperation, array: str | None
) -> bool:
    said = schemas.references.value(operation.pointer) or {}
    texts = [said.get("summary"), said.get("description")]
    texts += [each.get("description") for each in schemas.parts(array)] if array else []
    text = ". ".join(each for each in texts if isinstance(each, str))
    return bool(_NEWEST.search(text)) and not _OLDEST.search(text)


def _properties(schemas: SchemaShapes, item: str | None) -> dict[str, Steps]:
    """Give the properties of items, and of objects in them, by their plain names."""
    found: dict[str, Steps] = {}
    below: dict[str, Steps] = {}
    for name, pointer in schemas.shape(item).properties.items():
        found.setdefault(plain(name), (name,))
        for inner in schemas.shape(pointer).properties:
            below.setdefault(plain(name) + plain(inner), (name, inner))
    return {**below, **found}


def _sorting(
    names: dict[str, str], properties: dict[str, Steps]
) -> tuple[str | None, str | None]:
    by = [name for written, name in names.items() if written in _SORT]
    by = [
        name for name in by if plain(name) not in properties or plain(name) != "order"
    ]
    way = [name for written, name in names.items() if written in _DIRECTION]
    sort = next((name for name in by if plain(name) != "order"), None)
    if sort is None and by:
        sort = by[0]
    direction = next((name for name in way if name != sort), None)
    return sort, direction


def _take_members(
    schemas: SchemaShapes,
    name: str,
    schema: str | None,
    properties: dict[str, Steps],
    found: _Found,
) -> None:
    """Read an object of operators: created[gte], or of properties: filter[name]."""
    own = properties.get(plain(name))
    count = len(found.rules)
    for member in schemas.shape(schema).properties:
        written = f"{name}[{member}]"
        comparison = _OPERATORS.get(plain(member))
        if own and comparison:
            found.rules.append(FilterRule(written, own, comparison))
        elif rule := _rule(member, properties):
            found.rules.append(FilterRule(written, rule.steps, rule.comparison))
    if len(found.rules) == count:
        found.ignored.append(name)


def _rule(name: str, properties: dict[str, Steps]) -> FilterRule | None:
    written = plain(name)
    if written in properties:
        return FilterRule(name, properties[written])
    pieces = [piece for piece in _SPLIT.split(name) if piece]
    if pieces and plain(pieces[0]) in {"filter", "where", "filters"}:
        pieces = pieces[1:]
    if pieces and (rule := _by_pieces(name, pieces, properties)):
        return rule
    singulars = {plain_singular(each): steps for each, steps in properties.items()}
    if plain_singular(name) in singulars and plain_singular(name) != written:
        return FilterRule(name, singulars[plain_singular(name)], "any")
    if written in singulars:
        return FilterRule(name, singulars[written])
    words = list(parts(name))
    if len(words) > 1:
        for operator, rest in ((words[-1], words[:-1]), (words[0], words[1:])):
            comparison = _OPERATORS.get(operator)
            steps = properties.get("".join(rest)) or _time(rest, properties)
            if comparison and comparison not in {"equal", "not"} and steps:
                return FilterRule(name, steps, comparison)
    return _of_time(name, written, properties)


def _by_pieces(
    name: str, pieces: list[str], properties: dict[str, Steps]
) -> FilterRule | None:
    whole = "".join(map(plain, pieces))
    if whole in properties:
        return FilterRule(name, properties[whole])
    comparison = _OPERATORS.get(plain(pieces[-1]))
    steps = properties.get("".join(map(plain, pieces[:-1])))
    return FilterRule(name, steps, comparison) if comparison and steps else None


def _time(words: list[str], properties: dict[str, Steps]) -> Steps | None:
    """Find the property of what is created_before, or updated_since."""
    names = {
        "created": _TIMES,
        "updated": _CHANGES,
        "modified": _CHANGES,
        "date": _TIMES,
    }
    for name in names.get(words[0], ()) if len(words) == 1 else ():
        if name in properties:
            return properties[name]
    return None


def _of_time(
    name: str, written: str, properties: dict[str, Steps]
) -> FilterRule | None:
    comparison = _OPERATORS.get(written)
    if comparison not in {"less", "at_most", "more", "at_least"}:
        return None
    order = (*_CHANGES, *_TIMES) if written == "since" else _TIMES
    if written in {"min", "max", "end", "start", "to", "lt", "gt", "le", "ge"}:
        return None
    steps = next((properties[each] for each in order if each in properties), None)
    return FilterRule(name, steps, comparison) if steps else None
