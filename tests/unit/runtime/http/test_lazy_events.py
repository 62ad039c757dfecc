"""An event that is made when somebody waits for it."""

import asyncio

from scripts.codegen.runtime.http.lazy_events import LazyEvent


def test_who_waits_goes_on_when_it_is_set() -> None:
    async def main() -> list[str]:
        event, told = LazyEvent(), []

        async def wait(name: str) -> None:
            await event.wait()
            told.append(name)

        early = [asyncio.create_task(wait(name)) for name in "ab"]
        await asyncio.sleep(0)
        assert not event.is_set()
        assert not told
        event.set()
        assert event.is_set()
        await asyncio.gather(*early)
        await wait("late")
        return told

    assert asyncio.run(main()) == ["a", "b", "late"]
