"""Bodies: where one ends and the next request begins, sizes and slowness."""

from tests.contract.probe import UNIQUE, Probe, request, statuses
from tests.contract.probes_heads import live

JSON = "application/json"
BODY = f'{{"name": "{UNIQUE}", "title": "T"}}'.encode()
SMUGGLED = b"GET /livez HTTP/1.1\r\nHost: probe.example\r\n\r\n"
LIVE = "/livez"


def post(
    name: str, *lines: str, body: bytes, expected: tuple[int, ...], answers: int = 1
) -> Probe:
    sent = request("POST", "/v1/teams", *lines, body=body, media=JSON, length=False)
    return Probe(
        f"framing: {name}", sent, statuses(*expected), answers=answers, framing=True
    )


def chunks(*parts: bytes) -> bytes:
    sized = [b"%x\r\n%s\r\n" % (len(part), part) for part in parts]
    return b"".join(sized) + b"0\r\n\r\n"


def stalled(name: str, text: bytes, at: int, *expected: int) -> Probe:
    return Probe(f"slow: {name}", text, statuses(*expected), pause=at, framing=True)


_LENGTH = f"Content-Length: {len(BODY)}"
_CHUNKED = "Transfer-Encoding: chunked"
_POST = request("POST", "/v1/teams", body=BODY, media=JSON)

FRAMING = [
    post("chunked", _CHUNKED, body=chunks(BODY), expected=(201,)),
    post(
        "chunked, byte by byte",
        _CHUNKED,
        body=chunks(*(BODY[:10][i : i + 1] for i in range(10)), BODY[10:]),
        expected=(201,),
    ),
    post(
        "chunk extension",
        _CHUNKED,
        body=b"%x;a=b\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY),
        expected=(201,),
    ),
    post(
        "trailer field",
        _CHUNKED,
        body=b"%x\r\n%s\r\n0\r\nX-A: b\r\n\r\n" % (len(BODY), BODY),
        expected=(201,),
    ),
    post(
        "trailer that names the credentials",
        _CHUNKED,
        body=b"%x\r\n%s\r\n0\r\nAuthorization: Bearer x\r\n\r\n" % (len(BODY), BODY),
        expected=(201,),
    ),
    post("length and chunked", _LENGTH, _CHUNKED, body=chunks(BODY), expected=(400,)),
    post("chunked and length", _CHUNKED, _LENGTH, body=chunks(BODY), expected=(400,)),
    post(
        "length 0 and chunked",
        "Content-Length: 0",
        _CHUNKED,
        body=chunks(BODY) + SMUGGLED,
        expected=(400,),
    ),
    post(
        "two different lengths",
        _LENGTH,
        "Content-Length: 1",
        body=BODY,
        expected=(400,),
    ),
    post(
        "list of lengths", f"Content-Length: {len(BODY)}, 1", body=BODY, expected=(400,)
    ),
    post("negative length", "Content-Length: -1", body=BODY, expected=(400,)),
    post(
        "length with a sign",
        f"Content-Length: +{len(BODY)}",
        body=BODY,
        expected=(400,),
    ),
    post("length in hexadecimal", "Content-Length: 0x10", body=BODY, expected=(400,)),
    post(
        "length beyond 64 bits",
        "Content-Length: 99999999999999999999999",
        body=BODY,
        expected=(413,),
    ),
    post(
        "the longest length of 64 bits",
        f"Content-Length: {2**64 - 1}",
        body=BODY,
        expected=(413,),
    ),
    post(
        "unknown coding",
        "Transfer-Encoding: xchunked",
        body=chunks(BODY),
        expected=(400, 501),
    ),
    post(
        "coding after chunked",
        "Transfer-Encoding: chunked, gzip",
        body=chunks(BODY),
        expected=(400, 501),
    ),
    post(
        "coding with a vertical tab",
        "Transfer-Encoding: \x0bchunked",
        body=chunks(BODY),
        expected=(400, 501),
    ),
    post(
        "coding in two lines",
        _CHUNKED,
        "Transfer-Encoding: identity",
        body=chunks(BODY),
        expected=(400, 501),
    ),
    post(
        "chunk size that is none",
        _CHUNKED,
        body=b"zz\r\nab\r\n0\r\n\r\n",
        expected=(400,),
    ),
    post(
        "chunk size with a sign",
        _CHUNKED,
        body=b"-1\r\nab\r\n0\r\n\r\n",
        expected=(400,),
    ),
    post(
        "chunk size beyond 64 bits",
        _CHUNKED,
        body=b"fffffffffffffffff\r\nab\r\n0\r\n\r\n",
        expected=(400, 413),
    ),
    post(
        "chunk longer than its size",
        _CHUNKED,
        body=b"1\r\nab\r\n0\r\n\r\n",
        expected=(400,),
    ),
    post(
        "a request inside a body",
        f"Content-Length: {len(SMUGGLED)}",
        body=SMUGGLED,
        expected=(400,),
    ),
    post(
        "trailers of 1 MB",
        _CHUNKED,
        body=b"1\r\n{\r\n0\r\n" + b"X-A: " + b"a" * 1_000_000,
        expected=(431,),
    ),
    post(
        "chunk extension of 1 MB",
        _CHUNKED,
        body=b"1;a=" + b"b" * 1_000_000,
        expected=(400, 431),
    ),
    post(
        "trailer that names the body's length",
        _CHUNKED,
        body=b"%x\r\n%s\r\n0\r\nContent-Length: 1\r\n\r\n" % (len(BODY), BODY),
        # RFC 9110 6.5.1: thrown away, or refused as an attempt to smuggle.
        expected=(201, 400),
    ),
    post(
        "body longer than its length",
        f"Content-Length: {len(BODY) - 1}",
        body=BODY,
        expected=(400,),
        answers=2,
    ),
    post("two equal lengths", _LENGTH, _LENGTH, body=BODY, expected=(201, 400)),
    post("two codings", "Transfer-Encoding: gzip, chunked", body=b"", expected=(400,)),
    live("Expect nobody knows", "Expect: 200-ok", expected=(200, 417)),
    post(
        "Expect 100-continue",
        _LENGTH,
        "Expect: 100-continue",
        body=BODY,
        expected=(201,),
    ),
    Probe(
        "framing: Expect 100-continue in HTTP/1.0",
        request(
            "POST",
            "/v1/teams",
            "Expect: 100-continue",
            body=BODY,
            media=JSON,
            version="HTTP/1.0",
        ),
        statuses(201),
        interim=0,
    ),
    Probe(
        "framing: Expect 100-continue, and the length is enough to refuse",
        request(
            "POST",
            "/v1/teams",
            "Content-Length: 100000000",
            "Expect: 100-continue",
            media=JSON,
            length=False,
        ),
        statuses(413),
        interim=0,
    ),
    Probe(
        "framing: Expect 100-continue, and nobody may enter",
        request(
            "POST",
            "/v1/teams",
            "Content-Length: 10",
            "Expect: 100-continue",
            media=JSON,
            length=False,
            anonymous=True,
        ),
        statuses(401),
        interim=0,
    ),
    post(
        "body over the limit, announced",
        "Content-Length: 100000000",
        body=b"[",
        expected=(413,),
    ),
    post(
        "body over the limit, chunked",
        _CHUNKED,
        body=chunks(*[b"[" * 1_000_000] * 18),
        expected=(413,),
    ),
]

SLOW = [
    stalled(
        "body shorter than its length",
        request(
            "POST",
            "/v1/teams",
            f"Content-Length: {len(BODY) + 1}",
            body=BODY,
            media=JSON,
            length=False,
        ),
        100_000,
        408,
    ),
    stalled("request line", b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n", 12, 408),
    stalled("headers", b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n", 30, 408),
    stalled("body", _POST, len(_POST) - 5, 408),
    stalled(
        "chunks",
        request(
            "POST", "/v1/teams", _CHUNKED, body=chunks(BODY), media=JSON, length=False
        ),
        -8,
        408,
    ),
]
