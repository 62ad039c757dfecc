"""Values of formats: which can be held, and that they come back as they were sent.

COUNTERSIGN_FORMAT_RECORDS is how many records are sent through the property tests.
"""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import importlib
import os
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.codegen.echoing import (
    JSON,
    UUID_TEXT,
    Echoes,
    faults,
    sent,
    text_echo,
)
from tests.unit.runtime.harness import call

RECORDS = int(os.environ.get("COUNTERSIGN_FORMAT_RECORDS", "30"))

UNHELD = [
    ("day", "0000-01-01", "a date (RFC 3339), from the year 1 on"),
    ("at", "0000-01-01T00:00:00Z", "from the year 1 on"),
    ("at", "2016-12-31T23:59:60Z", "without a leap second"),
    ("at", "2024-05-17T09:30:00.1234567Z", "to the microsecond"),
    ("opens", "23:59:60Z", "without a leap second"),
    ("opens", "09:30:00.1234567Z", "to the microsecond"),
    ("key", "!!!", "bytes in Base64 (RFC 4648)"),
    ("encoded", "YQ", "bytes in Base64 (RFC 4648)"),
    ("price", "1e5", "a decimal number"),
    ("price", "NaN", "a decimal number"),
    ("small", 2**31, "greater than the maximum of 2147483647"),
    ("large", 2**63, "greater than the maximum of 9223372036854775807"),
    ("large", 1e30, "greater than the maximum of 9223372036854775807"),
    ("single", -1e39, "less than the minimum of -3.4028234663852886e+38"),
]


@pytest.mark.parametrize(("name", "value", "detail"), UNHELD)
def test_what_no_type_can_hold_is_refused_and_said(
    rich: Any, text: Any, name: str, value: object, detail: str
) -> None:
    record = {"id": UUID_TEXT, name: value}
    reply, _ = sent(rich, record)
    [fault] = faults(reply)
    assert reply.status == 422
    assert fault.startswith(f"/{name} is ")
    assert detail in fault
    taken, seen = sent(text, record, answer=text_echo)
    assert taken.json == record
    assert getattr(seen["body"], name) == value


MISREAD = [
    ("day", "2,24-05-17", "a date (RFC 3339)"),
    ("day", "+024-05-17", "a date (RFC 3339)"),
    ("at", "202.-05-17T09:30:00Z", "a date and time with an offset (RFC 3339)"),
    ("at", "2024-05-17T0,:30:00Z", "a date and time with an offset (RFC 3339)"),
    ("at", "2024-05-17T09:30:00.5+0+:00", "a date and time with an offset (RFC 3339)"),
    ("at", "2024-05-17T09:30:00-01:0.", "a date and time with an offset (RFC 3339)"),
    ("opens", "0+:30:00Z", "a time with an offset (RFC 3339)"),
    ("opens", "09:30:00-0,:00", "a time with an offset (RFC 3339)"),
]


@pytest.mark.parametrize(("name", "value", "noun"), MISREAD)
def test_what_stands_in_the_place_of_a_digit_is_refused(
    rich: Any, text: Any, name: str, value: str, noun: str
) -> None:
    for package in rich, text:
        reply, _ = sent(package, {"id": UUID_TEXT, name: value}, answer=text_echo)
        [fault] = faults(reply)
        assert reply.status == 422
        assert fault.startswith(f"/{name} is not {noun}")


def test_a_format_that_is_not_met_is_told_once(rich: Any) -> None:
    reply, _ = sent(
        rich, {"id": "x", "at": "2024-05-17T09:30:00", "opens": "24:00:00Z"}
    )
    assert sorted(faults(reply)) == [
        "/at is not a date and time with an offset (RFC 3339)",
        "/id is not a UUID (RFC 9562)",
        "/opens is not a time with an offset (RFC 3339)",
    ]


def test_a_parameter_that_no_type_can_hold_is_refused(rich: Any) -> None:
    reply, _ = sent(rich, day="0000-01-01", query="at=2016-12-31T23:59:60Z")
    assert reply.status == 422
    assert [each.partition(" ")[0] for each in faults(reply)] == ["/day", "/at"]


offsets = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(
    lambda minutes: dt.timezone(dt.timedelta(minutes=minutes))
)
moments = st.datetimes(timezones=offsets)
cents = st.decimals(-(10**9), 10**9, places=2)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "id": st.uuids(),
    "day": st.dates(),
    "at": moments | st.none(),
    "opens": st.times(timezones=offsets),
    "key": st.binary(max_size=9),
    "encoded": st.binary(max_size=9),
    "price": st.decimals(allow_nan=False, allow_infinity=False, places=3),
    "rate": cents,
    "four": st.ip_addresses(v=4),
    "six": st.ip_addresses(v=6),
    "days": st.lists(st.dates(), max_size=3),
    "moments": st.dictionaries(st.text("ab"), moments, max_size=2),
    "until": st.dates() | st.just("always"),
    "level": st.sampled_from([1, 2, 3]),
    "mixed": st.sampled_from([1, 2, "three", None, True]),
}


@settings(max_examples=RECORDS, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.fixed_dictionaries(
        {"id": VALUES["id"]}, optional={n: v for n, v in VALUES.items() if n != "id"}
    )
)
def test_what_is_sent_out_comes_in_as_it_was(rich: Any, values: dict[str, Any]) -> None:
    models = importlib.import_module("formats.models")
    record = models.Record(**values)

    def answer(responses: Any, **_: Any) -> Any:
        return responses.Echo200(body=record, x_id=values["id"])

    out, _ = sent(rich, answer=answer)
    assert out.status == 200
    back, seen = sent(rich, out.json)
    assert back.body == out.body
    found = {name: getattr(seen["body"], name) for name in values}
    assert found == values
    assert {n: type(v) for n, v in found.items()} == {
        n: type(v) for n, v in values.items()
    }


@settings(max_examples=RECORDS, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.uuids(), moments, st.dates(), st.lists(cents, min_size=1), st.binary())
def test_parameters_come_in_as_they_were_written(
    rich: Any,
    name: UUID,
    at: dt.datetime,
    day: dt.date,
    prices: list[Decimal],
    key: bytes,
) -> None:
    query = urlencode(
        {"id": name, "at": at.isoformat(), "prices": ",".join(map(str, prices))}
    )
    cookie = f"key={quote(base64.b64encode(key))}"
    _, seen = sent(
        rich, day=day.isoformat(), query=query, headers=(("Cookie", cookie),)
    )
    assert (seen["id"], seen["at"], seen["day"]) == (name, at, day)
    assert (seen["prices"], seen["key"]) == (prices, key)


LONG = Decimal("12345678901234567.123")


def test_a_decimal_number_keeps_its_digits(rich: Any) -> None:
    body = f'{{"id":"{UUID_TEXT}","rate":{LONG},"single":{LONG}}}'.encode()
    port = Echoes(rich)
    app = rich.create_app(echoes=port)
    target = f"/echoes/2024-05-17?rate={LONG}"
    reply = call(app, "POST", target, [JSON], [body])
    assert (port.seen["rate"], port.seen["body"].rate) == (LONG, LONG)
    assert type(port.seen["body"].single) is float
    assert f'"rate":{LONG},' in reply.body.decode()


def test_a_decimal_number_of_a_sequence_keeps_its_digits(rich: Any) -> None:
    port = Echoes(rich)
    line = f'{{"id":"{UUID_TEXT}","rate":{LONG}}}\n'.encode()
    head = [("content-type", "application/jsonl")]
    reply = call(rich.create_app(echoes=port), "POST", "/records", head, [line])
    assert [each.rate for each in port.seen["body"]] == [LONG]
    assert reply.body == line


def test_a_text_can_not_pass_for_a_number(rich: Any) -> None:
    text = f'"{LONG}"'
    reply, _ = sent(rich, {"id": UUID_TEXT, "loose": text, "rate": 1})
    assert reply.json["loose"] == text


def test_a_header_field_has_no_room_for_more_digits_than_a_double(
    rich: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def answer(responses: Any, body: Any, **_: Any) -> Any:
        return responses.Echo200(body=body, x_id=UUID(UUID_TEXT), x_rate=LONG)

    assert sent(rich, answer=answer)[0].status == 500
    assert "has more digits than fit in here" in caplog.text


def test_a_webhook_sends_and_reads_values_of_the_types(rich: Any) -> None:
    senders, models = (
        importlib.import_module(f"formats.{name}") for name in ("senders", "models")
    )
    requests: list[Any] = []

    async def transport(request: Any) -> Any:
        requests.append(request)
        headers = [
            ("Content-Type", "application/json"),
            ("X-At", "2024-05-17T09:30:00Z"),
        ]
        return senders.HttpResponse(200, headers, request.body)

    record = models.Record(id=UUID(UUID_TEXT), key=b"\xfb\xff", rate=LONG)
    sender = senders.DefaultSender(transport)
    day = dt.date(2024, 5, 17)
    told = asyncio.run(
        sender.rang("https://a.example/", on=day, key=b"\xfb\xff", body=record)
    )
    assert requests[0].url == "https://a.example/?on=2024-05-17&key=%2B%2F8%3D"
    assert f'"rate":{LONG}'.encode() in requests[0].body
    assert told.x_at == dt.datetime(2024, 5, 17, 9, 30, tzinfo=dt.UTC)
    assert (told.body.key, told.body.rate) == (b"\xfb\xff", LONG)
    naive = models.Record.model_construct(at=day)
    with pytest.raises(senders.InvalidEvent):
        asyncio.run(sender.rang("https://a.example/", on=day, body=naive))
