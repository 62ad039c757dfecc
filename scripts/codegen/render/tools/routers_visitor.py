"""Tells fastapi-code-generator what templates see of the contract that it has parsed.

What the tool makes of an operation loses too much to render from (security, headers,
media types, styles), so templates see the package; and the tool has to agree about
which operations there are.
"""

from pathlib import Path
from typing import Any

from docstrings import (  # type: ignore[import-not-found] # a neighbour of the driver
    docstring,
    in_contract,
)
from handover import PACKAGE  # type: ignore[import-not-found] # as above


def visit(parser: Any, _models: Path) -> dict[str, Any]:
    """Return the variables of templates.

    Raises:
        SystemExit: the tool has found other operations than the package has.
    """
    seen = {(each.type.upper(), each.path) for each in parser.operations.values()}
    ours = set(map(tuple, PACKAGE["routes"]))
    if seen != ours:
        raise SystemExit(f"operations differ between the tools: {seen ^ ours}")
    return {**PACKAGE, "docstring": docstring, "in_contract": in_contract}
