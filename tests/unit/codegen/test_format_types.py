"""Values of formats have Python's types on the way in and on the way out."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable
from decimal import Decimal
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tests.unit.codegen.echoing import CONTRACT, UUID_TEXT, Echoes, sent, text_echo
from tests.unit.codegen.generating import run
from tests.unit.runtime.harness import call

TEXTS: dict[str, tuple[Any, Any]] = {
    "day": ("2024-02-29", dt.date(2024, 2, 29)),
    "at": (
        "2024-05-17T09:30:00.250000+02:00",
        dt.datetime.fromisoformat("2024-05-17T09:30:00.25+02:00"),
    ),
    "opens": ("09:30:00Z", dt.time(9, 30, tzinfo=dt.UTC)),
    "key": ("+/8=", b"\xfb\xff"),
    "encoded": ("", b""),
    "price": ("12.50", Decimal("12.50")),
    "rate": (0.1, Decimal("0.1")),
    "four": ("192.0.2.1", IPv4Address("192.0.2.1")),
    "six": ("2001:db8::1", IPv6Address("2001:db8::1")),
    "days": (["0001-01-01"], [dt.date(1, 1, 1)]),
    "moments": (
        {"a": "9999-12-31T23:59:59Z"},
        {"a": dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.UTC)},
    ),
    "until": ("2024-05-17", dt.date(2024, 5, 17)),
    "loose": ("2024-05-17", "2024-05-17"),
    "milliseconds": ("2024-05-17T09:30:00.250Z", "2024-05-17T09:30:00.250Z"),
    "version": (1, 1),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_member_has_the_type_of_its_format(rich: Any, name: str) -> None:
    written, held = TEXTS[name]
    reply, seen = sent(rich, {"id": UUID_TEXT, name: written})
    found = getattr(seen["body"], name)
    assert (type(found), found) == (type(held), held)
    assert seen["body"].id == UUID(UUID_TEXT)
    assert reply.json == {"id": UUID_TEXT, name: written}


@pytest.mark.parametrize("name", TEXTS)
def test_as_text_a_member_is_what_json_has(text: Any, name: str) -> None:
    written, _ = TEXTS[name]
    reply, seen = sent(text, {"id": UUID_TEXT, name: written}, answer=text_echo)
    assert getattr(seen["body"], name) == written
    assert reply.json == {"id": UUID_TEXT, name: written}


QUERY = urlencode(
    {
        "id": UUID_TEXT,
        "at": "2024-05-17T09:30:00+02:00",
        "rate": "12.50",
        "level": "2.0",
    }
)
HEADERS = (("X-Time", "09:30:00Z"), ("Cookie", "key=YQ=="))


def test_parameters_of_every_place_have_the_types_of_their_formats(rich: Any) -> None:
    query = f"{QUERY}&prices=1.50,-2"
    _, seen = sent(rich, query=query, headers=HEADERS)
    del seen["body"]
    assert seen == {
        "day": dt.date(2024, 5, 17),
        "id": UUID(UUID_TEXT),
        "at": dt.datetime.fromisoformat("2024-05-17T09:30:00+02:00"),
        "since": dt.date(2024, 5, 17),
        "prices": [Decimal("1.50"), Decimal(-2)],
        "rate": Decimal("12.5"),
        "level": 2,
        "x_time": dt.time(9, 30, tzinfo=dt.UTC),
        "key": b"a",
    }
    assert type(seen["level"]) is int


def test_as_text_parameters_are_texts(text: Any) -> None:
    _, seen = sent(
        text, day="0000-01-01", query=QUERY, headers=HEADERS, answer=text_echo
    )
    assert seen["day"] == "0000-01-01"
    assert seen["id"] == UUID_TEXT
    assert seen["since"] == "2024-05-17"
    assert seen["rate"] == 12.5


def test_a_form_has_the_same_types(rich: Any) -> None:
    port = Echoes(rich)
    form = {"id": UUID_TEXT, "key": "+/8=", "rate": "0.1", "day": "2024-02-29"}
    call(
        rich.create_app(echoes=port),
        *("POST", "/echoes/2024-05-17"),
        [("content-type", "application/x-www-form-urlencoded")],
        [urlencode(form).encode()],
    )
    body = port.seen["body"]
    assert (body.key, body.rate) == (b"\xfb\xff", Decimal("0.1"))
    assert (body.id, body.day) == (UUID(UUID_TEXT), dt.date(2024, 2, 29))


def test_a_text_body_has_the_type_of_its_format(rich: Any) -> None:
    port = Echoes(rich)
    head = [("content-type", "text/plain")]
    app = rich.create_app(echoes=port)
    reply = call(app, "PUT", "/now", head, [b"2024-05-17T09:30:00+00:00"])
    assert port.seen["body"] == dt.datetime(2024, 5, 17, 9, 30, tzinfo=dt.UTC)
    assert reply.body == b"2024-05-17T09:30:00Z"


def test_an_event_may_be_of_a_format(rich: Any) -> None:
    reply = call(rich.create_app(echoes=Echoes(rich)), "GET", "/ticks")
    assert reply.body == b"data: 2024-05-17T09:30:00Z\n\n"


def test_header_fields_take_values_of_the_types(rich: Any) -> None:
    def answer(responses: Any, body: Any, **_: Any) -> Any:
        return responses.Echo200(
            body=body,
            x_id=UUID(UUID_TEXT),
            x_at=dt.datetime(1800, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")),
            x_key=b"\xfb\xff",
            x_days=[dt.date(2024, 5, 17), dt.date(2024, 5, 18)],
            x_rate=Decimal("12.50"),
        )

    reply, _ = sent(rich, answer=answer)
    assert reply.header("x-id") == UUID_TEXT
    # Local time had an offset of 53 minutes and 28 seconds.
    assert reply.header("x-at") == "1799-12-31T23:06:32Z"
    assert reply.header("x-key") == "+/8="
    assert reply.header("x-days") == "2024-05-17,2024-05-18"
    assert reply.header("x-rate") == "12.5"


@pytest.mark.parametrize(
    ("member", "value", "reason"),
    [
        ("at", dt.datetime(2024, 5, 17, 9, 30), "a date and time with an offset"),  # noqa: DTZ001 - that is the mistake
        ("opens", dt.time(9, 30), "needs an offset from UTC"),
        ("price", Decimal("NaN"), "is not a decimal number"),
        ("id", "x", "is not a UUID"),
    ],
)
def test_the_seal_keeps_back_what_is_not_of_the_format(
    rich: Any,
    caplog: pytest.LogCaptureFixture,
    member: str,
    value: object,
    reason: str,
) -> None:
    models = importlib.import_module("formats.models")

    def answer(responses: Any, **_: Any) -> Any:
        members = {"id": UUID(UUID_TEXT), member: value}
        body = models.Record.model_construct(**members)
        return responses.Echo200(body=body, x_id=UUID(UUID_TEXT))

    reply, _ = sent(rich, answer=answer)
    assert reply.status == 500
    assert reason in caplog.text


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("at", dt.datetime(2024, 5, 17, 9, 30)),  # noqa: DTZ001 - that is the mistake
        ("at", 0),
        ("opens", dt.time(9, 30)),
        ("day", dt.datetime(2024, 5, 17, tzinfo=dt.UTC)),
        ("key", "!!!"),
        ("price", 12.5),
    ],
)
def test_a_model_refuses_what_is_not_of_the_type(
    rich: Any, member: str, value: object
) -> None:
    models = importlib.import_module("formats.models")
    with pytest.raises(ValueError, match=member):
        models.Record(id=UUID(UUID_TEXT), **{member: value})


def test_a_model_takes_a_text_of_the_format_for_what_it_says(rich: Any) -> None:
    models = importlib.import_module("formats.models")
    found = models.Record(id=UUID_TEXT, at="2024-05-17T09:30:00Z", day="2024-05-17")
    assert found.id == UUID(UUID_TEXT)
    assert found.day == dt.date(2024, 5, 17)


def test_defaults_have_the_types_of_their_formats(rich: Any) -> None:
    defaults = importlib.import_module("formats.defaults")
    found = defaults.Record
    assert found.expires == found.ends == dt.date(2024, 5, 17)
    assert found.starts == dt.datetime(2024, 5, 17, 9, 30, tzinfo=dt.UTC)
    assert found.fee == Decimal("0.1")
    assert found.sundays == (dt.date(2024, 5, 19),)
    # Nothing can hold it.
    assert not hasattr(found, "never")


def test_a_check_names_the_types_that_it_was_asked_for(
    compiled: Callable[[Path], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--contract", CONTRACT, "--output", compiled(CONTRACT))
    assert run(*arguments, "--types", "text", "--check") == 1
    assert "--types text and commit" in capsys.readouterr().out


PROGRAM = """\
from datetime import date, datetime, time, timezone
from decimal import Decimal
from typing import Literal
from uuid import UUID, uuid4

from formats import Context, models
from formats.ports import EchoesPort
from formats.responses.echoes import Echo200
from sqlmodel import Field, SQLModel


class Row(SQLModel, table=True):
    id: UUID = Field(primary_key=True)
    at: datetime
    price: Decimal


def level(one: Literal[1, 2, 3] | None) -> int:
    return one or 0


class Echoes(EchoesPort):
    async def echo(
        self,
        context: Context,
        *,
        day: date,
        id: UUID | None,
        at: datetime | None,
        since: date,
        prices: list[Decimal] | None,
        rate: Decimal | None,
        level: Literal[1, 2, 3] | None,
        x_time: time | None,
        key: bytes | None,
        body: models.Record | None,
    ) -> Echo200:
        now = datetime.now(timezone.utc)
        row = Row(id=id or uuid4(), at=at or now, price=Decimal(1))
        record = models.Record(
            id=row.id, at=row.at, price=row.price, day=since, key=key or b"", level=1
        )
        return Echo200(body=record, x_id=row.id, x_at=row.at)


models.Record(id="x")
models.Record(id=uuid4(), level=4)
"""


def test_a_type_checker_sees_the_types_themselves(
    compiled: Callable[[Path], Path], mypy: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "formats").symlink_to(compiled(CONTRACT))
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    said = mypy(program, cwd=tmp_path).splitlines()
    told = [line.partition(" error: ")[2].partition(" has ")[0] for line in said]
    assert told == ['Argument "id" to "Record"', 'Argument "level" to "Record"']
