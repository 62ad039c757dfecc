"""Documents are read as JSON and YAML 1.2 say, and hostile ones are soon refused."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impl.engine.canonical import digest
from impl.engine.check.contract import check
from impl.engine.diagnostics.diagnostic import DocumentError
from impl.engine.text.documents import load, load_part
from impl.engine.text.limits import Limits
from tests.unit.engine.fault_cases import CASES, HEAD

pytestmark = pytest.mark.long

LONGEST_SECONDS = 10.0


@contextmanager
def soon() -> Iterator[None]:
    # What else the machine does may not count.
    start = time.process_time()
    yield
    assert time.process_time() - start < LONGEST_SECONDS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("off", "off"),
        ("2001-12-14", "2001-12-14"),
        ("12:30:45", "12:30:45"),
        ("0o17", 15),
        ("0x1F", 31),
        ("010", 10),
        ("-1_000", "-1_000"),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("True", True),
        ("~", None),
        ("", None),
        ("'1'", "1"),
        ("&x 1", 1),
        ("nothing", "nothing"),
        ("=", "="),
    ],
)
def test_plain_yaml_values_follow_the_core_schema(text: str, value: object) -> None:
    found = load_part(f"a: {text}\n".encode()).content["a"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("shared", ["{x: 1}", "[1]", "1"])
def test_members_may_follow_an_alias(shared: str) -> None:
    text = f"a: &shared {shared}\nb: *shared\nc: {{d: *shared, e: 2}}\nf: 3\n"
    content = load_part(text.encode()).content
    assert list(content) == ["a", "b", "c", "f"]
    assert content["b"] == content["c"]["d"] == content["a"]
    assert (content["c"]["e"], content["f"]) == (2, 3)


def test_keys_are_strings() -> None:
    document = load_part(b"200: a\n0x10: b\ntrue: c\nnull: d\n'<<': e\n&k x: *k\n")
    expected = {"200": "a", "0x10": "b", "true": "c", "null": "d", "<<": "e", "x": "x"}
    assert document.content == expected


def test_the_version_is_known() -> None:
    for version in ("3.0.4", "3.1.2", "3.2.0"):
        assert load(f"openapi: {version}".encode()).version == version[:3]


def test_an_escaped_surrogate_pair_is_one_character() -> None:
    assert load_part(b'{"a": "\\ud83d\\ude00"}').content["a"] == "\U0001f600"


def test_limits_that_the_parser_cannot_keep_are_refused() -> None:
    with pytest.raises(ValueError, match="depth"):
        Limits(depth=1000)


HOSTILE = {
    "brackets": b"[" * 1_000_000,
    "braces": b"{" * 1_000_000,
    "json brackets": b'{"a":' * 1_000_000,
    "dashes": b"- " * 1_000_000,
    "question marks": b"? " * 1_000_000,
    "open quote": b'a: "' + b"x" * 1_000_000,
    "long key": b'{"' + b"k" * 10_000_000 + b'": 1}',
    "many anchors": b"[" + b"&a 1," * 500_000 + b"]",
    "many aliases": b"a: &a b\nc: [" + b"*a," * 500_000 + b"]",
    "wide": b'{"a": [' + b"1," * 1_000_000 + b"1]}",
    "long number": b"a: " + b"9" * 1_000_000,
    "long float": b"a: 1." + b"9" * 1_000_000,
    "too long": b" " * 20_000_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_soon_refused(text: bytes) -> None:
    with soon(), pytest.raises(DocumentError) as caught:
        load(text)
    for fault in caught.value.faults:
        assert fault.line >= 1
        assert fault.column >= 1
        assert len(fault.message) < 500


def _chain(count: int, member: str) -> str:
    links = (
        f"A{i}: {member.format(f'#/components/schemas/A{i + 1}')}" for i in range(count)
    )
    return "paths: {}\ncomponents: {schemas: {" + ", ".join(links) + "}}\n"


HOSTILE_CONTRACTS = {
    "chain": _chain(20_000, "{{$ref: '{}'}}"),
    "allOf chain": _chain(20_000, "{{allOf: [{{$ref: '{}'}}]}}"),
    "property chain": _chain(20_000, "{{properties: {{a: {{$ref: '{}'}}}}}}"),
    "wrong tags": "paths: {}\ntags: [" + "1," * 200_000 + "]",
    "unknown members": "paths: {}\n" + "".join(f"a{i}: 1\n" for i in range(50_000)),
    "wrong schemas": "components: {schemas: {A: {properties: {"
    + ",".join(f"p{i}: {{type: x}}" for i in range(50_000))
    + "}}}}",
    "wrong list": "components: {schemas: {A: {required: ["
    + ",".join("1" for i in range(100_000))
    + "]}}}",
    "many paths": "paths: {"
    + ",".join(f"\"/{i}/{{p}}\": {{$ref: '#/x-item'}}" for i in range(10_000))
    + "}\nx-item: {parameters: ["
    + ",".join(f"{{name: q{i}, in: query, schema: {{}}}}" for i in range(10_000))
    + "]}",
    "vast pattern": "components: {schemas: {A: {pattern: '"
    + "(" * 50_000
    + ")" * 50_000
    + "'}}}",
    "repeated pattern": "components: {schemas: {A: "
    "{pattern: '(((a{999}){999}){999})'}}}",
    "many media types": "paths: {/a: {get: {responses: {default: {description: d, "
    "content: {"
    + ",".join(f"a/b{i}: {{$ref: '#/x-media'}}" for i in range(3_000))
    + "}}}}}}\nx-media: {examples: {"
    + ",".join(f"e{i}: {{value: 1}}" for i in range(3_000))
    + "}}",
    "many variants": "components: {schemas: {A: {properties: {"
    + ",".join(f"p{i}: {{}}" for i in range(3_000))
    + "}, oneOf: ["
    + ",".join("{allOf: [{$ref: '#/components/schemas/A'}]}" for _ in range(3_000))
    + "]}}}",
    "many names": "components: {schemas: {"
    + ",".join(f"A{i}: {{$id: a{i}, not: {{$ref: '#/no{i}'}}}}" for i in range(10_000))
    + "}}",
    "bad address": "components: {schemas: {A: {$ref: 'http://[a'}}}",
    "odd types": "components: {securitySchemes: {a: {type: {}}}}\nsecurity: [{a: [b]}]",
}


@pytest.mark.parametrize("text", HOSTILE_CONTRACTS.values(), ids=HOSTILE_CONTRACTS)
def test_hostile_contracts_are_soon_checked(text: str) -> None:
    with soon():
        document = load((HEAD + text).encode())
    # Reading takes longest, and depends on no version.
    for version in ("3.0", "3.1", "3.2"):
        content = {**document.content, "openapi": f"{version}.0"}
        with soon():
            faults = check(replace(document, content=content, version=version))
        assert len(faults) <= 101


def test_deep_nesting_within_the_limit_is_checked() -> None:
    for version in ("3.0.3", "3.1.0"):
        head = HEAD.replace("3.1.0", version)
        text = "{items: " * 120 + "{type: strin}" + "}" * 120
        text = f"{head}paths: {{}}\ncomponents: {{schemas: {{A: {text}}}}}"
        with soon():
            [fault] = check(load(text.encode()))
        assert (fault.code, fault.pointer.count("/items")) == ("CS1204", 120)


SAMPLES = [case.text for case in CASES if len(case.text) < 2000]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_damage_never_escapes_as_another_error(data: st.DataObject) -> None:
    text = bytearray(data.draw(st.sampled_from(SAMPLES)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        piece = st.sampled_from(
            [b"", b"1", b"{}", b"[]", b"'", b":", b"\n", b"-", b"&a"]
        )
        text[at : at + data.draw(st.integers(0, 6))] = data.draw(piece)
    try:
        document = load(bytes(text))
    except DocumentError as error:
        located = [fault.line for fault in error.faults]
    else:
        assert digest(document).startswith("sha256:")
        located = [fault.line for fault in check(document)] or [1]
    assert located
    assert min(located) >= 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x-a:\n\t # a comment\n  b: 1\n", {"b": 1}),
        ("x-a:\n\t#\n  b: 1\n\t\t# again\n  c: 2\n", {"b": 1, "c": 2}),
        ("x-a: !!str 1\n", "1"),
        ("x-a: !!int 1\n", 1),
        ("x-a: !!map {b: !!seq []}\n", {"b": []}),
        ("x-b: &b {c: 1}\nx-a:\n  !!merge <<: *b\n", {"c": 1}),
        ("x-a: {b: {c: 1}, b: {c: 1}}\n", {"b": {"c": 1}}),
    ],
)
def test_what_other_tools_write_is_read(text: str, value: object) -> None:
    assert load_part(text.encode()).content["x-a"] == value


@pytest.mark.parametrize("text", ["x-a:\n\tb: 1\n", "x-a:\n" + "\t#\n" * 30 + "  b: 1"])
def test_tabs_that_indent_are_refused(text: str) -> None:
    with pytest.raises(DocumentError, match="A tab stands here"):
        load_part(text.encode())


@pytest.mark.parametrize(
    "version", ["1.10", "2024.10", "1e3", "12e4567", "1.0", "7", "true", "-0.0"]
)
@pytest.mark.parametrize("form", ["json", "yaml"])
def test_a_version_keeps_its_digits(form: str, version: str) -> None:
    text = f'{{"openapi": "3.1.0", "info": {{"title": "t", "version": {version}}}}}'
    text = text if form == "json" else f"# {form}\n{text}"
    document = load(text.encode())
    assert document.format == form
    assert document.content["info"]["version"] == version
    [slip] = document.slips
    assert (slip.code, slip.pointer) == ("CS1211", "/info/version")
    assert slip.mend == f"Write it as '{version}'."
    assert document.position("/info/version").line == slip.line


@pytest.mark.parametrize("version", ["0x1F", "0o17", ".inf", "007", "1_000"])
def test_a_version_keeps_its_digits_in_yaml(version: str) -> None:
    text = f"openapi: 3.1.0\ninfo:\n  title: t\n  version: {version}\npaths: {{}}"
    assert load(text.encode()).content["info"]["version"] == version


def test_other_versions_are_what_they_are() -> None:
    text = "openapi: 3.1.0\ninfo: {version: ~, x-a: {version: 1.10}}\nversion: 1.10"
    content = load(text.encode()).content
    assert content["info"] == {"version": None, "x-a": {"version": 1.1}}
    assert content["version"] == 1.1
