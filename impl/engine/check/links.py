"""Links name operations that there are."""

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex, ObjectNode


def check(objects: ObjectIndex, report: FaultList) -> None:
    """Note every link to nothing."""
    named = (node.value.get("operationId") for node in objects.of_kind("operation"))
    ids = {name for name in named if isinstance(name, str)}
    for node in objects.of_kind("link"):
        _check_link(node, ids, objects, report)


def _check_link(
    node: ObjectNode, ids: set[str], objects: ObjectIndex, report: FaultList
) -> None:
    name, reference = node.value.get("operationId"), node.value.get("operationRef")
    if isinstance(name, str) and name not in ids:
        what = f"No operation has the id {quote(name)}."
        report.add("CS1409", f"{node.pointer}/operationId", what)
    if isinstance(reference, str) and not objects.is_outside(reference):
        found = objects.target(reference)
        there = objects.at(found.pointer) if found else None
        if there is None or there.kind != "operation":
            what = f"There is no operation at {quote(reference)}."
            report.add("CS1409", f"{node.pointer}/operationRef", what)
