"""Parts are the same, however their bytes come in."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.bodies.multipart import FormError, Multipart
from tests.unit.runtime.bodies.forms import part


async def chunks(content: bytes, cuts: Sequence[int]) -> AsyncIterator[bytes]:
    places = [0, *sorted(cuts), len(content)]
    for start, end in pairwise(places):
        yield content[start:end]


async def parts_of(content: bytes, cuts: Sequence[int]) -> list[tuple[str, bytes]]:
    reader = Multipart(chunks(content, cuts), "x")
    return [
        (head.name, b"".join([chunk async for chunk in reader.content()]))
        async for head in reader.heads()
    ]


near_boundaries = st.lists(
    st.sampled_from([b"\r", b"\n", b"-", b"x", b"\r\n--", b"\r\n--y", b"a", b"\0"])
).map(b"".join)


@given(
    st.lists(
        st.tuples(
            st.text('aé" \\;=', min_size=1), st.binary() | near_boundaries
        ).filter(lambda each: b"\r\n--x" not in each[1]),
        max_size=4,
    ),
    st.data(),
)
def test_chunks_do_not_change_parts(
    parts: list[tuple[str, bytes]], data: st.DataObject
) -> None:
    quoted = [
        (name.replace("\\", "\\\\").replace('"', '\\"'), body) for name, body in parts
    ]
    content = b"".join(part(f'name="{name}"', body) for name, body in quoted)
    content += b"--x--"
    cuts = data.draw(st.lists(st.integers(0, len(content))))
    assert asyncio.run(parts_of(content, cuts)) == parts


@given(st.binary() | near_boundaries, st.lists(st.integers(0, 50)))
def test_any_bytes_are_parts_or_refused(content: bytes, cuts: list[int]) -> None:
    try:
        asyncio.run(parts_of(content, cuts))
    except FormError:
        return
