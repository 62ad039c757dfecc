"""The port of the tag `versions`.

Published contracts of an API, immutable.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import versions as responses
from ..runtime.bodies.uploads import Upload
from ..runtime.http.context import Context, not_implemented


class VersionsPort(Protocol):
    """What an implementation of `versions` provides."""

    async def list_versions(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListVersionsResult:
        """List the published versions of an API

        Latest published first.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions/get` in the contract.
        """
        ...

    async def publish_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.SemanticVersion | None,
        idempotency_key: str | None,
        body: Upload,
    ) -> responses.PublishVersionResult:
        """Publish a contract

        For members, maintainers and owners. The body is an OpenAPI 3.0, 3.1 or 3.2
        document, in JSON or YAML, at most 16 MiB. Its bytes are kept exactly.
        Publishing the same content under the same version again answers 200 with
        the version that is there; other content under a published version, or
        published content under another version, is a conflict: 409.

        The version has to fit what changed, as the policy of the API wants it. The
        document is compared with the release right before it, in the order of
        Semantic Versioning, that is not past its sunset. If anybody who took the
        two for compatible would break, it gets 422 with `code` `version_too_low`:
        `changes` are the gravest, each with a message that shows it, and the
        comparison `comparison_id` has all of them. Below 1.0.0 the minor version
        counts as the major one, and below 0.1.0 any does; pre-releases promise
        nothing, and are not compared. A comparison that takes longer than some
        seconds answers 503 and goes on: publish again after `Retry-After`. One that
        comes to no end counts as undecided.

        A document that is not a valid contract gets 422. Each entry of `errors` has
        the JSON Pointer, the line and the column of a fault, what is wrong and how
        to mend it. References to other documents are never fetched: bundle them
        first.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions/post` in the contract.
        """
        ...

    async def get_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        if_none_match: str | None,
    ) -> responses.GetVersionResult:
        """Read a version's metadata

        By semantic version or by digest. A deprecated version says so in the
        `Deprecation` ([RFC 9745](https://www.rfc-editor.org/rfc/rfc9745)) and
        `Sunset` ([RFC 8594](https://www.rfc-editor.org/rfc/rfc8594)) headers.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}/get` in the contract.
        """
        ...

    async def download_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        if_none_match: str | None,
    ) -> responses.DownloadVersionResult:
        """Download a published contract

        Exactly the bytes that were published, in the media type that they were
        published in.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1document/get` in the contract.
        """
        ...

    async def deprecate_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        if_match: str,
        body: models.DeprecationNotice,
    ) -> responses.DeprecateVersionResult:
        """Deprecate a version

        For members, maintainers and owners. Says from which day the version can't
        be relied on; it stays readable.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1deprecation/put` in the contract.
        """
        ...

    async def undeprecate_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        if_match: str,
    ) -> responses.UndeprecateVersionResult:
        """Take a deprecation back

        For members, maintainers and owners.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1deprecation/delete` in the contract.
        """
        ...


class UnimplementedVersions:
    """Answers 501 to every operation of `versions`."""

    async def list_versions(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def publish_version(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_version(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def download_version(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def deprecate_version(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def undeprecate_version(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
