"""Responses whose codes are not quite codes."""

import re

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectNode
from impl.engine.openapi.pointers import escape
from impl.engine.repair.patch import Patch

_CODE = re.compile(r"[1-5](?:[0-9][0-9]|XX)|default|x-.*", re.DOTALL)
_CODE_WITHIN = re.compile(r"([1-5])(?:([0-9][0-9])|([xX]{2}|[0-9][xX]))\b", re.ASCII)


def repair_responses(node: ObjectNode, report: FaultList, patch: Patch) -> None:
    """Note what is no response code, and read it as what it means."""
    if not node.value:
        what = "No response is declared, so an implementation can return none."
        report.add("CS1421", node.pointer, what)
    for code in node.value:
        if _CODE.fullmatch(code):
            continue
        pointer = f"{node.pointer}/{escape(code)}"
        meant = _meant_code(code)
        if meant and meant not in node.value:
            what = (
                f"{quote(code)} is not a response code. It is read as {quote(meant)}."
            )
            patch.rename(pointer, meant)
        else:
            what = f"{quote(code)} is not a response code. It is left out."
            patch.remove(pointer)
        report.add("CS1413", pointer, what)


def _meant_code(code: str) -> str | None:
    if code.lower() == "default":
        return "default"
    found = _CODE_WITHIN.match(code.strip())
    if not found:
        return None
    return f"{found.group(1)}{found.group(2) or 'XX'}"
