"""Is a document a valid OpenAPI contract?"""

from typing import Any, Protocol

from impl.engine import (
    check_operations,
    check_references,
    check_schemas,
    check_security,
    structure,
)
from impl.engine.faults import Fault
from impl.engine.report import Report, Source
from impl.engine.survey import Survey


class Contract(Source, Protocol):
    """A self-contained OpenAPI document."""

    @property
    def content(self) -> Any:
        """The plain values."""

    @property
    def version(self) -> str:
        """Its version of OpenAPI: 3.0, 3.1 or 3.2."""


def check(contract: Contract) -> list[Fault]:
    """Find what is wrong with an OpenAPI 3.0, 3.1 or 3.2 document.

    The structure is held against the OpenAPI Initiative's own schemas, then the rules
    that no schema can tell are checked. Nothing outside the document is looked at.

    Returns:
        At most 101 faults in reading order; without an error among them the contract
        is valid.
    """
    survey = Survey(contract.content)
    report = Report(contract)
    check_references.check(survey, report)
    check_operations.check(survey, report)
    check_security.check(survey, contract.version, report)
    check_schemas.check(survey, report)
    structure.check(survey, contract.version, report)
    return report.sorted()
