"""Bodies leave in a declared media type, or not at all."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.contract.operation import (
    Media,
)
from scripts.codegen.runtime.sending.outcomes import (
    InvalidEvent,
)
from scripts.codegen.runtime.sending.payloads import RawBody
from tests.unit.runtime.sending.events import JSON, request, sending


@pytest.mark.parametrize(
    ("media", "body", "content_type", "content"),
    [
        (Media("text/plain", "Text"), "größe", "text/plain; charset=utf-8", "größe"),
        (
            Media("application/x-www-form-urlencoded", "Form"),
            {"n": 1, "tags": ["a b", "c&d"], "more": {"x": [1]}, "é": "="},
            "application/x-www-form-urlencoded",
            "n=1&tags=a%20b&tags=c%26d&more=%7B%22x%22%3A%20%5B1%5D%7D&%C3%A9=%3D",
        ),
        (Media("image/*"), RawBody("image/png", b"png"), "image/png", "png"),
        (Media("application/jsonl", "Ids"), [1, 2], "application/jsonl", "1\n2\n"),
        (
            Media("application/json-seq", "Ids"),
            [1],
            "application/json-seq",
            "\x1e1\n",
        ),
        (
            Media("application/xml", "Text"),
            RawBody("application/xml", b"<a/>"),
            "application/xml",
            "<a/>",
        ),
    ],
)
def test_bodies_leave_in_their_media_type(
    media: Media, body: object, content_type: str, content: str
) -> None:
    sent = request(sending(media), body)
    assert dict(sent.headers)["Content-Type"] == content_type
    assert sent.body.decode() == content


def test_the_first_media_type_that_fits_is_taken() -> None:
    one = sending(
        Media("image/png"),
        Media(JSON, "Event"),
        Media("text/plain", "Text"),
    )
    for body, name in (
        ({"eventName": "e"}, JSON),
        ("text", "text/plain; charset=utf-8"),
        (RawBody("image/png", b""), "image/png"),
    ):
        assert dict(request(one, body).headers)["Content-Type"] == name


@pytest.mark.parametrize(
    ("media", "body", "said"),
    [
        (Media("image/png"), RawBody("image/gif", b""), "may not be image/gif"),
        (Media("image/png"), RawBody("junk", b""), "may not be junk"),
        (Media("image/png"), b"", "has to be a RawBody"),
        (Media("application/xml", "Text"), "x", "has to be a RawBody"),
        (Media("text/plain", "Count"), 1, "has to be text"),
        (Media("text/plain", "Text"), "longer", "/body is longer"),
        (Media("application/x-www-form-urlencoded", "Ids"), [1], "be an object"),
        (
            Media("application/x-www-form-urlencoded", "Form"),
            {"tags": []},
            "no spelling",
        ),
        (Media("multipart/form-data", "Form"), {"a\r\n": "b"}, "no spelling"),
        (Media(JSON, "Event"), {"eventName": "\ud800"}, "can't be written"),
    ],
)
def test_what_has_no_spelling_is_refused(media: Media, body: object, said: str) -> None:
    with pytest.raises(InvalidEvent, match=said):
        request(sending(media), body)


texts = st.text(st.characters(codec="utf-8"), max_size=5)
forms = st.fixed_dictionaries(
    {},
    optional={
        "n": st.integers(),
        "tags": st.lists(texts, min_size=1),
        "more": st.dictionaries(texts, st.integers()),
        "text": texts,
    },
)


@given(
    forms, st.sampled_from(["application/x-www-form-urlencoded", "multipart/form-data"])
)
def test_forms_read_as_themselves_and_the_same_each_time(
    form: Any, media_type: str
) -> None:
    one = sending(Media(media_type, "Form"))
    assert request(one, form) == request(one, form)
    assert dict(request(one, form).headers)["Content-Type"].startswith(media_type)
