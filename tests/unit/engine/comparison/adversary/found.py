"""What the adversary found judged wrong: a pair for each kind, and the right verdicts.

The letters are those of the rows that users reported, in the order of the profiles.
"""

from typing import Any

from tests.unit.engine.comparison.adversary.found_pairs import (
    answered_form,
    both_answer,
    by_token,
    choice,
    headed,
    herd,
    listed,
    marked_beside,
    often_free,
    pets,
    served,
    upload,
    urlencoded,
    written_in,
)
from tests.unit.engine.comparison.hard.building import (
    TEXT,
    WHOLE,
    Content,
    answered,
    objects,
    sent,
)
from tests.unit.engine.comparison.reported.rows import row


def _defaulting(held: str | None) -> Content:
    return TEXT if held is None else {**TEXT, "default": held}


def _sent_within(wrap: Any) -> Any:
    return lambda schema, **kinds: sent(wrap(schema), **kinds)


def _heading(schema: Content, *, required: bool = True) -> Content:
    return {"headers": {"X-P": {"required": required, "schema": schema}}}


_DATE, _INT32 = {**TEXT, "format": "date"}, {**WHOLE, "format": "int32"}
_PLAIN = objects({"a": TEXT})

ROWS = [
    row(
        "schema that the API answers, and that it is answered",
        both_answer(_PLAIN),
        both_answer({**_PLAIN, "required": ["a"]}),
        "B",
        "B",
    ),
    row(
        "server that clients call who choose none",
        served(default="live", enum=["live", "test"]),
        served(default="test", enum=["live", "test"]),
        "r",
        "r",
    ),
    row("scope that can be asked for", by_token("a", "b"), by_token("a"), "r", "c"),
    row(
        "where tokens are renewed",
        by_token("a", refreshUrl="https://a.example/again"),
        by_token("a"),
        "r",
        "c",
    ),
    row(
        "server that clients call who choose none, and one more",
        served(default="live", enum=["live", "test"]),
        served(default="new", enum=["live", "new", "test"]),
        "r",
        "r",
    ),
    row(
        "variable that may be anything",
        served(default="live", enum=["live", "test"]),
        served(default="live"),
        "c",
        "r",
    ),
    row(
        "where an authorization server describes itself",
        by_token("a", scheme={"oauth2MetadataUrl": "https://a.example/1"}),
        by_token("a", scheme={"oauth2MetadataUrl": "https://a.example/2"}),
        "r",
        "r",
    ),
    row(
        "security scheme that is to go",
        by_token("a"),
        by_token("a", scheme={"deprecated": True}),
        "ccccccBc",
        "c",
    ),
    row(
        "header of a response that is to go",
        headed(),
        headed(deprecated=True),
        "ccccccBc",
        "c",
    ),
    row(
        "media type of a part that is answered",
        answered_form(a={"contentType": "text/plain"}),
        answered_form(a={"contentType": "text/csv"}),
        "B",
        "B",
    ),
    row(
        "media types of a part that is answered, one more",
        answered_form(a={"contentType": "text/plain"}),
        answered_form(a={"contentType": "text/plain, text/csv"}),
        "B",
        "c",
    ),
    row(
        "header of a part that is answered",
        answered_form(a={"headers": {"X-P": {"required": True, "schema": WHOLE}}}),
        answered_form(),
        "B",
        "c",
    ),
    row(
        "header of a part that is answered, which may be missing",
        answered_form(a={"headers": {"X-P": {"required": True, "schema": WHOLE}}}),
        answered_form(a={"headers": {"X-P": {"schema": WHOLE}}}),
        "B",
        "c",
    ),
    row(
        "values of a header of a part that is answered",
        answered_form(a={"headers": {"X-P": {"schema": {**WHOLE, "maximum": 9}}}}),
        answered_form(a={"headers": {"X-P": {"schema": WHOLE}}}),
        "B",
        "c",
    ),
    row(
        "header of a part that is to go",
        upload(a={"headers": {"X-P": {"schema": WHOLE}}}),
        upload(a={"headers": {"X-P": {"schema": WHOLE, "deprecated": True}}}),
        "ccccccBc",
        "c",
    ),
    row(
        "header of a part that is answered, and is to go",
        answered_form(a={"headers": {"X-P": {"schema": WHOLE}}}),
        answered_form(a={"headers": {"X-P": {"schema": WHOLE, "deprecated": True}}}),
        "ccccccBc",
        "c",
    ),
    *(
        row(
            f"default of {name}, {make.__name__}",
            make(a={"headers": {"X-P": {"schema": wrap("a")}}}),
            make(a={"headers": {"X-P": {"schema": wrap(other)}}}),
            *("r", "c" if other is None else "r"),
        )
        for make in (upload, answered_form)
        for name, other, wrap in (
            ("a header of a part", "b", _defaulting),
            ("a header of a part no longer told", None, _defaulting),
            ("a member of one", "b", lambda held: objects({"a": _defaulting(held)})),
        )
    ),
    *(
        row(
            f"{name} of a header of a part, {make.__name__}",
            make(a=base),
            make(a=revision),
            *both[::sided],
        )
        for make, sided in ((upload, 1), (answered_form, -1))
        for name, (base, revision), both in (
            ("format", (_heading(TEXT), _heading(_DATE)), ("rrrrBrrB", "rrrrrrrB")),
            ("range", (_heading(WHOLE), _heading(_INT32)), ("rrrrBrrB", "rrrrrrrB")),
            (
                "obligation and type",
                (_heading(TEXT), _heading(WHOLE, required=False)),
                ("B", "B"),
            ),
        )
    ),
    row(
        "reserved characters in a form that is answered",
        answered_form(
            "application/x-www-form-urlencoded",
            a={"style": "form", "allowReserved": True},
        ),
        answered_form("application/x-www-form-urlencoded", a={"style": "form"}),
        "r",
        "c",
    ),
    row(
        "parts of a part that is answered",
        answered_form(a={"contentType": "multipart/mixed"}),
        answered_form(
            a={"contentType": "multipart/mixed", "encoding": {"x": {}}},
        ),
        "r",
        "r",
    ),
    row(
        "style of a property in a form that is answered",
        answered_form("application/x-www-form-urlencoded", b={"style": "form"}),
        answered_form(
            "application/x-www-form-urlencoded", b={"style": "form", "explode": False}
        ),
        "B",
        "B",
    ),
    row(
        "reserved characters in a property of a form",
        urlencoded(a={"style": "form", "allowReserved": True}),
        urlencoded(a={"style": "form"}),
        "r",
        "c",
    ),
    row(
        "parts of a part",
        upload("3.2.0", a={"contentType": "multipart/mixed"}),
        upload(
            "3.2.0",
            a={
                "contentType": "multipart/mixed",
                "itemEncoding": {"contentType": "text/csv"},
            },
        ),
        "r",
        "r",
    ),
    row(
        "media type of a parameter",
        written_in("application/json"),
        written_in("application/xml"),
        "B",
        "u",
    ),
    row(
        "media type of a parameter, still JSON",
        written_in("application/json"),
        written_in("application/vnd.x+json"),
        "-",
        "-",
    ),
    row("what other values mean, sent", pets("Cat"), pets("Dog"), "B", "B"),
    row(
        "what other values mean, answered",
        pets("Cat", answered),
        pets("Dog", answered),
        "rBBBrrrB",
        "rBBBrrrB",
    ),
    *(
        row(
            f"what other values mean, {name}, sent",
            pets("Cat", _sent_within(wrap)),
            pets("Dog", _sent_within(wrap)),
            "B",
            "B",
        )
        for name, wrap in (
            ("in a map", lambda s: objects(additionalProperties=s)),
            ("in a list", lambda s: {"type": "array", "items": s}),
            ("in a tuple", lambda s: {"type": "array", "prefixItems": [TEXT, s]}),
        )
    ),
    row(
        "heir that no value is known of, narrower",
        herd(WHOLE),
        herd({**WHOLE, "maximum": 9}),
        "B",
        "c",
    ),
    row(
        "heir that no value is known of, answered",
        herd({**WHOLE, "maximum": 9}, answered),
        herd(WHOLE, answered),
        "B",
        "c",
    ),
    row(
        "heir that no value is known of, demanding",
        herd(WHOLE),
        herd(WHOLE, required=["milk"]),
        "B",
        "cccccccB",
    ),
    row(
        "null beside a list of values, answered",
        listed({"enum": ["a", "b"]}),
        listed({"enum": ["a", "b"], "nullable": True}),
        "B",
        "cccccccB",
    ),
    row(
        "null beside a list of values, sent",
        listed({"enum": ["a", "b"], "nullable": True}, sent),
        listed({"enum": ["a", "b"]}, sent),
        "B",
        "cccccccB",
    ),
    row(
        "null beside a list of values, and in it",
        listed({"enum": ["a", "b"], "nullable": True}),
        listed({"enum": ["a", "b", None], "nullable": True}),
        "-",
        "-",
    ),
    row(
        "schema that most operations take in place of anything",
        often_free(objects({"a": TEXT})),
        often_free(objects({"a": {**TEXT, "maxLength": 5}})),
        "B",
        "c",
    ),
    row(
        "discriminator of what is answered gone",
        choice(answered, discriminator={"propertyName": "kind"}),
        choice(answered),
        "rBrBrrrB",
        "cccccccB",
    ),
    row(
        "discriminator of what is sent",
        choice(sent),
        choice(sent, discriminator={"propertyName": "kind"}),
        "cBcBcccB",
        "rrrrrrrB",
    ),
    row(
        "mark beside a reference, which is ignored",
        marked_beside(TEXT),
        marked_beside({**TEXT, "maxLength": 5}),
        "B",
        "c",
    ),
]
