"""Is a message what a contract asks for, or promises? For people to ask of many.

The judge is that of witnesses. What comes back is JSON, and small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from impl.engine.comparison.contract.schemas import ContractSchemas
from impl.engine.comparison.contract.surface import Surface
from impl.engine.comparison.witnesses.acceptance import (
    MessageValidator,
    UntellableError,
)
from impl.engine.comparison.witnesses.path_values import path_values

if TYPE_CHECKING:
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.text.contracts import TracedContract

_FAULTS: Final = 5
_LONGEST: Final = 500


def judged(contract: TracedContract, message: dict[str, Any]) -> dict[str, Any]:
    """Say whether a message is fine for a contract, and what is wrong with it.

    Args:
        contract: a valid contract.
        message: a witness, with a `method` and a `path` also if it is a response.

    Returns:
        `accepts`, None where nobody can tell; the name of the `operation` and the
        `line` where it stands, None if there is none; and the first `faults`.
    """
    surface = Surface(contract)
    operation = _operation(surface, message)
    is_response = message["type"] == "response"
    hidden = "writeOnly" if is_response else "readOnly"
    validator = MessageValidator(ContractSchemas(surface, hidden))
    accepts: bool | None
    try:
        found = validator.violations(operation, message)
        accepts = not found
    except UntellableError:
        found, accepts = [], None
    return {
        "accepts": accepts,
        "operation": operation.name[:_LONGEST] if operation else None,
        "line": contract.source(operation.pointer)[1].line if operation else None,
        "faults": [
            {
                "part": each.part[:_LONGEST],
                "pointer": each.pointer[:_LONGEST],
                "reason": each.reason[:_LONGEST],
            }
            for each in found[:_FAULTS]
        ],
    }


def _operation(surface: Surface, message: dict[str, Any]) -> DeclaredOperation | None:
    """Return the operation that a message is of, the one with fewest parameters.

    Its path is as it is sent, or as it stands in the contract.
    """
    method, path = message["method"], message["path"]
    own = [each for each in surface.operations.values() if each.method == method]
    for each in own:
        if each.path == path and message["type"] == "response":
            return each
    fitting = [
        (len(values), each)
        for each in own
        if (values := path_values(each, path)) is not None
    ]
    return min(fitting, key=lambda it: it[0])[1] if fitting else None
