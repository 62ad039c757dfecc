"""References lead to an object of the right kind, inside the document."""

from collections import Counter

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex, ObjectNode, ReferenceTarget
from impl.engine.openapi.objects import KINDS, article
from impl.engine.openapi.pointers import escape, parse_reference, to_fragment
from impl.engine.openapi.references import LONGEST_CHAIN

_LONGEST_NAME = 100


def check(objects: ObjectIndex, report: FaultList) -> None:
    """Note references that leave the document, lead nowhere, or to another kind."""
    uses = Counter(node.value["$ref"] for node in objects.references)
    for node in objects.references:
        if report.full:
            return
        _check_reference(node, objects, uses, report)
    for node in objects.misplaced:
        _check_misplaced(node, objects, report)
    _check_chains(objects, report)


def _check_misplaced(node: ObjectNode, objects: ObjectIndex, report: FaultList) -> None:
    reference = node.value["$ref"]
    pointer = f"{node.pointer}/$ref"
    if objects.is_outside(reference):
        what = f"The reference {quote(reference)} leads out of the document."
        report.add("CS1304", pointer, what)
    else:
        what = f"No reference may stand in place of {article(node.kind)}."
        report.add("CS1310", pointer, what)


def _check_reference(
    node: ObjectNode, objects: ObjectIndex, uses: Counter[str], report: FaultList
) -> None:
    reference = node.value["$ref"]
    pointer = f"{node.pointer}/$ref"
    if objects.is_outside(reference):
        what = f"The reference {quote(reference)} leads out of the document."
        report.add("CS1304", pointer, what)
        return
    found = objects.target(reference)
    if found is None:
        address, fragment = parse_reference(reference)
        well_formed = reference.startswith("#") and fragment[:1] in ("", "/")
        is_anchor = node.kind == "schema" and not address
        if well_formed or is_anchor or address:
            more = uses.pop(reference, 0) - 1
            if more < 0:
                return  # what is not there is told where it is wanted first
            what = f"Nothing is found at {quote(reference)}."
            if more:
                what += f" {more} more {'refers' if more == 1 else 'refer'} to it."
            hint = _hint(node.kind, fragment, objects)
            report.add("CS1301", pointer, what, hint=hint)
        else:
            what = f"{quote(reference)} is no reference into the document."
            report.add("CS1305", pointer, what)
        return
    expected = article(node.kind)
    there = objects.at(found.pointer)
    if isinstance(found.value, bool) and node.kind == "schema":
        return
    if there is None:
        what = f"{quote(reference)} leads to a plain value, not to {expected}."
        report.add("CS1302", pointer, what, expected=expected)
    elif there.kind != node.kind:
        what = f"{quote(reference)} leads to {article(there.kind)}, not to {expected}."
        report.add("CS1302", pointer, what, expected=expected)


def _hint(kind: str, fragment: str, objects: ObjectIndex) -> str:
    """Say which component has nearly the name that a reference gives."""
    section = KINDS[kind].section
    components = objects.content.get("components")
    held = components.get(section) if isinstance(components, dict) else None
    name = fragment.rpartition("/")[2][:_LONGEST_NAME]
    from difflib import get_close_matches  # noqa: PLC0415 - mostly loaded in vain

    close = get_close_matches(name, held, 1, 0.8) if isinstance(held, dict) else []
    if not close:
        return ""
    meant = to_fragment(f"/components/{section}/{escape(close[0])}")
    return f" Perhaps {quote(meant)} is meant."


def _check_chains(objects: ObjectIndex, report: FaultList) -> None:
    """Note chains of references that end in themselves, or take too many steps."""
    lengths: dict[str, int] = {}
    for node in objects.references:
        way: dict[str, None] = {}
        value, pointer = node.value, node.pointer
        found: ReferenceTarget | None = None
        while _is_pure(value) and pointer not in lengths and pointer not in way:
            way[pointer] = None
            found = objects.target(value["$ref"])
            if found is None:
                break
            value, pointer = found.value, found.pointer
        if pointer in way and found is not None:
            what = f"The reference {quote(node.value['$ref'])} ends in itself."
            report.add("CS1303", f"{pointer}/$ref", what)
        length = lengths.get(pointer, 0)
        for step in reversed(way):
            length += 1
            lengths[step] = length
            if length == LONGEST_CHAIN + 1:
                what = f"More than {LONGEST_CHAIN} references follow each other."
                report.add("CS1309", f"{step}/$ref", what)


def _is_pure(value: object) -> bool:
    return (
        isinstance(value, dict)
        and len(value) == 1
        and isinstance(value.get("$ref"), str)
    )
