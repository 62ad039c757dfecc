"""Whoever listens is woken, each for themselves."""

import asyncio
from uuid import UUID, uuid4

import pytest

from impl.jobs.announcements import Announcements

pytestmark = pytest.mark.asyncio
THING, OTHER = uuid4(), uuid4()


async def test_all_who_listen_hear_of_their_thing() -> None:
    told = Announcements()

    async def listener(subject: UUID) -> UUID:
        with told.heard(subject) as news:
            await news.wait()
        return subject

    here = [asyncio.create_task(listener(THING)) for _ in range(3)]
    elsewhere = asyncio.create_task(listener(OTHER))
    await asyncio.sleep(0)
    told.announce(THING)
    assert await asyncio.gather(*here) == [THING] * 3
    assert not elsewhere.done()
    told.announce(OTHER)
    assert await elsewhere == OTHER


async def test_what_happens_before_somebody_waits_is_not_lost() -> None:
    told = Announcements()
    with told.heard(THING) as news:
        told.announce(THING)
        async with asyncio.timeout(60):
            await news.wait()


async def test_each_clears_their_own() -> None:
    told = Announcements()
    with told.heard(THING) as one, told.heard(THING) as two:
        told.announce(THING)
        one.clear()
        assert two.is_set()


async def test_who_has_left_hears_nothing() -> None:
    told = Announcements()
    with told.heard(THING) as first:
        with told.heard(THING) as left:
            pass
        told.announce(THING)
        assert first.is_set()
        assert not left.is_set()
    with pytest.raises(LookupError), told.heard(THING) as failed:
        raise LookupError
    told.announce(THING)
    assert not failed.is_set()
