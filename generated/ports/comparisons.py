"""The port of the tag `comparisons`.

What changed between two contracts, and whom it breaks.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import comparisons as responses
from ..runtime.bodies.uploads import Upload
from ..runtime.http.context import Context, not_implemented


class ComparisonsPort(Protocol):
    """What an implementation of `comparisons` provides."""

    async def compare_document(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        profile: models.ProfileName | None,
        as_of: models.Date | None,
        body: Upload,
    ) -> responses.CompareDocumentResult:
        """Compare a version with a document

        What would change, and whom would it break, if the document in the body
        became the next version? It is checked as if it was published, with the same
        422, but it is not published; it is kept with the comparison, so that its
        certificate can be verified. Otherwise as `create_comparison`, but for the
        team alone. An API keeps its latest 100 comparisons with documents.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1comparisons/post` in the contract.
        """
        ...

    async def list_comparisons(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListComparisonsResult:
        """List the comparisons of an API

        Latest first. For the team alone, whoever sees the API.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons/get` in the contract.
        """
        ...

    async def create_comparison(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        body: models.ComparisonCreation,
    ) -> responses.CreateComparisonResult:
        """Compare two versions

        What changed from `base` to `revision`, and whom does it break? Anybody who
        can read the versions may ask. The same question has the same comparison: it
        answers 200 with what is there, so repeating this call is safe and costs
        nothing; only one that failed is tried again. What takes longer than some
        seconds answers 202 and goes on.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons/post` in the contract.
        """
        ...

    async def get_comparison(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        comparison_id: models.ComparisonId,
        if_none_match: str | None,
    ) -> responses.GetComparisonResult:
        """Read a comparison

        Its state and, once it is finished, its verdict. The changes are a list of
        their own.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons~1{comparison_id}/get` in the contract.
        """
        ...

    async def list_changes(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        comparison_id: models.ComparisonId,
        verdict: models.Verdict | None,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListChangesResult:
        """List what has changed

        Each change with its places in both documents, the operations that it
        reaches, what each profile makes of it and, if it breaks something, a whole
        message that shows it. They are in a stable order. A comparison that is not
        finished has none to show: 409.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons~1{comparison_id}~1changes/get` in the contract.
        """
        ...

    async def download_changelog(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        comparison_id: models.ComparisonId,
        if_none_match: str | None,
    ) -> responses.DownloadChangelogResult:
        """Download a changelog

        The changes as Markdown, the gravest first; short enough for a comment on a
        pull request.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons~1{comparison_id}~1changelog/get` in the contract.
        """
        ...


class UnimplementedComparisons:
    """Answers 501 to every operation of `comparisons`."""

    async def compare_document(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def list_comparisons(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def create_comparison(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_comparison(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def list_changes(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def download_changelog(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
