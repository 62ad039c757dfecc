"""Mocks of published contracts: where they are, and what they remember."""

import hashlib
from typing import Any, Final
from uuid import UUID

from generated import Context, models
from generated.responses import mocks as responses
from generated.responses import shared
from impl.http import mocking
from impl.http.callers import caller_of
from impl.http.etags import etag, is_known
from impl.security import ids
from impl.services.mocks import Mocks

_LONGEST: Final = 2000
_LONGEST_NAME: Final = 200
_LONGEST_METHOD: Final = 100
_MOST_IGNORED: Final = 1000


class MocksHandler:
    """Implements `MocksPort`.

    Args:
        mocks: the service.
        public_url: where clients reach it.
    """

    def __init__(self, mocks: Mocks, public_url: str) -> None:
        self._mocks = mocks
        self._base = public_url.rstrip("/") + mocking.PREFIX

    async def get_mock(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        if_none_match: str | None,
    ) -> responses.GetMock200 | shared.NotModified:
        """Answer with the caller's address of a mock."""
        place = _place(team_id, api_id, version)
        record, address = await self._mocks.address(caller_of(context), *place)
        url = self._base + address
        tag = hashlib.sha256(url.encode()).hexdigest()
        if is_known(tag, if_none_match):
            return shared.NotModified(etag=etag(tag))
        return responses.GetMock200(
            body=models.Mock(
                url=url,
                version=record.version,
                digest=record.digest,
                operations=record.operations,
            ),
            etag=etag(tag),
        )

    async def get_mock_report(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
    ) -> responses.GetMockReport200:
        """Answer with what each operation remembers."""
        place = _place(team_id, api_id, version)
        report = await self._mocks.report(caller_of(context), *place)
        return responses.GetMockReport200(
            body=models.MockReport(operations=[_operation(each) for each in report])
        )

    async def reset_mock(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
    ) -> responses.ResetMock204:
        """Forget what is remembered for the caller."""
        place = _place(team_id, api_id, version)
        await self._mocks.reset(caller_of(context), *place)
        return responses.ResetMock204()


def _operation(reported: dict[str, Any]) -> models.MockedOperation:
    ignored = [_clipped(each, _LONGEST_NAME) for each in reported["ignored"]]
    return models.MockedOperation(
        method=_clipped(reported["method"], _LONGEST_METHOD),
        path=_clipped(reported["path"]),
        is_remembered=reported["is_remembered"],
        detail=_clipped(reported["text"]),
        ignored=ignored[:_MOST_IGNORED],
    )


def _clipped(text: str, most: int = _LONGEST) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _place(team_id: str, api_id: str, version: str) -> tuple[UUID, UUID, str]:
    return ids.decode(ids.TEAM, team_id), ids.decode(ids.API, api_id), version
