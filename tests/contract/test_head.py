"""HEAD is GET without its body (RFC 9110 §9.3.2), and 304 goes without both."""

from urllib.parse import urlencode

import httpx2
import pytest

from scripts.proving.oauth_flows import request_of
from scripts.proving.people import PersonClient
from scripts.proving.service import Service, appoint
from tests.support.contract import document

# What is sent as it is made has no length, and events have no end to be waited for.
_STREAMS = {"text/event-stream", "application/jsonl"}
READS = [
    path
    for path, item in document()["paths"].items()
    if "get" in item
    and not _STREAMS & item["get"]["responses"]["200"].get("content", {}).keys()
]
# These differ from one response to the next.
_ONCE = {"date", "x-request-id", "set-cookie"}
# Without these there is no answer.
_NAMES = "?team=payments&name=refunds"
_THERE = "/v1/teams/{team_id}/environments/{environment_id}"
_QUERIES = {
    "/oauth/authorize": "?" + urlencode(request_of("{oauth_client_id}"), safe="{}"),
    "/v1/apis": _NAMES,
    "/v1/consumers": _NAMES,
    "/v1/environments": _NAMES,
    f"{_THERE}/apis/{{api_id}}/can-i-deploy": "?version=1.0.0",
    f"{_THERE}/consumers/{{consumer_id}}/can-i-deploy": "?version={label}",
}
# What describes the body that a 304 does not have (RFC 9110 §15.4.5).
_OF_A_BODY = {"content-type", "content-length", "content-encoding"}


def target(template: str, person: PersonClient) -> str:
    own = person.belongings
    values = {
        "team_id": own.team_ids[0],
        "api_id": own.api_ids[0],
        "person_id": own.person_ids[0],
        "session_id": own.session_ids[0],
        "api_key_id": own.api_key_ids[0],
        "invitation_id": own.invitation_ids[0],
        "oauth_client_id": own.oauth_client_ids[0],
        "version": "1.0.0",
        "comparison_id": own.comparison_ids[0],
        "proposal": own.proposals[0],
        "revision": own.revisions[0],
        "thread_id": own.thread_ids[0],
        "consumer_id": own.consumer_ids[0],
        "consumer_version_id": own.consumer_version_ids[0],
        "usage_digest": own.usage_digests[0],
        "label": own.labels[0],
        "environment_id": own.environment_ids[0],
        "deployment_id": own.deployment_ids[0],
        "verification_id": own.verification_ids[0],
        "webhook_id": own.webhook_ids[0],
        "reference": "1.0.0",
        "asset": "swagger-ui.css",
    }
    return (template + _QUERIES.get(template, "")).format_map(values)


@pytest.fixture(scope="module", autouse=True)
def _administration(service: Service, ada: PersonClient) -> None:
    """Let Ada read whatever anybody may read."""
    appoint(service.database_url, ada.email)


def fields(response: httpx2.Response) -> list[tuple[str, str]]:
    found = [one for one in response.headers.multi_items() if one[0] not in _ONCE]
    # What is left of a rate is of that moment.
    return sorted((name, "" if name == "ratelimit" else it) for name, it in found)


@pytest.mark.parametrize("template", READS)
def test_head_is_get_without_its_body(
    template: str, service: Service, ada: PersonClient
) -> None:
    path = target(template, ada)
    # A mock is prepared when it is first asked for, which may take long.
    asked = httpx2.Client(base_url=service.url, headers=ada.headers, timeout=60)
    with asked as client:
        got, headed = client.get(path), client.head(path)
        assert got.status_code == headed.status_code == 200
        assert fields(headed) == fields(got)
        assert headed.headers["content-length"] == str(got.num_bytes_downloaded)
        assert headed.content == b""

        tag = got.headers.get("etag")
        known = {"If-None-Match": tag or '"none"'}
        for again in (
            client.get(path, headers=known),
            client.head(path, headers=known),
        ):
            assert again.status_code == (304 if tag else 200)
            if tag:
                assert again.headers["etag"] == tag
                assert not _OF_A_BODY & again.headers.keys()
                assert again.content == b""
