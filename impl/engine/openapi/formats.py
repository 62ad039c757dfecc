"""The format profile: each format once, with all that is known of it.

Gates of packages, the prover, comparisons, samples and the texts of errors look here
alone: a new format is one entry. It is asserted alike in every dialect, whatever the
validators of that dialect know. Compiled packages get a copy of this file, which is
why it stands alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

_FLOAT, _DOUBLE = 3.4028234663852886e38, 1.7976931348623157e308


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What `format` says of a value (JSON Schema 2020-12, Validation, 7).

    Attributes:
        noun: what its values are, as errors name it: "is not a date".
        type: the JSON type that it speaks of; values of other types it lets pass.
        python: the name of the type that holds such values, but for those that no
            Python has, such as a leap second.
        asserted: whether texts that are not of it are refused: by gates, and where
            formats are compared as assertions. Elsewhere all are annotations.
        check: tells which texts are of it, whatever they hold, and raises nothing;
            None where the validator itself knows.
        pattern: what each of its texts matches (ECMA 262), and perhaps others.
        longest: how many characters a text of it has at most.
        minimum: the least number of it.
        maximum: the greatest number of it.
        octets: what stands for bytes: they themselves, or their Base64 (RFC 4648, 4).
        example: a value that tells people what it is.
        filler: a value that says as little as there is, where some value must be.
        edges: values that others easily overlook.
    """

    noun: str
    type: Literal["string", "number", "integer"] = "string"
    python: str = "str"
    asserted: bool = False
    check: Callable[[str], bool] | None = None
    pattern: str = ""
    longest: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    octets: Literal["", "raw", "base64"] = ""
    example: str = ""
    filler: str = ""
    edges: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.asserted and self.type != "string":
            raise ValueError("only formats of texts are asserted: others have bounds")

    @property
    def samples(self) -> tuple[str, ...]:
        """Texts of the format, the least usual first."""
        plain = [text for text in (self.filler, self.example) if text]
        return tuple(dict.fromkeys([*self.edges, *plain]))


FORMATS: Final[dict[str, Format]] = {
    "date": Format(
        noun="a date (RFC 3339)",
        python="datetime.date",
        asserted=True,
        pattern=r"^\d{4}-\d{2}-\d{2}$",
        longest=10,
        example="2024-05-17",
        filler="1970-01-01",
        edges=("2024-02-29",),
    ),
    "date-time": Format(
        noun="a date and time with an offset (RFC 3339)",
        python="datetime.datetime",
        asserted=True,
        example="2024-05-17T09:30:00Z",
        filler="1970-01-01T00:00:00Z",
        edges=("2024-02-29T12:00:00Z", "1970-01-01T00:00:00.5+01:00"),
    ),
    "time": Format(
        noun="a time with an offset (RFC 3339)",
        python="datetime.time",
        asserted=True,
        example="09:30:00Z",
        filler="00:00:00Z",
        edges=("12:00:00Z", "00:00:00.5+01:00"),
    ),
    "duration": Format(
        noun="a duration (RFC 3339, appendix A)",
        asserted=True,
        example="P1D",
        filler="PT0S",
        edges=("P1D", "PT1H"),
    ),
    "email": Format(
        noun="an e-mail address",
        asserted=True,
        example="ada@example.com",
        filler="nobody@example.com",
        edges=("a@example.com", "ab@example.org"),
    ),
    "idn-email": Format(
        noun="an internationalised e-mail address (RFC 6531)",
        asserted=True,
        example="ada@example.com",
        filler="nobody@example.com",
        edges=("a@example.com",),
    ),
    "hostname": Format(
        noun="a host name (RFC 1123)",
        asserted=True,
        example="example.com",
        filler="example.com",
        edges=("example.com", "a"),
    ),
    "idn-hostname": Format(
        noun="an internationalised host name (RFC 5890)",
        asserted=True,
        example="example.com",
        filler="example.com",
    ),
    "ipv4": Format(
        noun="an IPv4 address (RFC 2673)",
        python="ipaddress.IPv4Address",
        asserted=True,
        pattern=r"^[\d.]{7,15}$",
        longest=15,
        example="192.0.2.1",
        filler="192.0.2.1",
        edges=("127.0.0.1", "10.20.30.40"),
    ),
    "ipv6": Format(
        noun="an IPv6 address (RFC 4291)",
        python="ipaddress.IPv6Address",
        asserted=True,
        longest=45,
        example="2001:db8::1",
        filler="2001:db8::1",
        edges=("::1",),
    ),
    "uri": Format(
        noun="a URI (RFC 3986)",
        asserted=True,
        example="https://example.com/",
        filler="about:blank",
        edges=("https://example.com/", "urn:a"),
    ),
    "uri-reference": Format(
        noun="a URI reference (RFC 3986)",
        asserted=True,
        example="/example",
        filler="about:blank",
        edges=("/a", "https://example.com/"),
    ),
    "iri": Format(
        noun="an IRI (RFC 3987)",
        asserted=True,
        example="https://example.com/",
        filler="about:blank",
        edges=("https://example.com/", "urn:a"),
    ),
    "iri-reference": Format(
        noun="an IRI reference (RFC 3987)",
        asserted=True,
        example="/example",
        filler="about:blank",
        edges=("/a", "https://example.com/"),
    ),
    "uri-template": Format(
        noun="a URI template (RFC 6570)",
        asserted=True,
        example="/{example}",
        filler="about:blank",
        edges=("/{a}", "a"),
    ),
    "uuid": Format(
        noun="a UUID (RFC 9562)",
        python="uuid.UUID",
        asserted=True,
        pattern=r"^[\da-fA-F]{8}-([\da-fA-F]{4}-){3}[\da-fA-F]{12}$",
        longest=36,
        example="3f2b8c1e-5a4d-4e6f-9b7a-1c2d3e4f5a6b",
        filler="00000000-0000-0000-0000-000000000000",
        edges=(
            "123e4567-e89b-12d3-a456-426614174000",
            "00000000-0000-4000-8000-000000000000",
        ),
    ),
    "json-pointer": Format(
        noun="a JSON Pointer (RFC 6901)",
        asserted=True,
        example="/example",
        edges=("/a", ""),
    ),
    "relative-json-pointer": Format(
        noun="a relative JSON Pointer",
        asserted=True,
        example="0",
        filler="0",
        edges=("0", "1/a"),
    ),
    "regex": Format(
        noun="a regular expression (ECMA 262)",
        asserted=True,
        example="a",
        edges=("a", "[a-z]+"),
    ),
    "url": Format(noun="a URL", example="https://example.com/"),
    "password": Format(noun="a password"),
    "byte": Format(
        noun="bytes in Base64 (RFC 4648)",
        python="bytes",
        octets="base64",
        example="YQ==",
    ),
    "binary": Format(noun="bytes", python="bytes", octets="raw"),
    "int32": Format(
        noun="an integer of 32 bits",
        type="integer",
        python="int",
        minimum=-(2**31),
        maximum=2**31 - 1,
    ),
    "int64": Format(
        noun="an integer of 64 bits",
        type="integer",
        python="int",
        minimum=-(2**63),
        maximum=2**63 - 1,
    ),
    "float": Format(
        noun="a number of single precision (IEEE 754)",
        type="number",
        python="float",
        minimum=-_FLOAT,
        maximum=_FLOAT,
    ),
    "double": Format(
        noun="a number of double precision (IEEE 754)",
        type="number",
        python="float",
        minimum=-_DOUBLE,
        maximum=_DOUBLE,
    ),
}
_UNKNOWN: Final = Format(noun="")


def format_in(schema: Any) -> Format:
    """Return the format of a schema; one that says nothing if there is none."""
    name = schema.get("format") if isinstance(schema, dict) else None
    return FORMATS.get(name, _UNKNOWN) if isinstance(name, str) else _UNKNOWN


def noun_of(name: str) -> str:
    """Return what the values of a format are, for the text of an error."""
    return FORMATS[name].noun if name in FORMATS else f"a value of format '{name}'"


def checks() -> dict[str, Callable[[str], bool]]:
    """Return the checks that a validator of draft 2020-12 does not have itself."""
    return {
        name: each.check
        for name, each in FORMATS.items()
        if each.asserted and each.check is not None
    }
