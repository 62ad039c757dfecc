"""Types of formats: which texts they are read from, and that others stay texts."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel, TypeAdapter

from scripts.codegen.runtime.contract.wire_types import WireDate, WireDatetime

_BERLIN = dt.timezone(dt.timedelta(hours=2))
_NOON = dt.datetime(2024, 5, 17, 12, tzinfo=dt.UTC)

MOMENTS = [
    ("2024-05-17T12:00:00Z", _NOON),
    ("2024-05-17T12:00:00z", _NOON),
    ("2024-05-17t12:00:00Z", _NOON),
    ("2024-05-17T12:00:00+00:00", _NOON),
    ("2024-05-17T14:00:00+02:00", _NOON.astimezone(_BERLIN)),
    ("2024-05-17T12:00:00.5Z", _NOON.replace(microsecond=500_000)),
    ("2024-05-17T12:00:00.250Z", _NOON.replace(microsecond=250_000)),
    ("2024-05-17T12:00:00.000001Z", _NOON.replace(microsecond=1)),
    ("0001-01-01T00:00:00Z", dt.datetime(1, 1, 1, tzinfo=dt.UTC)),
    ("9999-12-31T23:59:59Z", dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.UTC)),
]
NO_MOMENTS = [
    "",
    "Z",
    "2024-05-17",
    "2024-05-17T12:00:00",
    "2024-05-17T12:00:00.Z",
    "2024-05-17T12:00:00,5Z",
    "2024-05-17T12:00:00.1234567Z",
    "2024-05-17T12:00:00.12345678Z",
    "2024-05-17T12:00:00.+1Z",
    "2024-05-17T12:00:00+2:0Z",
    "2024-05-17 12:00:00Z",
    "2024-W20-5T12:00:00Z",
    "20240517T120000.123Z",
    "2024-05-17T12:00:60Z",
    "2024-05-17T24:00:00Z",
    "2024-05-17T24:00:00.0Z",
    "2024-02-30T12:00:00Z",
    "0000-05-17T12:00:00Z",
    "+024-05-17T12:00:00Z",
    "\uff12024-05-17T12:00:00Z",
    "1715947200",
]


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_a_moment_is_read_with_its_offset(text: str, moment: dt.datetime) -> None:
    found = _read(WireDatetime | str, text)
    assert found == moment
    assert found.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize("text", NO_MOMENTS)
def test_what_is_no_moment_stays_a_text(text: str) -> None:
    assert _read(WireDatetime | str, text) == text


def test_days_are_read_in_one_spelling_only() -> None:
    assert _read(WireDate | str, "2024-02-29") == dt.date(2024, 2, 29)
    texts = "2023-02-29", "2024-W20-5", "20240517", "0000-01-01", "1715904000"
    assert [_read(WireDate | str, text) for text in texts] == list(texts)


class _Visit(BaseModel):
    at: WireDatetime | str


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_a_moment_is_written_as_what_it_is(text: str, moment: dt.datetime) -> None:
    written = _written(moment)
    assert dt.datetime.fromisoformat(written) == moment
    assert written.endswith("Z") == (moment.utcoffset() == dt.timedelta(0))
    assert _written(_read(WireDatetime, text)) == written


def test_offsets_of_no_whole_minute_are_written_in_utc() -> None:
    long_ago = dt.datetime(1880, 1, 1, tzinfo=ZoneInfo("Europe/Paris"))
    tiny = dt.timezone(dt.timedelta(microseconds=20))
    assert _written(long_ago) == "1879-12-31T23:50:39Z"
    assert _written(_NOON.replace(tzinfo=tiny)) == "2024-05-17T11:59:59.999980Z"
    assert _written("at noon") == "at noon"


def _read(kind: Any, text: str) -> Any:
    return TypeAdapter[Any](kind).validate_python(text, strict=True)


def _written(at: Any) -> str:
    # As what was put into a view after it had been made.
    visit = _Visit.model_construct(at=at)
    written: str = visit.model_dump(mode="json")["at"]
    assert visit.model_dump_json() == f'{{"at":"{written}"}}'
    return written
