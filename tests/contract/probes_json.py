"""JSON text, types and formats: what a strict reader of bodies refuses."""

import gzip
import json

from tests.contract.probe import API, TEAM, UNIQUE, Probe, request, statuses

TEAMS = "/v1/teams"
KEYS = f"/v1/teams/{TEAM}/api-keys"
DEPRECATION = f"/v1/teams/{TEAM}/apis/{API}/versions/1.0.0/deprecation"
JSON = "application/json"


def team(name: str, body: bytes, *expected: int) -> Probe:
    sent = request("POST", TEAMS, body=body, media=JSON)
    return Probe(f"text: {name}", sent, statuses(*expected))


def titled(name: str, title: bytes, *expected: int) -> Probe:
    # The placeholder has the length of what replaces it.
    return team(
        name,
        b'{"name": "' + UNIQUE.encode() + b'", "title": ' + title + b"}",
        *expected,
    )


def lifetime(name: str, number: str, *expected: int) -> Probe:
    text = (
        f'{{"name": "{UNIQUE}", "scopes": ["apis:read"], "expires_in_days": {number}}}'
    )
    sent = request("POST", KEYS, body=text.encode(), media=JSON)
    return Probe(f"integer: {name}", sent, statuses(*expected))


def scopes(name: str, value: str, *expected: int) -> Probe:
    text = f'{{"name": "{UNIQUE}", "scopes": {value}}}'
    sent = request("POST", KEYS, body=text.encode(), media=JSON)
    return Probe(f"array: {name}", sent, statuses(*expected))


def sunset(name: str, value: str, *expected: int) -> Probe:
    text = f'{{"sunset_on": {value}}}'.encode()
    # No state has this tag: a valid body gets as far as 412.
    sent = request("PUT", DEPRECATION, 'If-Match: "never"', body=text, media=JSON)
    return Probe(f"date: {name}", sent, statuses(*expected))


def email(name: str, value: str, *expected: int) -> Probe:
    body = json.dumps({"email": value, "password": "x" * 15}).encode()
    sent = request("POST", "/v1/sessions", body=body, media=JSON, anonymous=True)
    return Probe(f"email: {name}", sent, statuses(*expected))


PLAIN = b'{"name": "a", "title": "T"}'

TEXTS = [
    team("duplicate key", b'{"name": "a", "name": "b", "title": "T"}', 400),
    team(
        "duplicate key, spelled differently",
        b'{"name": "a", "n\\u0061me": "b", "title": "T"}',
        400,
    ),
    team("duplicate unknown key", b'{"x": 1, "x": 1, "name": "a", "title": "T"}', 400),
    titled("NaN", b"NaN", 400),
    titled("Infinity", b"Infinity", 400),
    titled("-Infinity", b"-Infinity", 400),
    titled("number too large for a double", b"1e400", 400, 422),
    titled("lone high surrogate", b'"\\ud800"', 400),
    titled("lone low surrogate", b'"\\udc00"', 400),
    titled("surrogates the wrong way round", b'"\\udc00\\ud800"', 400),
    titled("surrogate pair", b'"\\ud83d\\ude00"', 201),
    titled("CESU-8 surrogates", b'"\xed\xa0\xbd\xed\xb8\x80"', 400),
    titled("overlong UTF-8", b'"\xc0\x80"', 400),
    titled("byte that UTF-8 never has", b'"\xff"', 400),
    titled("Latin-1", b'"\xe4"', 400),
    titled("raw control character", b'"a\nb"', 400),
    titled("raw NUL", b'"a\x00b"', 400),
    titled("escaped NUL", b'"a\\u0000b"', 422),
    titled("unknown escape", b'"\\x41"', 400),
    titled("single quotes", b"'T'", 400),
    titled("leading zero", b"01", 400),
    titled("plus sign", b"+1", 400),
    titled("no digit before the point", b".5", 400),
    titled("no digit after the point", b"1.", 400),
    titled("hexadecimal", b"0x1", 400),
    titled("capital True", b"True", 400),
    titled("100 astral characters", b'"' + "😀".encode() * 100 + b'"', 201),
    titled("101 astral characters", b'"' + "😀".encode() * 101 + b'"', 422),
    titled("null for a string", b"null", 422),
    titled("number for a string", b"1", 422),
    titled("empty string", b'""', 422),
    team("byte order mark", b"\xef\xbb\xbf" + PLAIN, 400),
    team("UTF-16", PLAIN.decode().encode("utf-16"), 400),
    team("UTF-16 without a mark", PLAIN.decode().encode("utf-16-le"), 400),
    team("UTF-32", PLAIN.decode().encode("utf-32"), 400),
    team("trailing comma", b'{"name": "a", "title": "T",}', 400),
    team("comment", b'{"name": "a", /* x */ "title": "T"}', 400),
    team("two documents", PLAIN + PLAIN, 400),
    team("text after the document", PLAIN + b" x", 400),
    team("NUL after the document", PLAIN + b"\x00", 400),
    team("form feed as white space", b"\x0c" + PLAIN, 400),
    team("no body", b"", 400, 422),
    team("white space only", b" \r\n\t", 400),
    team("cut short", PLAIN[:-1], 400),
    team("null", b"null", 422),
    team("array", b"[]", 422),
    team("string", b'"a"', 422),
    team("unknown property", b'{"name": "a", "title": "T", "x": 1}', 422),
    team("prototype property", b'{"name": "a", "title": "T", "__proto__": {}}', 422),
    team("property in another letter case", b'{"Name": "a", "title": "T"}', 422),
    team("100,000 arrays deep", b"[" * 100_000 + b"]" * 100_000, 413),
    team("100,000 objects deep", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 413),
    team("10,000 arrays deep", b"[" * 10_000 + b"]" * 10_000, 400, 422),
    team("list of lists for an object", b"[" + b"[]," * 20_000 + b"[]]", 422),
    team("100,000 open brackets", b"[" * 100_000, 400),
    team(
        "integer of 100,000 digits",
        b'{"name": "a", "title": ' + b"9" * 100_000 + b"}",
        400,
        422,
    ),
    team("name with a final newline", b'{"name": "a\\n", "title": "T"}', 422),
    team("name of 64 characters", b'{"name": "' + b"a" * 64 + b'", "title": "T"}', 422),
    team("name in Arabic digits", '{"name": "a٣", "title": "T"}'.encode(), 422),
    team("gzip", gzip.compress(PLAIN), 400),
]

VALUES = [
    lifetime("1.0", "1.0", 201),
    lifetime("1e2", "1e2", 201),
    lifetime("100e-2", "100e-2", 201),
    lifetime("1.5", "1.5", 422),
    lifetime("string", '"1"', 422),
    lifetime("true", "true", 422),
    lifetime("null", "null", 422),
    lifetime("zero", "0", 422),
    lifetime("minus zero", "-0", 422),
    lifetime("below the bound by a hair", "0.9999999999999999", 422),
    lifetime("above the bound", "3651", 422),
    lifetime("2^63", "9223372036854775808", 422),
    lifetime("2^64 + 1", "18446744073709551617", 422),
    lifetime("1e308", "1e308", 422),
    lifetime("1e400", "1e400", 400, 422),
    lifetime("array", "[1]", 422),
    scopes("twice the same", '["apis:read", "apis:read"]', 422),
    scopes("none", "[]", 422),
    scopes("null in it", '["apis:read", null]', 422),
    scopes("a string instead", '"apis:read"', 422),
    scopes("an object instead", '{"0": "apis:read"}', 422),
    scopes("unknown scope", '["apis:rea"]', 422),
    scopes("scope with white space", '["apis:read "]', 422),
    sunset("a day", '"2028-02-29"', 412),
    sunset("no leap year", '"2027-02-29"', 422),
    sunset("number", "0", 422),
    sunset("number as text", '"0"', 422),
    sunset("time as well", '"2027-06-30T00:00:00Z"', 422),
    sunset("Arabic digits", '"٢٠٢٧-٠٦-٣٠"', 422),
    sunset("short month", '"2027-6-30"', 422),
    sunset("thirteenth month", '"2027-13-01"', 422),
    sunset("year 0", '"0000-01-01"', 422),
    sunset("final newline", '"2027-06-30\\n"', 422),
    sunset("basic format", '"20270630"', 422),
    sunset("week date", '"2027-W26-3"', 422),
    email("unknown person", "nobody@example.test", 401),
    email("display name", "Nobody <nobody@example.test>", 422),
    email("no dot", "nobody@localhost", 422),
    email("final newline", "nobody@example.test\n", 422),
    email("NUL", "nobody\0@example.test", 422),
    email("comment", "nobody(x)@example.test", 422),
    email("quoted", '"no body"@example.test', 422),
    email("address literal", "nobody@[127.0.0.1]", 422),
    email("trailing dot", "nobody@example.test.", 422),
]
