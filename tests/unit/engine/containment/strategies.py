"""Pairs of schemas over so few words that their keywords meet."""

from typing import Any

from hypothesis import strategies as st

NAMES = ["a", "b", "ab", "c"]
PATTERNS = ["^a", "b$", "^[ab]*$", "^a?b?$", "c", "^(?!b)", "^.$", "^\\w{2,}$"]
NUMBERS = [-1, 0, 0.5, 1, 1.5, 2, 3]
DIVISORS = [0.5, 1, 1.5, 2, 3]
TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"]
SCALARS: list[Any] = [None, True, False, 0, 1, 2, 0.5, "", "a", "b", "ab", "c", "cc"]
VALUES: list[Any] = [
    *SCALARS, [], [0], [1, 1], ["a", 1], [[]], {}, {"a": 1}, {"a": "b", "b": 0},
    {"c": None},
]  # fmt: skip

_numbers = st.sampled_from(NUMBERS)
_counts = st.integers(0, 3)
_names = st.sampled_from(NAMES)


def _maps(keys: list[str], values: Any) -> Any:
    return st.dictionaries(st.sampled_from(keys), values, min_size=1, max_size=2)


def _keywords(inner: Any, order: int) -> dict[str, Any]:
    lists = st.lists(inner, min_size=1, max_size=3)
    words: dict[str, Any] = {
        "type": st.sampled_from(TYPES)
        | st.lists(st.sampled_from(TYPES), min_size=1, max_size=3, unique=True),
        "enum": st.lists(
            st.sampled_from(VALUES), min_size=1, max_size=4, unique_by=repr
        ),
        "minimum": _numbers,
        "maximum": _numbers,
        "multipleOf": st.sampled_from(DIVISORS),
        "minLength": _counts,
        "maxLength": _counts,
        "pattern": st.sampled_from(PATTERNS),
        "items": inner,
        "minItems": _counts,
        "maxItems": _counts,
        "uniqueItems": st.booleans(),
        "properties": _maps(NAMES, inner),
        "patternProperties": _maps(PATTERNS, inner),
        "additionalProperties": inner,
        "required": st.lists(_names, min_size=1, max_size=2, unique=True),
        "minProperties": _counts,
        "maxProperties": _counts,
        "allOf": lists,
        "anyOf": lists,
        "oneOf": lists,
        "not": inner,
    }
    if order >= 6:
        words["exclusiveMinimum"] = words["exclusiveMaximum"] = _numbers
        words["const"] = st.sampled_from(VALUES)
        words["contains"] = words["propertyNames"] = inner
    if order >= 7:
        words["if"] = words["then"] = words["else"] = inner
    if order >= 8:
        words["minContains"] = words["maxContains"] = _counts
        words["dependentRequired"] = _maps(
            NAMES, st.lists(_names, max_size=2, unique=True)
        )
        words["dependentSchemas"] = _maps(NAMES, inner)
        words["unevaluatedProperties"] = words["unevaluatedItems"] = inner
    else:
        words["dependencies"] = _maps(
            NAMES, inner | st.lists(_names, min_size=1, max_size=2, unique=True)
        )
        words["items"] = inner | lists
        words["additionalItems"] = inner
    if order >= 9:
        words["prefixItems"] = lists
    return words


# Keywords about one type, so that several of them speak of the same instances.
THEMES = {
    "number": "type enum minimum maximum multipleOf exclusiveMinimum exclusiveMaximum",
    "string": "type enum const minLength maxLength pattern",
    "array": "items minItems maxItems uniqueItems contains minContains maxContains "
    "prefixItems unevaluatedItems additionalItems const",
    "object": "properties patternProperties additionalProperties required "
    "minProperties maxProperties propertyNames dependentRequired dependentSchemas "
    "dependencies unevaluatedProperties",
    "choice": "allOf anyOf oneOf not if then else type",
}


@st.composite
def _schema(draw: Any, inner: Any, order: int) -> Any:
    words = _keywords(inner, order)
    theme = draw(st.sampled_from(["", *THEMES]))
    likely = [word for word in THEMES.get(theme, "").split() if word in words]
    chosen = draw(
        st.lists(st.sampled_from(likely or sorted(words)), max_size=5, unique=True)
    )
    if theme and draw(st.booleans()):
        chosen.append(draw(st.sampled_from(["anyOf", "oneOf", "allOf", "not"])))
    # Keywords that say something only together are often drawn together.
    for word, partner in (
        ("then", "if"),
        ("else", "if"),
        ("maxContains", "contains"),
        ("minContains", "contains"),
        ("additionalItems", "items"),
    ):
        if word in chosen and partner not in chosen:
            chosen.append(partner)
    drawn = {word: draw(words[word]) for word in chosen}
    if isinstance(drawn.get("items"), bool):
        drawn.pop("additionalItems", None)  # which the second validator cannot bear
    if theme in TYPES and draw(st.booleans()):
        drawn["type"] = theme
    return drawn


def schemas(order: int, depth: int = 2) -> Any:
    """Schemas of a dialect, given by its place in history."""
    small: list[Any] = [{}, *({"type": kind} for kind in TYPES)]
    small += [{"enum": [0, "a"]}, {"minimum": 1}, {"maxLength": 1}, {"not": {}}]
    if order >= 6:
        small += [True, False]
    if order >= 8:
        small += [{"$ref": "#/$defs/node"}] * 3
    leaf: Any = st.sampled_from(small)
    strategy = _schema(leaf, order)
    for _ in range(depth):
        strategy = _schema(leaf | strategy, order)
    return strategy


@st.composite
def pairs(draw: Any, order: int) -> tuple[Any, Any]:
    """Two schemas, of which the second is often a variation of the first."""
    first = draw(schemas(order))
    second = draw(schemas(order))
    kinship = draw(
        st.sampled_from(["none", "shared", "split", "either", "negated", "edited"])
    )
    if kinship == "shared":
        words = draw(st.lists(st.sampled_from(sorted(first) or ["type"]), unique=True))
        second = {**second, **{w: first[w] for w in words if w in first}}
    elif kinship == "split":
        second = {"anyOf": [first, second]}
    elif kinship == "either":
        first, second = {"allOf": [first, second]}, first
    elif kinship == "edited" and first:
        word = draw(st.sampled_from(sorted(first)))
        words = _keywords(schemas(order, depth=0), order)
        second = {**first, word: draw(words[word])}
    elif kinship == "negated":
        second = {"not": {"allOf": [second, {"not": first}]}}
    if order >= 8:
        node = draw(schemas(order, depth=1))
        tree = {"properties": {"a": {"$ref": "#/$defs/node"}}, **_free(node)}
        first = {**first, "$defs": {"node": tree}}
        twin = tree if draw(st.booleans()) else {**tree, "type": "object"}
        second = {**second, "$defs": {"node": twin}}
    return first, second


def _free(schema: Any) -> Any:
    """Drop what would make a schema refer to itself without a step down."""
    in_place = {"allOf", "anyOf", "oneOf", "not", "if", "then", "else"}
    in_place |= {"dependentSchemas", "properties"}
    return {word: schema[word] for word in schema if word not in in_place}
