"""Which errors can an operation answer that its contract does not declare?

Every error that the runtime itself can give is an answer of the operation: a contract
that leaves it out breaks its promise to clients (RFC 9110, §15.5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.codegen.diagnostics import warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.faults import Fault
    from scripts.codegen.package import Package
    from scripts.codegen.runtime.operation import Operation
    from scripts.codegen.source import Source


def reachable_errors(operation: Operation) -> set[str]:
    """Return the statuses of the errors that the runtime can give for an operation."""
    errors = {"400", "500"}
    secured = operation.security and all(operation.security)
    if secured:
        errors.add("401")
    if secured and any(need.scopes for each in operation.security for need in each):
        errors.add("403")
    if any(response.content for response in operation.responses):
        errors.add("406")
    if operation.parameters:
        errors.add("422")
    if operation.body:
        errors |= {"413", "415", "422"}
    return errors


def forgotten_errors(package: Package, source: Source) -> Iterator[Fault]:
    """Yield one warning for each operation that leaves reachable errors undeclared."""
    for group in package.groups:
        for endpoint in group.endpoints:
            operation = endpoint.operation
            declared = {response.status for response in operation.responses}
            if "default" in declared:
                continue
            missing = sorted(
                status
                for status in reachable_errors(operation)
                if status not in declared and f"{status[0]}XX" not in declared
            )
            if missing:
                yield warning(
                    source,
                    endpoint.pointer,
                    "CG101",
                    f"{operation.method} {operation.path} can answer "
                    f"{', '.join(missing)}, which it does not declare.",
                )
