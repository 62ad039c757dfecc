"""Bytes of bodies are reserved before they are read, and given back."""

import pytest
from starlette.types import Message, Receive, Scope, Send

from impl.database.errors import Unavailable
from impl.http.held_bodies import HeldBodies, Reserve

MB = 1_048_576


def test_one_holder_has_at_most_half() -> None:
    reserve = Reserve(8)
    reserve.take({"ada"}, 4)
    with pytest.raises(Unavailable):
        reserve.take({"ada"}, 1)
    reserve.give_back({"ada"}, 4)
    reserve.take({"ada"}, 4)


def test_whoever_comes_next_finds_some() -> None:
    reserve = Reserve(16)
    reserve.take({"ada"}, 8)
    reserve.take({"bob"}, 4)
    reserve.take({"cid"}, 2)
    assert reserve.taken == 14
    with pytest.raises(Unavailable):
        reserve.take({"bob"}, 1)


def test_what_a_team_has_counts_for_each_of_its_keys() -> None:
    reserve = Reserve(8)
    reserve.take({"a key", "a team"}, 4)
    with pytest.raises(Unavailable):
        reserve.take({"another key", "a team"}, 1)
    reserve.take({"bob"}, 2)


def scope(*fields: tuple[bytes, bytes]) -> Scope:
    return {"type": "http", "headers": list(fields), "client": ("192.0.2.1", 1)}


class Exchange:
    """An application that reads once, or answers first, and what it has seen."""

    def __init__(self, *, reads_first: bool = True) -> None:
        self.reads_first = reads_first
        self.taken: list[int] = []
        self.held = HeldBodies(self.app, total=4 * MB, largest=2 * MB)

    async def app(self, _scope: Scope, receive: Receive, send: Send) -> None:
        if self.reads_first:
            await receive()
            self.taken.append(self.held.reserve.taken)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await receive()
        self.taken.append(self.held.reserve.taken)

    async def serve(self, *fields: tuple[bytes, bytes]) -> None:
        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": True}

        async def send(_message: Message) -> None:
            pass

        await self.held(scope(*fields), receive, send)
        assert self.held.reserve.taken == 0


@pytest.mark.parametrize(
    ("field", "size"),
    [
        ((b"content-length", b"%d" % MB), MB),
        ((b"content-length", b"%d" % (9 * MB)), 2 * MB),
        ((b"transfer-encoding", b"chunked"), 2 * MB),
        ((b"content-length", b"65536"), 0),
        ((b"accept", b"*/*"), 0),
    ],
)
@pytest.mark.asyncio
async def test_it_is_as_much_as_a_body_may_have(
    field: tuple[bytes, bytes], size: int
) -> None:
    exchange = Exchange()
    await exchange.serve(field)
    assert exchange.taken == [size, size]


@pytest.mark.asyncio
async def test_what_is_thrown_away_after_the_answer_needs_nothing() -> None:
    exchange = Exchange(reads_first=False)
    await exchange.serve((b"transfer-encoding", b"chunked"))
    assert exchange.taken == [0]
