"""The port of the tag `mocks`.

Answers for published contracts, before anybody implements them.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import mocks as responses
from ..runtime.http.context import Context, not_implemented


class MocksPort(Protocol):
    """What an implementation of `mocks` provides."""

    async def get_mock(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        if_none_match: str | None,
    ) -> responses.GetMockResult:
        """Find the mock of a version

        Every version has a mock: it answers for the contract at an address that
        stays the same, judges requests as the contract says, and remembers what
        they change. Below the address everything is the contract's own: its paths,
        its credentials (any will do), its errors.

        The address is of this version and this caller, a person or an API key. It
        works without other credentials, so that pages can use it, for as long as
        its caller may read the version: whoever is to lose it gets it from an API
        key of its own. Each caller has a state of their own, and as many more as
        names are sent in the field `Mock-Session`; those that were not used for
        long are forgotten. Below `_mock` are the state, a clock and faults on
        purpose. Mocks have a rate of their own: 429, also at the address.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1mock/get` in the contract.
        """
        ...

    async def get_mock_report(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
    ) -> responses.GetMockReportResult:
        """Read what a mock remembers

        For each operation what it does with the mock's state, or why it does
        nothing. A version that no mock can be made of, because that takes too much,
        is a conflict: 409.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1mock~1report/get` in the contract.
        """
        ...

    async def reset_mock(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
    ) -> responses.ResetMockResult:
        """Have a mock forget

        The caller's states of this mock, of all their sessions, are as at the start
        again. Those of others stay.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1mock~1reset/post` in the contract.
        """
        ...


class UnimplementedMocks:
    """Answers 501 to every operation of `mocks`."""

    async def get_mock(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_mock_report(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def reset_mock(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
