"""The port of the tag `profiles`.

Named policies that comparisons are judged by.
"""

from typing import NoReturn, Protocol

from ..responses import profiles as responses
from ..runtime.http.context import Context, not_implemented


class ProfilesPort(Protocol):
    """What an implementation of `profiles` provides."""

    async def list_profiles(
        self,
        context: Context,
    ) -> responses.ListProfilesResult:
        """List the profiles

        Named policies that comparisons are judged by.

        `#/paths/~1v1~1profiles/get` in the contract.
        """
        ...


class UnimplementedProfiles:
    """Answers 501 to every operation of `profiles`."""

    async def list_profiles(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
