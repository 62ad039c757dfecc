"""References whose target depends on how evaluation came to them, as plain ones.

A ``$dynamicRef`` to a ``$dynamicAnchor`` means the one of that name in the outermost
resource that evaluation has gone through (JSON Schema 2020-12, Core 8.2.3.2). Which
resources these are is known without any value: a schema is written once for each scope
(the anchors that it is entered with), and refers to the schemas that its own references
mean there. What is entered with the anchors that stand around it stays where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from impl.engine.diagnostics.report import FaultList
    from impl.engine.openapi.index import ObjectIndex
    from impl.engine.repair.patch import Patch


def repair(
    objects: ObjectIndex, version: str, _report: FaultList, patch: Patch
) -> None:
    """Put plain references in place of dynamic ones, if it is known where they start.

    All stay as they are where their targets are too many to be written out.
    """
    schemas = objects.of_kind("schema")
    if version == "3.0" or not any("$dynamicRef" in node.value for node in schemas):
        return
    from impl.engine.repair.dynamic_scopes import ScopeWriter  # noqa: PLC0415 - mostly loaded in vain

    writer = ScopeWriter(objects, patch)
    if writer.plan():
        writer.write()
