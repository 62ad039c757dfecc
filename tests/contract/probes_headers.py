"""Header fields: conditions, negotiation, credentials."""

from tests.contract.probe import (
    API,
    ETAG,
    TEAM,
    TOKEN,
    UNIQUE,
    Probe,
    request,
    statuses,
)

ONE = f"/v1/teams/{TEAM}/apis/{API}"
MISSING = f"/v1/teams/{TEAM}/apis/api_01jd0000000000000000000000"
JSON = "application/json"
MERGE = "application/merge-patch+json"
BODY = f'{{"name": "{UNIQUE}", "title": "T"}}'.encode()


def get(name: str, *lines: str, expected: int, anonymous: bool = False) -> Probe:
    sent = request("GET", ONE, *lines, anonymous=anonymous)
    return Probe(f"header: {name}", sent, statuses(expected))


def patch(name: str, *lines: str, expected: int, of: str = ONE) -> Probe:
    sent = request("PATCH", of, *lines, body=b"{}", media=MERGE)
    return Probe(f"header: {name}", sent, statuses(expected))


def create(name: str, *lines: str, expected: tuple[int, ...]) -> Probe:
    sent = request("POST", "/v1/teams", *lines, body=BODY, media=JSON)
    return Probe(f"header: {name}", sent, statuses(*expected))


HEADERS = [
    get("plain", expected=200),
    get("If-None-Match: *", "If-None-Match: *", expected=304),
    get("If-None-Match current", f"If-None-Match: {ETAG}", expected=304),
    get("If-None-Match weak", f"If-None-Match: W/{ETAG}", expected=304),
    get("If-None-Match list", f'If-None-Match: "x", {ETAG}', expected=304),
    get("If-None-Match other", 'If-None-Match: "x"', expected=200),
    get("If-None-Match weak other", 'If-None-Match: W/"x"', expected=200),
    get("If-None-Match weak list", f'If-None-Match: W/"x",W/{ETAG}', expected=304),
    get("If-None-Match comma in a tag", f'If-None-Match: "a,b", {ETAG}', expected=304),
    get(
        "If-None-Match in two lines",
        'If-None-Match: "x"',
        f"If-None-Match: {ETAG}",
        expected=304,
    ),
    get("If-None-Match empty members", f"If-None-Match: , {ETAG},", expected=304),
    get("If-None-Match half a tag", 'If-None-Match: "x', expected=422),
    get("If-None-Match in lower w", f"If-None-Match: w/{ETAG}", expected=422),
    get("If-Modified-Since nonsense", "If-Modified-Since: never", expected=200),
    get("Accept of a parameter", "Accept: application/json;a=b", expected=406),
    get(
        "Accept one of two", "Accept: text/plain, application/json;q=0.1", expected=200
    ),
    get("Accept nonsense", "Accept: ;;,", expected=200),
    get("Accept in two lines", "Accept: text/html", "Accept: */*;q=0.1", expected=200),
    get("Connection names a field", "Connection: authorization", expected=200),
    patch("If-Match of others", 'If-Match: "x", , "y",', expected=412),
    patch("If-Match * of what is not there", "If-Match: *", of=MISSING, expected=404),
    get("If-None-Match unquoted", "If-None-Match: x", expected=422),
    patch("If-Match missing", expected=428),
    patch("If-Match stale", 'If-Match: "x"', expected=412),
    patch("If-Match weak", f"If-Match: W/{ETAG}", expected=412),
    patch("If-Match unquoted", "If-Match: x", expected=422),
    patch("If-Match empty", "If-Match:", expected=422),
    create("Idempotency-Key empty", "Idempotency-Key:", expected=(422,)),
    create("Idempotency-Key of 201", f"Idempotency-Key: {'k' * 201}", expected=(422,)),
    create("Idempotency-Key with a space", "Idempotency-Key: a b", expected=(422,)),
    create("Idempotency-Key in Latin-1", "Idempotency-Key: \xe4", expected=(400, 422)),
    create(
        "Idempotency-Key twice",
        "Idempotency-Key: a",
        "Idempotency-Key: b",
        expected=(400, 422),
    ),
    get("Accept nothing we have", "Accept: text/plain", expected=406),
    get("Accept all but", "Accept: */*;q=0", expected=406),
    get("Accept refuses JSON", "Accept: application/json;q=0, */*", expected=406),
    get("Accept any application", "Accept: application/*", expected=200),
    get("Accept in capitals", "Accept: APPLICATION/JSON", expected=200),
    get("Accept empty", "Accept:", expected=200),
    get("no credentials", anonymous=True, expected=401),
    get(
        "scheme in lower case",
        f"Authorization: bearer {TOKEN}",
        anonymous=True,
        expected=200,
    ),
    get("scheme only", "Authorization: Bearer", anonymous=True, expected=401),
    get(
        "another scheme", f"Authorization: Basic {TOKEN}", anonymous=True, expected=401
    ),
    get(
        "token and more",
        f"Authorization: Bearer {TOKEN} x",
        anonymous=True,
        expected=401,
    ),
    get(
        "token cut short",
        f"Authorization: Bearer {TOKEN[:-1]}",
        anonymous=True,
        expected=401,
    ),
    get(
        "token changed", f"Authorization: Bearer {TOKEN}A", anonymous=True, expected=401
    ),
    get(
        "unsigned token",
        "Authorization: Bearer eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.",
        anonymous=True,
        expected=401,
    ),
    get("token in Latin-1", "Authorization: Bearer \xe4", anonymous=True, expected=401),
    get("wrong API key", "X-Api-Key: csk_" + "a" * 40, anonymous=True, expected=401),
    get("API key in Latin-1", "X-Api-Key: \xe4", anonymous=True, expected=401),
    get("empty API key", "X-Api-Key:", anonymous=True, expected=401),
    Probe(
        "header: token as a cookie",
        request("GET", ONE, f"Cookie: access_token={TOKEN}", anonymous=True),
        statuses(401),
    ),
    get("X-Forwarded-For of a stranger", "X-Forwarded-For: 127.0.0.1, x", expected=200),
    get("method override", "X-HTTP-Method-Override: DELETE", expected=200),
    get("range", "Range: bytes=0-1", expected=200),
]
