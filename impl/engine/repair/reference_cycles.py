"""Schemas whose variants are made of the very schema that lists them.

``Pet`` is one of ``Cat`` and ``Dog``, and ``Cat`` is all of ``Pet`` and more: to the
letter that has no end (JSON Schema 2020-12, 9.4.1), but it is how many write a base
class. What a variant shares is plainly all of the base but the choice.
"""

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex, ObjectNode
from impl.engine.openapi.pointers import to_fragment
from impl.engine.repair.patch import Patch

_CHOICES = ("oneOf", "anyOf")
_LEFT_OUT = frozenset((*_CHOICES, "discriminator"))
# More steps are taken by nobody who means well.
_MOST_STEPS = 200_000


def repair(objects: ObjectIndex, version: str, report: FaultList, patch: Patch) -> None:
    """Read a variant's reference to its base as one to what the variants share."""
    room = _MOST_STEPS
    for node in objects.of_kind("schema"):
        if "allOf" in node.value:
            _drop_itself(node, report, patch)
    for base in objects.of_kind("schema"):
        for name in _CHOICES:
            branches = base.value.get(name)
            if not isinstance(branches, list) or not 0 < len(branches) < room:
                continue
            closing, steps = _closing(base, name, len(branches), objects)
            room -= steps
            for node in closing:
                _repair_variant(node, base, version, report, patch)


def _drop_itself(node: ObjectNode, report: FaultList, patch: Patch) -> None:
    """Leave out that a schema is all of itself, which adds nothing to what else is."""
    parts = node.value.get("allOf")
    if not isinstance(parts, list):
        return
    itself = {"$ref": to_fragment(node.pointer)}
    places = [
        f"{node.pointer}/allOf/{at}" for at, part in enumerate(parts) if part == itself
    ]
    for place in places if len(places) < len(parts) else ():
        what = "The schema is all of itself, which says nothing. It is left out."
        report.add("CS1616", place, what)
        patch.remove(place)


def _repair_variant(
    node: ObjectNode, base: ObjectNode, version: str, report: FaultList, patch: Patch
) -> None:
    shared = {name: base.value[name] for name in base.value if name not in _LEFT_OUT}
    if not patch.has_room(shared):
        return
    reference = node.value["$ref"]
    what = f"{quote(reference)} has this among its variants, without end."
    where = f"{node.pointer}/$ref"
    report.add("CS1616", where, f"{what} Here it is read without its variants.")
    if len(node.value) == 1 or version == "3.0":
        patch.copy(node.pointer, shared, base.pointer)
        return
    patch.remove(where)
    patch.append(f"{node.pointer}/allOf", shared)


def _closing(
    base: ObjectNode, name: str, branches: int, objects: ObjectIndex
) -> tuple[list[ObjectNode], int]:
    """Give the references by which branches contain their base, and the effort."""
    waiting = [f"{base.pointer}/{name}/{index}" for index in range(branches)]
    seen: set[str] = set()
    found: list[ObjectNode] = []
    while waiting:
        node = objects.at(waiting.pop())
        if node is None or node.kind != "schema" or node.pointer in seen:
            continue
        seen.add(node.pointer)
        if len(seen) > _MOST_STEPS:
            break
        reference = node.value.get("$ref")
        if isinstance(reference, str) and not objects.is_outside(reference):
            target = objects.target(reference)
            if target and target.pointer == base.pointer:
                found.append(node)
            elif target:
                waiting.append(target.pointer)
        parts = node.value.get("allOf")
        count = len(parts) if isinstance(parts, list) else 0
        waiting.extend(f"{node.pointer}/allOf/{index}" for index in range(count))
    direct = f"{base.pointer}/{name}/"
    return [node for node in found if not _is_branch(node, direct)], len(seen)


def _is_branch(node: ObjectNode, direct: str) -> bool:
    """Tell whether a base lists itself: that says nothing of what is meant."""
    rest = node.pointer.removeprefix(direct)
    return rest != node.pointer and rest.isdigit()
