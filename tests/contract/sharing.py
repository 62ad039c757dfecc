"""Objects of one person that the contract promises to everyone.

Schemathesis takes whatever one person made and another one reads for a leak, unless the
other one finds it in a list. An API that its team made visible to everyone is read by
whoever knows it, and the list of a team's APIs is for the team alone.
"""

from collections.abc import Callable
from typing import Any

import schemathesis
from schemathesis.openapi.checks import ObjectLevelAuthorizationViolation
from schemathesis.specs.openapi import object_authorization

Case = schemathesis.Case[Any]


class Sharing:
    """Tries out what another person reads; stands in for Schemathesis' own."""

    def __init__(self, is_for_everyone: Callable[[Case], bool]) -> None:
        self._is_for_everyone = is_for_everyone
        self._probe = object_authorization._probe

    def __call__(
        self, read: Any, peer: str, resource: str, value: object, listing: Case | None
    ) -> None:
        """Fail if somebody reads what is another's, and is not for everyone."""
        try:
            self._probe(read, peer, resource, value, listing)
        except ObjectLevelAuthorizationViolation:
            if not self._is_for_everyone(read.case):
                raise
            # Each operation is tried once only: let it be with what is for nobody else.
            tried = ("read", read.case.operation.label, resource, peer)
            read.provider._probed.discard(tried)


def install(is_for_everyone: Callable[[Case], bool]) -> None:
    """Have nothing reported that is for everyone by the contract."""
    # setattr: it is not for others to change, says the type checker.
    setattr(object_authorization, "_probe", Sharing(is_for_everyone))  # noqa: B010
