"""Is a document a valid OpenAPI contract?"""

from impl.engine.check import (
    links,
    paths,
    references,
    schemas,
    security,
    servers,
    structure,
    tags,
)
from impl.engine.diagnostics.diagnostic import Fault
from impl.engine.repair.contract import Repaired, repair
from impl.engine.text.contracts import WrittenContract


def check(contract: WrittenContract) -> list[Fault]:
    """Find what is wrong with an OpenAPI 3.0, 3.1 or 3.2 document.

    The structure is held against the OpenAPI Initiative's own schemas, then the rules
    that no schema can tell are checked. Nothing outside the document is looked at.

    Returns:
        At most 101 faults in reading order. Without an error among them the contract
        has a meaning: the one that :func:`impl.engine.repair.contract.repair` gives it.
    """
    return check_reading(repair(contract))


def check_reading(reading: Repaired) -> list[Fault]:
    """Find what is wrong with a contract, its slips among it, as `check` does."""
    objects, report = reading.objects, reading.report
    references.check(objects, report)
    tags.check(objects, report)
    paths.check(objects, report)
    links.check(objects, report)
    servers.check(objects, report)
    security.check(objects, reading.version, report)
    schemas.check(objects, report)
    structure.check(objects, reading.version, report)
    return report.sorted()
