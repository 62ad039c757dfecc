"""Which addresses strangers may have us connect to, and how that is held."""

import asyncio
import socket
from typing import Any

import pytest

from impl.integrations.guarded_http import GuardedHttp
from impl.integrations.public_addresses import is_public
from impl.integrations.unanswered import RefusedAddress, Unanswered

PUBLIC = ("93.184.215.14", "1.1.1.1", "2606:4700::1111", "64:ff9b::1.1.1.1")
SPECIAL = (
    *("127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.0.1"),
    *("169.254.169.254", "100.64.0.1", "192.0.0.8", "192.88.99.1", "198.18.0.1"),
    *("203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "ff0e::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1"),
    *("64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::1", "2001:db8::1", "3fff::1"),
    *("fec0::1", "100::1", "5f00::1", "localhost", ""),
)


def test_public_addresses() -> None:
    assert [each for each in PUBLIC if not is_public(each)] == []


def test_special_addresses() -> None:
    assert [each for each in SPECIAL if is_public(each)] == []


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["::ffff:127.0.0.1"], ["1.1.1.1", "127.0.0.1"]]
)
def test_a_name_is_what_it_resolves_to(
    addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolved(*_: object, **__: object) -> list[Any]:
        return [(0, 0, 0, "", (each, 80)) for each in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    http = GuardedHttp(5, 2, to_private=False)
    with pytest.raises(RefusedAddress):
        asyncio.run(http.status_of("POST", "http://receiver.example/", (), b""))
    http.close()


@pytest.mark.parametrize("host", ["127.1", "0x7f000001", "2130706433", "localhost"])
def test_other_spellings_lead_nowhere_else(host: str) -> None:
    http = GuardedHttp(5, 2, to_private=False)
    with pytest.raises(Unanswered):
        asyncio.run(http.status_of("POST", f"http://{host}:9/", (), b""))
    http.close()


def test_what_was_looked_at_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere the second time is not asked a second time."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolved(host: str, *arguments: Any, **options: Any) -> Any:
        if host == "receiver.example":
            asked.append(host)
            return [(0, 0, 0, "", ("127.0.0.1", 80))]
        return real(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)

    async def meet() -> int:
        async def answer(
            reader: asyncio.StreamReader, writer: asyncio.StreamWriter
        ) -> None:
            head = await reader.readuntil(b"\r\n\r\n")
            assert b"Host: receiver.example" in head
            writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        http = GuardedHttp(5, 2, to_private=True)
        async with server:
            url = f"http://receiver.example:{port}/"
            status = await http.status_of("POST", url, (), b"")
        http.close()
        return status

    assert asyncio.run(meet()) == 204
    assert asked == ["receiver.example"]
