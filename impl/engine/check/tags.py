"""Each tag is described once."""

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex


def check(objects: ObjectIndex, report: FaultList) -> None:
    """Note every tag that is described twice."""
    seen: set[str] = set()
    for node in objects.of_kind("tag"):
        name = node.value.get("name")
        if isinstance(name, str) and name in seen:
            what = f"The tag {quote(name)} is described twice. The last one counts."
            report.add("CS1410", f"{node.pointer}/name", what)
        if isinstance(name, str):
            seen.add(name)
