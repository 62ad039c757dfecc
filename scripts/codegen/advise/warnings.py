"""Warnings: what a sound contract might do better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.codegen.advise.lints import lints, refused_defaults
from scripts.codegen.advise.overlaps import overlaps
from scripts.codegen.advise.unchecked_requests import unchecked_requests
from scripts.codegen.advise.undeclared_errors import undeclared_errors
from scripts.codegen.advise.unsupported import base_paths, unasserted

if TYPE_CHECKING:
    from impl.engine.diagnostics.diagnostic import Fault
    from scripts.codegen.load.source import Source
    from scripts.codegen.lower.package import Package


def warnings(package: Package, source: Source, *, lint: bool) -> list[Fault]:
    """Return warnings: of undeclared errors, and of what is not checked or asserted.

    Args:
        package: what the contract compiles to.
        source: the contract.
        lint: also warns of request values that no service can keep.
    """
    found = (
        *undeclared_errors(package, source),
        *unchecked_requests(package, source),
        *unasserted(package, source),
        *refused_defaults(package, source),
        *overlaps(package, source),
        *base_paths(source),
        *(lints(package, source) if lint else ()),
    )
    # A parameter may be shared, and what is always told is a lint besides.
    return list(dict.fromkeys(found))
