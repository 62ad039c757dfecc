"""Regular expressions that ECMA-262, or the validator, does not know."""

import re
from collections.abc import Iterator
from functools import cache

import jsonschema_rs

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex, ObjectNode
from impl.engine.openapi.pattern_cost import MOST_OF_ALL, MOST_OF_ONE, cost
from impl.engine.openapi.patterns import understood
from impl.engine.openapi.pointers import escape
from impl.engine.repair.patch import Patch

_LITERAL = re.compile(r"/(.+)/([dgimsuvy]*)", re.DOTALL)
_END = re.compile(r"(?<!\\)(?:\\\\)*\$\Z")


def bound(objects: ObjectIndex, _version: str, report: FaultList, patch: Patch) -> None:
    """Refuse patterns that would be too large, one by one and together, unread.

    This comes before anything compiles one.
    """
    total, known = 0, set[str]()
    for node in objects.of_kind("schema"):
        for pattern, pointer in _patterns(node):
            if pattern in known:
                continue
            found = cost(pattern)
            if found > MOST_OF_ONE:
                what = f"{quote(pattern)} is too large when its repetitions are written"
                report.add("CS1618", pointer, f"{what} out.")
            elif total + found > MOST_OF_ALL:
                what = f"With {quote(pattern)} the regular expressions of the document"
                report.add("CS1618", pointer, f"{what} are too large together.")
            else:
                total += found
                known.add(pattern)
                continue
            patch.remove(pointer)


def _patterns(node: ObjectNode) -> Iterator[tuple[str, str]]:
    """Give the patterns of a schema with their places."""
    pattern = node.value.get("pattern")
    if isinstance(pattern, str):
        yield pattern, f"{node.pointer}/pattern"
    properties = node.value.get("patternProperties")
    for pattern in properties if isinstance(properties, dict) else ():
        yield pattern, f"{node.pointer}/patternProperties/{escape(pattern)}"


def repair_patterns(node: ObjectNode, report: FaultList, patch: Patch) -> None:
    """Read the patterns of a schema as the validator understands them."""
    pattern = node.value.get("pattern")
    pointer = f"{node.pointer}/pattern"
    if isinstance(pattern, str):
        meant = _read(pattern, pointer, report)
        if meant is None:
            patch.remove(pointer)
        elif meant != pattern:
            patch.put(pointer, meant)
    properties = node.value.get("patternProperties")
    for pattern in properties if isinstance(properties, dict) else ():
        pointer = f"{node.pointer}/patternProperties/{escape(pattern)}"
        meant = _read(pattern, pointer, report)
        if meant is None:
            patch.remove(pointer)
            # Nobody knows which members are additional.
            patch.remove(f"{node.pointer}/additionalProperties")
        elif meant in properties and meant != pattern:
            both = [properties[meant], properties[pattern]]
            patch.remove(pointer)
            beside = f"{node.pointer}/patternProperties/{escape(meant)}"
            patch.put(beside, {"allOf": both})
        elif meant != pattern:
            patch.rename(pointer, meant)


def _read(pattern: str, pointer: str, report: FaultList) -> str | None:
    """Give the pattern that is meant, and tell if that is not what is written."""
    bare = _undelimited(pattern)
    if bare != pattern and understood(bare) is not None:
        meant = understood(bare)
        what = f"The slashes of {quote(pattern)} are part of it, so that it matches "
        what += f"nothing. It is read as {quote(meant)}."
        report.add("CS1619", pointer, what)
        return meant
    meant = understood(pattern)
    if meant is None:
        what = f"{quote(pattern)} is not a regular expression. It is not enforced."
        report.add("CS1602", pointer, what)
    elif not _ecma().is_valid(pattern):
        words = "as other dialects do" if meant == pattern else f"as {quote(meant)}"
        what = f"{quote(pattern)} is not ECMA-262. It is read {words}."
        report.add("CS1614", pointer, what)
    return meant


def _undelimited(pattern: str) -> str:
    """Give what stands between the slashes of a literal of ECMA-262, with its flags.

    Only what is anchored between them, and so matches nothing, is surely a literal.
    """
    literal = _LITERAL.fullmatch(pattern)
    if literal is None:
        return pattern
    body, flags = literal.groups()
    is_anchored = body.startswith("^") or _END.search(body)
    if not is_anchored or "m" in flags:
        return pattern
    kept = "".join(flag for flag in flags if flag in "is")
    return f"(?{kept}){body}" if kept else body


@cache
def _ecma() -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for({"format": "regex"}, validate_formats=True)
