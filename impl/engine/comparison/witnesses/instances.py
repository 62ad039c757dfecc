"""Make the smallest likely instance of a schema, with a given value in a given place.

What is made is checked by a validator; when the first guess does not pass, others are
drawn with a fixed seed.
"""

from __future__ import annotations

import json
import math
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import as_list, holds_json, map_in
from impl.engine.comparison.differences.leaves import CONTENT, index_of
from impl.engine.comparison.differences.validation import Validation, accepts
from impl.engine.comparison.witnesses.pins import FRESH, Pin
from impl.engine.comparison.witnesses.string_samples import text
from impl.engine.openapi.pointers import is_within
from impl.engine.openapi.references import definition_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from impl.engine.comparison.differences.leaves import SchemaStep

_ATTEMPTS = 40
# After how many of them that are wrong in the given value it is given up.
_MOST_REFUSALS = 4
_DEEPEST = 24
_TYPES = ("object", "array", "string", "integer", "number", "boolean", "null")
_HINTS = {
    "object": ("properties", "required", "additionalProperties", "minProperties"),
    "array": ("items", "prefixItems", "minItems", "contains"),
    "string": ("pattern", "format", "minLength", "maxLength"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
}


class NoInstanceError(Exception):
    """None was found."""


def instance(document: Any, steps: Sequence[SchemaStep] = (), *value: Any) -> Any:
    """Make an instance of a schema that stands alone.

    Args:
        document: the schema.
        steps: the way to the place of `value`.
        value: at most one value.

    Raises:
        NoInstanceError: no guess passed the validator.
    """
    asked = Validation(document)
    if asked.accepts(None) is None:
        raise NoInstanceError
    pin = Pin(steps, value[0]) if value else None
    refused = 0
    for attempt in range(_ATTEMPTS):
        try:
            made = _Maker(document, attempt).make([document], pin, 0)
        except NoInstanceError:
            continue
        if asked.accepts(made):
            return made
        if pin and pin.is_told_of and _is_refused(asked, made, pin):
            # Whatever is around the value, it is the value that is wrong.
            refused += 1
            if refused == _MOST_REFUSALS:
                break
    raise NoInstanceError


def _is_refused(asked: Validation, made: Any, pin: Pin) -> bool:
    """Tell whether anything is wrong in the given value itself."""
    found = asked.violations(made) or ()
    return any(is_within(at, pin.pointer) for at, _, _ in found)


def at_least(document: Any, count: int) -> Any:
    """Write a schema of the instances that, if they have parts, have some."""
    wanted = {"allOf": [document], "minItems": count, "minProperties": count}
    if isinstance(document, dict) and "$defs" in document:
        wanted["$defs"] = document["$defs"]
    return wanted


class _Maker:
    def __init__(self, document: Any, attempt: int) -> None:
        held = document.get("$defs") if isinstance(document, dict) else None
        self._definitions = held or {}
        self._attempt = attempt
        self._random = Random(attempt)  # noqa: S311 - a search, not a secret
        self._salt = 0

    def make(self, schemas: list[Any], pin: Pin | None, depth: int) -> Any:
        if depth > _DEEPEST:
            raise NoInstanceError
        if pin and not pin.steps:
            return pin.value
        parts, pin = self._parts(schemas, pin)
        if pin and not pin.steps:
            return pin.value
        content = [part["contentSchema"] for part in parts if holds_json(part)]
        if content and (pin is None or pin.steps[0] == CONTENT):
            return json.dumps(self.make(content, pin and pin.after(), depth + 1))
        listed = [] if pin else list(_listed(parts))
        if listed:
            return self._choose(self._common(listed))
        kind = self._kind(parts, pin)
        if kind == "object":
            return self._object(parts, pin, depth)
        if kind == "array":
            return self._array(parts, pin, depth)
        if kind == "string":
            return self._string(parts)
        if kind in {"integer", "number"}:
            return self._number(parts, kind)
        return {"boolean": True, "null": None}[kind]

    def _common(self, listed: list[list[Any]]) -> list[Any]:
        common = [v for v in listed[0] if all(v in other for other in listed[1:])]
        return common or listed[0]

    def _choose(self, options: list[Any]) -> Any:
        return options[0] if self._attempt == 0 else self._random.choice(options)

    def _parts(
        self, schemas: list[Any], pin: Pin | None
    ) -> tuple[list[dict[str, Any]], Pin | None]:
        """Collect what applies in place, on the way that the pin takes."""
        waiting, parts, seen = list(schemas), [], set()
        while waiting:
            part = waiting.pop(0)
            if part is False:
                raise NoInstanceError
            if not isinstance(part, dict) or id(part) in seen:
                continue
            seen.add(id(part))
            parts.append(part)
            name = definition_of(part)
            if name is not None:
                waiting.append(self._definitions.get(name, True))
            waiting += part.get("allOf", ())
            for keyword in ("oneOf", "anyOf"):
                branches = part.get(keyword)
                if not isinstance(branches, list) or not branches:
                    continue
                if pin and pin.steps and pin.steps[0][0] == "alternative":
                    where, _, index = pin.steps[0][1].partition("/")
                    if where == keyword and int(index) < len(branches):
                        pin = pin.after()
                        waiting.append(branches[int(index)])
                        continue
                waiting.append(self._choose(branches))
            if "if" in part:
                branch = "then" if self._attempt % 2 else "else"
                waiting.append(part.get(branch, True))
        return parts, pin

    def _kind(self, parts: list[dict[str, Any]], pin: Pin | None) -> str:
        kinds = list(_TYPES)
        for part in parts:
            declared = part.get("type")
            names = [declared] if isinstance(declared, str) else declared
            if isinstance(names, list):
                kinds = [k for k in kinds if k in names or _is_whole(k, names)]
        if pin:
            wanted = "array" if pin.steps[0][0] == "item" else "object"
            kinds = [k for k in kinds if k == wanted]
        if not kinds:
            raise NoInstanceError
        for kind, keywords in _HINTS.items():
            fits = kind in kinds and any(k in p for k in keywords for p in parts)
            if fits:
                return kind
        if len(kinds) == len(_TYPES):
            return "string"
        return str(self._choose(kinds))

    def _object(
        self, parts: list[dict[str, Any]], pin: Pin | None, depth: int
    ) -> dict[str, Any]:
        names = [name for part in parts for name in part.get("required", ())]
        pinned = pin.name if pin else None
        if pinned is not None:
            names.append(pinned)
        least = max((part.get("minProperties", 0) for part in parts), default=0)
        known = [name for part in parts for name in part.get("properties", ())]
        if self._attempt > _ATTEMPTS // 2 and depth < 3:
            names += [name for name in known if self._random.random() < 0.5]
        spare = [name for name in known if name not in names]
        while len(set(names)) < least:
            number = len(set(names))
            names.append(spare.pop(0) if spare else f"{FRESH}{number}")
        made = {}
        for name in dict.fromkeys(names):
            inner = [schema for part in parts for schema in _of_name(part, name)]
            after = pin.after() if pin and name == pinned else None
            made[name] = self.make(inner, after, depth + 1)
        return made

    def _array(
        self, parts: list[dict[str, Any]], pin: Pin | None, depth: int
    ) -> list[Any]:
        contained = [part["contains"] for part in parts if "contains" in part]
        least = max((part.get("minItems", 0) for part in parts), default=0)
        at = index_of(pin.steps[0]) if pin else 0
        count = max(least, at + 1 if pin or contained else 0)
        made = []
        for index in range(min(count, 64)):
            inner = [schema for part in parts for schema in _of_index(part, index)]
            self._salt = index
            if index == 0 and contained:
                inner += contained
            after = pin.after() if pin and index == at else None
            made.append(self.make(inner, after, depth + 1))
        self._salt = 0
        return made

    def _string(self, parts: list[dict[str, Any]]) -> str:
        format_ = next((p["format"] for p in parts if "format" in p), "")
        pattern = next((p["pattern"] for p in parts if "pattern" in p), "")
        shortest = max((p.get("minLength", 0) for p in parts), default=0)
        longest = min((p["maxLength"] for p in parts if "maxLength" in p), default=None)
        made = text(str(format_), str(pattern), int(shortest), longest)
        return made if not self._salt or pattern or format_ else f"{made}{self._salt}"

    def _number(self, parts: list[dict[str, Any]], kind: str) -> float:
        low = max((p["minimum"] for p in parts if "minimum" in p), default=None)
        high = min((p["maximum"] for p in parts if "maximum" in p), default=None)
        for part in parts:
            for bound in _numbers(part, "exclusiveMinimum"):
                low = max(bound + 1, -math.inf if low is None else low)
            for bound in _numbers(part, "exclusiveMaximum"):
                high = min(bound - 1, math.inf if high is None else high)
        step = next((p["multipleOf"] for p in parts if "multipleOf" in p), None)
        made: float = 1 + self._salt
        if low is not None and made < low:
            made = low + self._salt
        if high is not None and made > high:
            made = high - self._salt
        if step and math.isfinite(made):
            # No double holds the quotient of some numbers, or more than almost.
            exact = Fraction(str(step))
            tried = math.ceil(Fraction(made) / exact) * exact
            if high is not None and tried > high:
                tried = math.floor(Fraction(high) / exact) * exact
            made = int(tried) if tried.denominator == 1 else float(tried)
        return math.ceil(made) if kind == "integer" else made


def _listed(parts: list[dict[str, Any]]) -> Iterator[list[Any]]:
    for part in parts:
        if "const" in part:
            yield [part["const"]]
        elif listed := as_list(part.get("enum")):
            yield listed


def _numbers(part: dict[str, Any], keyword: str) -> list[float]:
    value = part.get(keyword)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return [value] if is_number and value is not None else []


def _is_whole(kind: str, names: list[Any]) -> bool:
    return kind == "integer" and "number" in names


def _of_name(part: dict[str, Any], name: str) -> list[Any]:
    properties = part.get("properties") or {}
    patterns = map_in(part, "patternProperties")
    found = [patterns[each] for each in patterns if accepts({"pattern": each}, name)]
    found += [properties[name]] if name in properties else []
    if found:
        return found
    return [part["additionalProperties"]] if "additionalProperties" in part else []


def _of_index(part: dict[str, Any], index: int) -> list[Any]:
    prefix = part.get("prefixItems") or []
    if index < len(prefix):
        return [prefix[index]]
    return [part["items"]] if "items" in part else []
