"""Query, path, headers and media types."""

import gzip

from tests.contract.probe import (
    API,
    ETAG,
    TEAM,
    UNIQUE,
    Probe,
    request,
    statuses,
)

APIS = f"/v1/teams/{TEAM}/apis"
ONE = f"/v1/teams/{TEAM}/apis/{API}"
JSON = "application/json"
MERGE = "application/merge-patch+json"
BODY = f'{{"name": "{UNIQUE}", "title": "T"}}'.encode()


def query(text: str, *expected: int) -> Probe:
    return Probe(
        f"query: {text[:60]} ({len(text)})",
        request("GET", f"{APIS}?{text}"),
        statuses(*expected),
    )


def path(target: str, *expected: int, lines: tuple[str, ...] = ()) -> Probe:
    sent = request("GET", target, *lines)
    return Probe(f"path: {target[:60]}", sent, statuses(*expected))


def media(value: str | None, *expected: int, lines: tuple[str, ...] = ()) -> Probe:
    sent = request("POST", "/v1/teams", *lines, body=BODY, media=value)
    return Probe(f"media: {value} {' '.join(lines)}", sent, statuses(*expected))


def patched(value: str, *expected: int) -> Probe:
    sent = request("PATCH", ONE, f"If-Match: {ETAG}", body=b"{}", media=value)
    return Probe(f"media of a patch: {value}", sent, statuses(*expected))


def method(name: str, target: str, *expected: int) -> Probe:
    return Probe(
        f"method: {name} {target[:40]}", request(name, target), statuses(*expected)
    )


QUERIES = [
    query("", 200),
    query("limit=10", 200),
    query("%6Cimit=10", 200),
    query("limit=1_0", 422),
    query("limit=%201", 422),
    query("limit=1%20", 422),
    query("limit=+1", 422),
    query("limit=%2B1", 422),
    query("limit=01", 422),
    query("limit=0", 422),
    query("limit=-1", 422),
    query("limit=101", 422),
    query("limit=99999999999999999999", 422),
    query("limit=0x10", 422),
    query("limit=true", 422),
    query("limit=", 422),
    query("limit", 422),
    query("limit=null", 422),
    query("limit=%D9%A3", 422),
    query("limit=NaN", 422),
    query("limit=1%00", 422),
    query("limit=1&limit=1", 400),
    query("limit=1&limit=2", 400),
    query("limit[]=1", 400),
    query("LIMIT=1", 400),
    query("limits=1", 400),
    query("limit=1;query=a", 422),
    query("unknown=1", 400),
    query("=1", 400),
    query("=", 400),
    query("&", 200),
    query("&&limit=1&", 200),
    query("?limit=1", 400),
    query("limit=1#a", 200, 400, 422),
    query("query=" + "a" * 20_000, 422),
    query("query=%00", 422),
    query("query=%FF", 400, 422),
    query("query=%ED%A0%80", 400, 422),
    query("query=", 422),
    query("query=" + "a" * 101, 422),
    query("query=" + "%F0%9F%98%80" * 100, 200),
    query("query=%25_%5C", 200),
    query("query='%3BDROP", 200),
    query("query=a&query=b", 400),
    query("cursor=***", 422),
    query("cursor=AAAA", 404),
    query("access_token=x", 400),
]

PATHS = [
    path("/v1/teams/", 404),
    path("//v1/teams", 404),
    path("/v1//teams", 404),
    path("/V1/teams", 404),
    path("/v1/teams;a=b", 404),
    path("/v1/../v1/teams", 404),
    path("/v1/%2e%2e/v1/teams", 404),
    path("/v1%2Fteams", 404),
    path("/v1/%74eams", 200),
    path(f"/v1/teams/{TEAM}/", 404),
    path(f"/v1/teams/{TEAM}%2Fapis", 404, 422),
    path(f"/v1/teams/{TEAM}%00", 404, 422),
    path(f"/v1/teams/{TEAM}%0A", 404, 422),
    path(f"/v1/teams/%20{TEAM}", 404, 422),
    path("/v1/teams/%FF", 400, 404, 422),
    path("/v1/teams/%ED%A0%80", 400, 404, 422),
    path("/v1/teams/%", 400, 404, 422),
    path("/v1/teams/%zz", 400, 404, 422),
    path("/v1/teams/.", 404, 422),
    path("/v1/teams/..", 404, 422),
    path("/v1/teams/%2E%2E", 404, 422),
    path("/v1/teams/%2e", 404, 422),
    path("/v1/./teams", 404),
    path(f"/v1/teams//{TEAM}", 404),
    path(f"/v1/teams/{TEAM}//apis", 404),
    path(f"/v1/teams/{TEAM}/./apis", 404),
    path(f"/v1/teams/{TEAM}/%2e/apis", 404),
    path(f"/v1/teams/{TEAM}%2F..", 404, 422),
    path(f"/v1/teams/{TEAM}%2f%2e%2e%2fpeople", 404, 422),
    path(f"/v1/teams/{TEAM}%252Fapis", 404, 422),
    path(f"/v1/teams/{TEAM}.", 404, 422),
    path(f"/v1/teams/{TEAM}.json", 404, 422),
    path(f"/v1/teams/{TEAM}?", 200),
    path(f"/v1/teams/{TEAM}+", 404, 422),
    path("/v1/teams/tm_" + "8" + "0" * 25, 404, 422),
    path("/v1/teams/tm_" + "7" + "z" * 25, 404),
    path("/v1/teams/TM_" + "0" * 26, 404, 422),
    path("/v1/teams/" + "a" * 8000, 404, 414, 422),
    path("/docs/..%2F..%2Fopenapi.yaml", 404, 422),
    path("/docs/%2e%2e", 404, 422),
    path("/docs/nothing.css", 404),
    # Who asks for nothing else gets the first page.
    path("/", 404, lines=("Accept: application/json",)),
    path("", 400),
]

MEDIA = [
    media(JSON, 201),
    media("application/json; charset=utf-8", 201),
    media("APPLICATION/JSON", 201),
    media("application/json ;charset=UTF-8", 201),
    media(None, 400, 415),
    media("", 400, 415),
    media("text/plain", 415),
    media("text/json", 415),
    media("application/xml", 415),
    media("application/jsonx", 415),
    media("application/json-patch+json", 415),
    media("application/foo+json", 415),
    media(MERGE, 415),
    media("application/*", 415),
    media("*/*", 415),
    media("application/json, text/plain", 415),
    media("application/x-www-form-urlencoded", 415),
    media("multipart/form-data; boundary=x", 415),
    media("json", 415),
    media(JSON, 400, 415, lines=("Content-Type: text/plain",)),
    media(JSON, 400, 415, lines=("Content-Type: application/json",)),
    media("application/json; charset=utf-8; charset=utf-8", 400, 415),
    media("application/json;", 201),
    media("application/json; charset", 400, 415),
    media('application/json; charset="utf-8"', 201),
    media("application/json; charset=utf-16", 415),
    media("application/json; version=1", 201),
    media(JSON, 415, lines=("Content-Encoding: gzip",)),
    media(JSON, 415, lines=("Content-Encoding: br",)),
    media(JSON, 201, lines=("Content-Encoding: identity",)),
    Probe(
        "media: a gzip body",
        request(
            "POST",
            "/v1/teams",
            "Content-Encoding: gzip",
            body=gzip.compress(b'{"name": "a", "title": "T"}'),
            media=JSON,
        ),
        statuses(415),
    ),
    patched(JSON, 415),
    patched("application/json-patch+json", 415),
    patched("text/plain", 415),
    patched("application/merge-patch+json; charset=utf-8", 200),
]

METHODS = [
    method("HEAD", "/livez", 200, 405),
    method("HEAD", ONE, 200, 405),
    method("HEAD", "/nowhere", 404),
    method("HEAD", "/v1/teams?limit=0", 422),
    method("HEAD", "/v1/sessions", 200),
    method("OPTIONS", ONE, 405),
    method("OPTIONS", "/nowhere", 404),
    method("TRACE", ONE, 400, 405),
    method("QUERY", APIS, 400, 405),
    method("PUT", ONE, 405),
    method("POST", "/livez", 405),
    method("PURGE", ONE, 501),
    method("get", "/livez", 501),
]
