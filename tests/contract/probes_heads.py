"""Heads: request lines, Host, lines of the header, requests one after the other."""

from tests.contract.probe import Probe, request, statuses

SMUGGLED = b"GET /livez HTTP/1.1\r\nHost: probe.example\r\n\r\n"
LIVE = "/livez"


def raw(name: str, text: bytes, *expected: int, answers: int = 1) -> Probe:
    return Probe(
        f"framing: {name}", text, statuses(*expected), answers=answers, framing=True
    )


def live(name: str, *lines: str, expected: tuple[int, ...]) -> Probe:
    sent = request("GET", LIVE, *lines, anonymous=True)
    return Probe(f"framing: {name}", sent, statuses(*expected), framing=True)


HEADS = [
    raw("no Host", b"GET /livez HTTP/1.1\r\n\r\n", 400),
    raw("two Hosts", b"GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    raw("Host with a space", b"GET /livez HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    raw("Host with a path", b"GET /livez HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
    raw("Host with a user", b"GET /livez HTTP/1.1\r\nHost: a@b\r\n\r\n", 400),
    raw("Host that is a list", b"GET /livez HTTP/1.1\r\nHost: a, b\r\n\r\n", 400),
    raw("Host with a bad port", b"GET /livez HTTP/1.1\r\nHost: a:b\r\n\r\n", 400),
    # RFC 9110 7.2: empty where the target has no authority.
    raw("Host empty", b"GET /livez HTTP/1.1\r\nHost:\r\n\r\n", 200),
    raw("Host of IPv6", b"GET /livez HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", 200),
    raw(
        "HTTP/1.0, two Hosts", b"GET /livez HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400
    ),
    raw(
        "HTTP/1.0, chunked",
        b"POST /v1/sessions HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
    ),
    raw("version 0.9", b"GET /livez HTTP/0.9\r\nHost: a\r\n\r\n", 400, 505),
    raw("HTTP/1.0", b"GET /livez HTTP/1.0\r\n\r\n", 200),
    raw("HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, 505),
    raw("later minor version", b"GET /livez HTTP/1.2\r\nHost: a\r\n\r\n", 200),
    raw("unknown version", b"GET /livez HTTP/9.9\r\nHost: a\r\n\r\n", 400, 505),
    raw("no version", b"GET /livez\r\nHost: a\r\n\r\n", 400),
    raw(
        "TLS on a plain port",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 40 + b"\r\n\r\n",
        400,
    ),
    raw(
        "absolute target",
        b"GET http://probe.example/livez HTTP/1.1\r\nHost: probe.example\r\n\r\n",
        200,
    ),
    raw(
        "absolute target without a path",
        b"GET http://probe.example HTTP/1.1\r\nHost: probe.example\r\n"
        b"Accept: application/json\r\n\r\n",
        404,
    ),
    raw(
        "absolute target, another Host",
        b"GET http://probe.example/livez?a=1 HTTP/1.1\r\nHost: other\r\n\r\n",
        400,
    ),
    raw("authority target", b"GET a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", 400),
    raw("relative target", b"GET livez HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    raw("asterisk target of GET", b"GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    raw("asterisk target", b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 204),
    raw("CONNECT", b"CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", 400, 404, 405),
    raw("fragment", b"GET /livez#a HTTP/1.1\r\nHost: a\r\n\r\n", 200, 400, 404),
    raw("empty line first", b"\r\nGET /livez HTTP/1.1\r\nHost: a\r\n\r\n", 200),
    raw("two requests at once", SMUGGLED * 2, 200, answers=2),
    raw("twenty requests at once", SMUGGLED * 20, 200, answers=20),
    raw(
        "a request, then nonsense", SMUGGLED + b"nonsense\r\n\r\n", 200, 400, answers=2
    ),
    raw(
        "a request, then one without Host",
        SMUGGLED + b"GET /livez HTTP/1.1\r\n\r\n" + SMUGGLED,
        200,
        400,
        answers=2,
    ),
    # RFC 9112 9.6: nothing counts after a request that ends the connection.
    raw(
        "a request after the last one",
        b"GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + SMUGGLED,
        200,
    ),
    raw(
        "a request after an upgrade that is ignored",
        b"GET /livez HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c"
        b"\r\n\r\n" + SMUGGLED,
        200,
        answers=2,
    ),
    # RFC 9112 5.2: refused, or the fold read as a space.
    raw(
        "folded header", b"GET /livez HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n", 400
    ),
    raw("first header folded", b"GET /livez HTTP/1.1\r\n Host: a\r\n\r\n", 400),
    raw("bare LF", b"GET /livez HTTP/1.1\nHost: a\n\n", 200, 400),
    raw("header without a name", b"GET /livez HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400),
    raw(
        "space before the colon",
        b"GET /livez HTTP/1.1\r\nHost: a\r\nX-A : b\r\n\r\n",
        400,
    ),
    raw(
        "space in a header's name",
        b"GET /livez HTTP/1.1\r\nHost: a\r\nX A: b\r\n\r\n",
        400,
    ),
    raw("header without a colon", b"GET /livez HTTP/1.1\r\nHost: a\r\nXA\r\n\r\n", 400),
    raw(
        "NUL in a header", b"GET /livez HTTP/1.1\r\nHost: a\r\nX-A: a\x00b\r\n\r\n", 400
    ),
    raw(
        "bare CR in a header",
        b"GET /livez HTTP/1.1\r\nHost: a\r\nX-A: a\rb\r\n\r\n",
        400,
    ),
    raw("space in the target", b"GET /livez x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    raw(
        "raw UTF-8 in the target",
        b"GET /liv\xc3\xa9z HTTP/1.1\r\nHost: a\r\n\r\n",
        400,
        404,
    ),
    live(
        "upgrade to a socket",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: x",
        expected=(200, 400),
    ),
    live(
        "upgrade to HTTP/2",
        "Upgrade: h2c",
        "Connection: Upgrade, HTTP2-Settings",
        "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA",
        expected=(200,),
    ),
    live("Cookie that is none", "Cookie: ;;=;a;=b; =", expected=(200,)),
    live("Cookie of bytes", "Cookie: \xff=\xfe", expected=(200,)),
    live("Accept nothing", "Accept: */*;q=0", expected=(406,)),
    raw("target of 60 kB", b"GET /livez?" + b"a" * 60_000 + b" HTTP/1.1\r\n\r\n", 414),
    raw("endless target", b"GET /" + b"a" * 1_000_000, 414),
    live("header of 100 kB", "X-A: " + "a" * 100_000, expected=(431,)),
    live(
        "2,000 headers", *(f"X-{n}: {'a' * 20}" for n in range(2000)), expected=(431,)
    ),
    live("a request id of somebody else", "X-Request-Id: <script>", expected=(200,)),
]
