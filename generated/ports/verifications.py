"""The port of the tag `verifications`.

What test runs of builds against versions came to.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import verifications as responses
from ..runtime.bodies.uploads import Upload
from ..runtime.http.context import Context, not_implemented


class VerificationsPort(Protocol):
    """What an implementation of `verifications` provides."""

    async def list_verifications(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListVerificationsResult:
        """List the verifications of a version

        Latest first, without what was found. For the team alone, whoever sees the
        API.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1verifications/get` in the contract.
        """
        ...

    async def record_verification(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        build: models.Build,
        commit: models.Commit | None,
        branch: models.Branch | None,
        environment: models.Name | None,
        idempotency_key: str | None,
        body: models.VerificationReport | Upload,
    ) -> responses.RecordVerificationResult:
        """Record what a test run of a build came to

        For members, maintainers and owners. The body is the report of a run that
        tested a build against this version: JSON in the form of this contract,
        JUnit XML, or the events that Schemathesis writes as NDJSON. The query says
        which build that was.

        A run has `passed` if something did, and nothing failed or came to no end.
        The policy of the API may want that of whatever is to be deployed. Of what
        was found the first 50 are kept, each with the command that shows it; texts
        that are too long are cut.

        Credentials are not kept: values of fields, members and parameters that are named like
        `Authorization`, `Cookie`, `password` or `token`, tokens, and users of URLs are replaced
        by `[removed]`. Names of variables, such as `$TOKEN`, stay.

        Nothing of a verification changes. A version keeps the latest; the oldest
        go.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1verifications/post` in the contract.
        """
        ...

    async def get_verification(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        verification_id: models.VerificationId,
        if_none_match: str | None,
    ) -> responses.GetVerificationResult:
        """Read a verification

        With the first of what was found. For the team alone, whoever sees the API.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1verifications~1{verification_id}/get` in the contract.
        """
        ...


class UnimplementedVerifications:
    """Answers 501 to every operation of `verifications`."""

    async def list_verifications(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def record_verification(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_verification(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
