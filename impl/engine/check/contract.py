"""Is a document a valid OpenAPI contract?"""

from impl.engine.check import operations, references, schemas, security, structure
from impl.engine.diagnostics.diagnostic import Fault
from impl.engine.repair.contract import Reading, read
from impl.engine.text.contracts import Contract


def check(contract: Contract) -> list[Fault]:
    """Find what is wrong with an OpenAPI 3.0, 3.1 or 3.2 document.

    The structure is held against the OpenAPI Initiative's own schemas, then the rules
    that no schema can tell are checked. Nothing outside the document is looked at.

    Returns:
        At most 101 faults in reading order. Without an error among them the contract
        has a meaning: the one that :func:`impl.engine.repair.contract.read` gives it.
    """
    return check_reading(read(contract))


def check_reading(reading: Reading) -> list[Fault]:
    """Find what is wrong with a contract, its slips among it, as `check` does."""
    survey, report = reading.survey, reading.report
    references.check(survey, report)
    operations.check(survey, report)
    security.check(survey, reading.version, report)
    schemas.check(survey, report)
    structure.check(survey, reading.version, report)
    return report.sorted()
