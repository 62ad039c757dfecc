# ruff: noqa: E501 -- the documents are easier to compare on one line each
"""One small broken document for each fault of the catalogue."""

from textwrap import dedent
from typing import NamedTuple

from impl.engine.text.limits import Limits

HEAD = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
OLD = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n"
USE = (
    "paths: {/a: {get: {responses: {default: {description: d, content: "
    "{a/b: {schema: {$ref: '#/components/schemas/A'}}}}}}}}"
)
OK = "{responses: {default: {description: d}}}"


class Case(NamedTuple):
    """A document, and the fault that it must have."""

    code: str
    text: bytes
    pointer: str
    line: int
    column: int


def new(text: str) -> bytes:
    """Make a 3.1 document; the text starts at line 3."""
    return (HEAD + dedent(text)).encode()


def old(text: str) -> bytes:
    """Make a 3.0 document; the text starts at line 4."""
    return (OLD + dedent(text)).encode()


def schema(text: str) -> bytes:
    """Make a 3.1 document that uses a schema A, in line 4 from column 18."""
    return new(f"{USE}\ncomponents: {{schemas: {{A: {text}}}}}\n")


def path(name: str, text: str) -> bytes:
    """Make a 3.1 document with one path, its item in line 5 from column 5."""
    return new(f"paths:\n  {name}:\n    {text}\n")


CASES = [
    Case("CS1001", b"openapi: \xff", "", 1, 10),
    Case("CS1001", "openapi: 3.1.0".encode("utf-16"), "", 1, 1),
    Case("CS1002", b"\xef\xbb\xbf" + new("paths: {}\n"), "", 1, 1),
    Case("CS1003", b'{"openapi": "3.1.0",\n "a": tru}', "", 2, 10),
    Case("CS1003", b'{"a": "\\ud800"}', "", 1, 14),
    Case("CS1003", b'{"a": NaN}', "", 1, 7),
    Case("CS1004", b"openapi: 3.1.0\ninfo: [}", "", 2, 8),
    Case("CS1005", b"info:\n  title: a\n  title: b\n", "/info/title", 3, 3),
    Case("CS1005", b'{"info": [{"a": 1,\n "a": 2}]}', "/info/0/a", 2, 2),
    Case("CS1006", b" \n", "", 1, 1),
    Case("CS1006", b"# nothing\n", "", 1, 1),
    Case("CS1007", b"- openapi", "", 1, 1),
    Case("CS1008", b"info: {}\nopenapi: 2.0.0\n", "/openapi", 2, 1),
    Case("CS1008", b"swagger: '2.0'\n", "/swagger", 1, 1),
    Case("CS1008", b"asyncapi: 3.0.0\n", "/asyncapi", 1, 1),
    Case("CS1009", b"a: [1, .nan]", "/a/1", 1, 8),
    Case("CS1009", b'{"a": [1,\n 1e999]}', "/a/1", 2, 2),
    Case("CS1009", b'{"a": ' + b"1" * 100_000 + b"}", "", 1, 4308),
    Case("CS1009", b"a: " + b"1" * 100_000, "/a", 1, 4),
    Case("CS1010", b"a: !!python/object:os.system {}", "/a", 1, 4),
    Case("CS1011", new("paths: {}\nx-a: &a {b: 1}\nx-c:\n  <<: *a\n"), "/x-c", 6, 3),
    Case("CS1017", new("paths: {}\nx-a: 1\nx-a: 1\n"), "/x-a", 5, 1),
    Case(
        "CS1016",
        b"openapi: 3.1\ninfo: {title: t, version: '1'}\npaths: {}\n",
        "/openapi",
        1,
        1,
    ),
    Case("CS1012", b"a:\n- &a [*a]\n", "/a/0/0", 2, 7),
    Case("CS1012", b"a: *b\n", "/a", 1, 4),
    Case("CS1013", b"a:\n  ? [b]\n  : c\n", "/a", 2, 5),
    Case("CS1014", b"a: b\n---\nc: d\n", "", 2, 1),
    Case("CS1015", b"a:\n  b: \x00\n", "", 2, 6),
    Case("CS1102", b"a: " + b"[" * 100_000, "/a" + "/0" * 128, 1, 131),
    Case("CS1102", b'{"a": ' + b"[" * 100_000, "", 1, 207),
    Case("CS1105", b'{"a": {"' + b"k" * 5000 + b'": 1}}', "/a", 1, 7),
    Case(
        "CS1201",
        path("/a", "parameters: [{in: query, schema: {}}]"),
        "/paths/~1a/parameters/0",
        5,
        18,
    ),
    Case("CS1212", b"openapi: 3.1.0\ninfo: {title: t}\npaths: {}\n", "/info", 2, 1),
    Case(
        "CS1212",
        old("components:\n  responses:\n    A: {}\n"),
        "/components/responses/A",
        6,
        5,
    ),
    Case("CS1202", new("paths: {}\nfoo: 1\n"), "/foo", 4, 1),
    Case(
        "CS1202",
        old("components:\n  schemas:\n    A: {propertys: {}}\n"),
        "/components/schemas/A/propertys",
        6,
        9,
    ),
    Case("CS1203", new("paths: {}\ntags: [1]\n"), "/tags/0", 4, 8),
    Case("CS1211", new("paths: {}\nservers: {}\n"), "/servers", 4, 1),
    Case(
        "CS1204",
        old("components:\n  schemas:\n    A: {type: strin}\n"),
        "/components/schemas/A/type",
        6,
        9,
    ),
    Case(
        "CS1505",
        new("paths: {}\ncomponents: {securitySchemes: {a: {type: foo}}}\n"),
        "/components/securitySchemes/a/type",
        4,
        36,
    ),
    Case(
        "CS1205",
        new("paths: {}\nexternalDocs: {url: 'a b'}\n"),
        "/externalDocs/url",
        4,
        16,
    ),
    Case(
        "CS1206",
        new("paths: {}\ncomponents:\n  schemas:\n    a b: {}\n"),
        "/components/schemas/a b",
        6,
        5,
    ),
    Case("CS1415", new("paths:\n  a: {}\n"), "/paths/a", 4, 3),
    Case(
        "CS1207",
        old(
            "components:\n  parameters:\n    A: {name: a, in: query, schema: {}, example: 1, examples: {}}\n"
        ),
        "/components/parameters/A",
        6,
        5,
    ),
    Case(
        "CS1214",
        old("components:\n  links:\n    A: {operationId: a, operationRef: '#/a'}\n"),
        "/components/links/A",
        6,
        5,
    ),
    Case(
        "CS1611",
        old("components:\n  schemas:\n    A: {required: []}\n"),
        "/components/schemas/A/required",
        6,
        9,
    ),
    Case("CS1209", new("paths: {}\ntags: [" + "1," * 150 + "]\n"), "", 1, 1),
    Case(
        "CS1301",
        schema("{$ref: '#/components/schemas/B'}"),
        "/components/schemas/A/$ref",
        4,
        28,
    ),
    Case("CS1301", schema("{$ref: '#b'}"), "/components/schemas/A/$ref", 4, 28),
    Case(
        "CS1302", schema("{$ref: '#/components'}"), "/components/schemas/A/$ref", 4, 28
    ),
    Case(
        "CS1302", schema("{$ref: '#/info/title'}"), "/components/schemas/A/$ref", 4, 28
    ),
    Case(
        "CS1303",
        schema("{$ref: '#/components/schemas/A'}"),
        "/components/schemas/A/$ref",
        4,
        28,
    ),
    Case(
        "CS1304",
        schema("{$ref: 'https://example.org/a.json'}"),
        "/components/schemas/A/$ref",
        4,
        28,
    ),
    Case("CS1304", path("/a", "get: {$ref: a.yaml}"), "/paths/~1a/get/$ref", 5, 11),
    Case(
        "CS1315",
        path("/a", f"get: {{$ref: '#/x-b'}}\nx-b: {OK}"),
        "/paths/~1a/get/$ref",
        5,
        11,
    ),
    Case("CS1305", path("/a", "$ref: '#a'"), "/paths/~1a/$ref", 5, 5),
    Case(
        "CS1309",
        schema(
            "{}, "
            + ", ".join(
                f"B{i}: {{$ref: '#/components/schemas/B{i + 1}'}}" for i in range(40)
            )
            + ", B40: {}"
        ),
        "/components/schemas/B7/$ref",
        4,
        309,
    ),
    Case(
        "CS1309",
        schema(
            "{allOf: [" * 20
            + "{}"
            + "]}" * 20
            + ", B: {allOf: [{$ref: '#/components/schemas/A'}]}"
            + "".join(
                f", B{i}: "
                + "{allOf: [" * 20
                + f"{{$ref: '#/components/schemas/B{i + 1}'}}"
                + "]}" * 20
                for i in range(6)
            )
            + ", B6: {}"
        ),
        "/components/schemas/B1/allOf/0/allOf/0/allOf/0/allOf/0/allOf/0",
        4,
        607,
    ),
    Case("CS1310", path("/a", "get: {$ref: '#/x-get'}"), "/paths/~1a/get/$ref", 5, 11),
    Case(
        "CS1311",
        path("/a", "parameters: [{$ref: '#/components/parameters/B', required: true}]")
        + b"components: {parameters: {B: {name: b, in: query, schema: {}}}}\n",
        "/paths/~1a/parameters/0/required",
        5,
        54,
    ),
    Case(
        "CS1401",
        path(
            "/a",
            f"get: {OK[:-1]}, operationId: a}}\n    put: {OK[:-1]}, operationId: a}}",
        ),
        "/paths/~1a/put/operationId",
        6,
        51,
    ),
    Case("CS1402", path("/{a}", f"get: {OK}"), "/paths/~1{a}/get", 5, 5),
    Case(
        "CS1403",
        path("/a", "parameters: [{name: a, in: path, required: true, schema: {}}]"),
        "/paths/~1a/parameters/0/name",
        5,
        19,
    ),
    Case(
        "CS1403",
        path(
            "/a",
            f"get: {OK[:-1]}, parameters: [{{name: a, in: path, required: true, schema: {{}}}}]}}",
        ),
        "/paths/~1a/get/parameters/0/name",
        5,
        65,
    ),
    Case(
        "CS1404",
        path(
            "/{a}/{a}", "parameters: [{name: a, in: path, required: true, schema: {}}]"
        ),
        "/paths/~1{a}~1{a}",
        4,
        3,
    ),
    Case(
        "CS1405",
        path("/{a}", f"get: {OK}\n  /{{b}}: {{get: {OK}}}"),
        "/paths/~1{b}/get",
        6,
        10,
    ),
    Case("CS1422", path("/{a}", "{}\n  /{b}: {}"), "/paths/~1{b}", 6, 3),
    Case(
        "CS1406",
        path(
            "/a",
            "parameters: [{name: a, in: query, schema: {}}, {name: a, in: query, schema: {}}]",
        ),
        "/paths/~1a/parameters/1",
        5,
        52,
    ),
    Case(
        "CS1407",
        path("/{a}", "parameters: [{name: a, in: path, schema: {}}]"),
        "/paths/~1{a}/parameters/0",
        5,
        18,
    ),
    Case(
        "CS1407",
        path("/{a}", "parameters: [{name: a, in: path, required: false, schema: {}}]"),
        "/paths/~1{a}/parameters/0/required",
        5,
        38,
    ),
    Case("CS1408", path("/{a", "{}"), "/paths/~1{a", 4, 3),
    Case("CS1408", path("/{}", "{}"), "/paths/~1{}", 4, 3),
    Case(
        "CS1409",
        new("paths: {}\ncomponents: {links: {A: {operationId: a}}}\n"),
        "/components/links/A/operationId",
        4,
        26,
    ),
    Case(
        "CS1409",
        new("paths: {}\ncomponents: {links: {A: {operationRef: '#/info'}}}\n"),
        "/components/links/A/operationRef",
        4,
        26,
    ),
    Case(
        "CS1410", new("paths: {}\ntags:\n- name: a\n- name: a\n"), "/tags/1/name", 6, 3
    ),
    Case("CS1411", new("paths: {}\nservers:\n- url: /{a}\n"), "/servers/0/url", 5, 3),
    Case(
        "CS1412",
        new(
            "paths: {}\nservers:\n- url: /{a}\n  variables: {a: {enum: [b], default: c}}\n"
        ),
        "/servers/0/variables/a/default",
        6,
        30,
    ),
    Case(
        "CS1413",
        path("/a", "get: {responses: {'20': {description: d}}}"),
        "/paths/~1a/get/responses/20",
        5,
        23,
    ),
    Case("CS1501", new("paths: {}\nsecurity: [{a: []}]\n"), "/security/0/a", 4, 13),
    Case(
        "CS1502",
        old(
            "security: [{a: [b]}]\ncomponents: {securitySchemes: {a: {type: http, scheme: bearer}}}\n"
        ),
        "/security/0/a",
        4,
        13,
    ),
    Case(
        "CS1503",
        new(
            "paths: {}\nsecurity: [{a: [b]}]\ncomponents: {securitySchemes: {a: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.example', scopes: {c: d}}}}}}\n"
        ),
        "/security/0/a/0",
        4,
        17,
    ),
    Case("CS1203", schema("{minLength: a}"), "/components/schemas/A/minLength", 4, 28),
    Case("CS1204", schema("{type: strin}"), "/components/schemas/A/type", 4, 28),
    Case(
        "CS1612",
        schema("{properties: {a: {minLength: -1}}}"),
        "/components/schemas/A/properties/a/minLength",
        4,
        45,
    ),
    Case("CS1602", schema("{pattern: '('}"), "/components/schemas/A/pattern", 4, 28),
    Case(
        "CS1602",
        schema("{patternProperties: {'(': {}}}"),
        "/components/schemas/A/patternProperties/(",
        4,
        48,
    ),
    Case(
        "CS1602",
        old("components:\n  schemas:\n    A: {pattern: '('}\n"),
        "/components/schemas/A/pattern",
        6,
        9,
    ),
    Case(
        "CS1618",
        schema("{pattern: '(?:a{1,2000}){2000}'}"),
        "/components/schemas/A/pattern",
        4,
        28,
    ),
    Case(
        "CS1603",
        schema("{anyOf: [{type: string}, {$ref: '#/components/schemas/A'}]}"),
        "/components/schemas/A",
        4,
        24,
    ),
    Case(
        "CS1604",
        schema("{minLength: 2, maxLength: 1}"),
        "/components/schemas/A/minLength",
        4,
        28,
    ),
    Case(
        "CS1605",
        schema("{discriminator: {propertyName: a, mapping: {b: B}}}"),
        "/components/schemas/A/discriminator/mapping/b",
        4,
        71,
    ),
    Case(
        "CS1605",
        schema("{discriminator: {propertyName: a, mapping: {b: '#/info'}}}"),
        "/components/schemas/A/discriminator/mapping/b",
        4,
        71,
    ),
    Case(
        "CS1214",
        schema("{discriminator: {mapping: {b: A}}}"),
        "/components/schemas/A/discriminator",
        4,
        28,
    ),
    Case(
        "CS1605",
        schema("{discriminator: {propertyName: a, mapping: {b: 'b.yaml#/B'}}}"),
        "/components/schemas/A/discriminator/mapping/b",
        4,
        71,
    ),
    Case(
        "CS1208", schema("{multipleOf: 0}"), "/components/schemas/A/multipleOf", 4, 28
    ),
    Case(
        "CS1210",
        new("paths: {}\ntags: [{name: a, description: null}]\n"),
        "/tags/0/description",
        4,
        18,
    ),
    Case(
        "CS1210",
        schema("{properties: {a: null}}"),
        "/components/schemas/A/properties/a",
        4,
        41,
    ),
    Case(
        "CS1211", schema("{minLength: '3'}"), "/components/schemas/A/minLength", 4, 28
    ),
    Case(
        "CS1211",
        schema("{additionalProperties: 'false'}"),
        "/components/schemas/A/additionalProperties",
        4,
        28,
    ),
    Case(
        "CS1213",
        schema("{description: [a]}"),
        "/components/schemas/A/description",
        4,
        28,
    ),
    Case(
        "CS1312",
        schema("{items: {$ref: A}}"),
        "/components/schemas/A/items/$ref",
        4,
        36,
    ),
    Case(
        "CS1312",
        schema("{items: {$ref: '#/definitions/A'}}"),
        "/components/schemas/A/items/$ref",
        4,
        36,
    ),
    Case(
        "CS1313",
        path("/a", "get: {responses: {'200': {$ref: '#/components/schemas/A'}}}")
        + b"components: {schemas: {A: {type: string}}}\n",
        "/paths/~1a/get/responses/200/$ref",
        5,
        31,
    ),
    Case(
        "CS1314",
        new("paths: {}\ncomponents: {schemas: {A: {$ref: '#/b'}}}\n"),
        "/components/schemas/A/$ref",
        4,
        28,
    ),
    Case(
        "CS1414",
        path("/a", "get: {responses: {200: {description: d}}}"),
        "/paths/~1a/get/responses/200",
        5,
        23,
    ),
    Case("CS1415", path("/a?b=c", f"get: {OK}"), "/paths/~1a?b=c", 4, 3),
    Case(
        "CS1416",
        path("/a", "parameters: [{name: Accept, in: header, schema: {}}]"),
        "/paths/~1a/parameters/0/name",
        5,
        19,
    ),
    Case(
        "CS1417",
        path("/a", "parameters: [{name: a, in: query, type: string}]"),
        "/paths/~1a/parameters/0",
        5,
        18,
    ),
    Case(
        "CS1418",
        path("/a", "parameters: [{name: a, in: query, content: {a/b: {}, c/d: {}}}]"),
        "/paths/~1a/parameters/0/content/c~1d",
        5,
        58,
    ),
    Case(
        "CS1419",
        path("/a", "parameters: [{name: a, in: query, style: simple, schema: {}}]"),
        "/paths/~1a/parameters/0/style",
        5,
        39,
    ),
    Case(
        "CS1420",
        path(
            "/a",
            f"post: {OK[:-1]}, parameters: [{{name: b, in: body, schema: {{}}}}]}}",
        ),
        "/paths/~1a/post/parameters/0",
        5,
        65,
    ),
    Case(
        "CS1421", path("/a", "get: {responses: {}}"), "/paths/~1a/get/responses", 5, 11
    ),
    Case(
        "CS1504",
        new("paths: {}\ncomponents: {securitySchemes: {a: {type: basic}}}\n"),
        "/components/securitySchemes/a/type",
        4,
        36,
    ),
    Case(
        "CS1607",
        schema("{exclusiveMinimum: true, minimum: 1}"),
        "/components/schemas/A/exclusiveMinimum",
        4,
        28,
    ),
    Case(
        "CS1607",
        old("components:\n  schemas:\n    A: {type: [string, 'null']}\n"),
        "/components/schemas/A/type",
        6,
        9,
    ),
    Case("CS1608", schema("{type: int}"), "/components/schemas/A/type", 4, 28),
    Case("CS1609", schema("{required: true}"), "/components/schemas/A/required", 4, 28),
    Case("CS1610", schema("{enum: [a, b, a]}"), "/components/schemas/A/enum/2", 4, 41),
    Case(
        "CS1613",
        schema("{type: string, nullable: true}"),
        "/components/schemas/A/nullable",
        4,
        42,
    ),
    Case(
        "CS1614", schema("{pattern: '(?i)a'}"), "/components/schemas/A/pattern", 4, 28
    ),
    Case(
        "CS1619", schema("{pattern: '/^a$/'}"), "/components/schemas/A/pattern", 4, 28
    ),
    Case(
        "CS1615",
        old("components:\n  schemas:\n    A: {type: array}\n"),
        "/components/schemas/A/type",
        6,
        9,
    ),
    Case(
        "CS1616",
        schema("{type: object, anyOf: [{allOf: [{$ref: '#/components/schemas/A'}]}]}"),
        "/components/schemas/A/anyOf/0/allOf/0/$ref",
        4,
        60,
    ),
    Case(
        "CS1617",
        schema("{properties: {b: {}, required: [b]}}"),
        "/components/schemas/A/properties/required",
        4,
        48,
    ),
    Case(
        "CS1606",
        schema("{$schema: 'http://json-schema.org/draft-07/schema#', items: []}"),
        "/components/schemas/A/$schema",
        4,
        28,
    ),
    Case(
        "CS1606",
        new(
            "paths: {}\njsonSchemaDialect: 'http://json-schema.org/draft-07/schema#'\n"
        ),
        "/jsonSchemaDialect",
        4,
        1,
    ),
]


class LimitCase(NamedTuple):
    """A document that breaks one limit."""

    code: str
    text: bytes
    limits: Limits
    line: int
    column: int


LAUGHS = b"".join(
    b"a%d: &a%d [%s]\n" % (i, i, b",".join([b"*a%d" % (i - 1)] * 10) if i else b"lol")
    for i in range(12)
)
LIMIT_CASES = [
    LimitCase("CS1101", b"openapi: 3.1.0", Limits(bytes=9), 1, 1),
    LimitCase("CS1102", b"a: {b: {c: {}}}", Limits(depth=2), 1, 8),
    LimitCase("CS1102", b'{"a":\n {"b": {"c": {}}}}', Limits(depth=2), 2, 8),
    LimitCase("CS1102", b"a: &a [[]]\nb: [*a]", Limits(depth=3), 2, 5),
    LimitCase("CS1103", b"a: [b, c,\n d]", Limits(nodes=4), 2, 2),
    LimitCase("CS1103", b'{"a": [1, 2, 3]}', Limits(nodes=4), 1, 7),
    LimitCase("CS1104", LAUGHS, Limits(), 6, 42),
    LimitCase("CS1105", b"a: {bcdefgh: 1}", Limits(pointer=8), 1, 14),
    LimitCase("CS1105", b"a: &a {bcd: 1}\nb: {efg: *a}", Limits(pointer=8), 2, 10),
]


class SetCase(NamedTuple):
    """Files that do not make a contract."""

    code: str
    files: dict[str, bytes]
    limits: Limits
    file: str
    pointer: str
    line: int


def _sets(text: str, **files: str) -> dict[str, bytes]:
    named = {f"{name}.yaml": body.encode() for name, body in files.items()}
    return {"root.yaml": path("/a", text), **named}


SET_CASES = [
    SetCase(
        "CS1306", _sets("$ref: b.yaml"), Limits(), "root.yaml", "/paths/~1a/$ref", 5
    ),
    SetCase(
        "CS1307",
        _sets("$ref: https://example.org/a"),
        Limits(),
        "root.yaml",
        "/paths/~1a/$ref",
        5,
    ),
    SetCase(
        "CS1308",
        _sets("$ref: b.yaml", b="get:\n  callbacks: {a: {b: {$ref: b.yaml}}}"),
        Limits(),
        "b.yaml",
        "/get/callbacks/a/b",
        2,
    ),
    SetCase(
        "CS1106",
        _sets("$ref: b.yaml", b="{}"),
        Limits(files=1),
        "root.yaml",
        "/paths/~1a/$ref",
        5,
    ),
    SetCase(
        "CS1107",
        _sets(
            "get: {$ref: b.yaml}\n    put: {$ref: b.yaml}\n    post: {$ref: b.yaml}",
            b="tags: [" + "a," * 30 + "]",
        ),
        Limits(nodes=40),
        "b.yaml",
        "/tags/5",
        1,
    ),
    SetCase(
        "CS1301",
        _sets("$ref: 'b.yaml#/c'", b="{}"),
        Limits(),
        "root.yaml",
        "/paths/~1a/$ref",
        5,
    ),
    SetCase(
        "CS1303",
        _sets("$ref: b.yaml", b="{$ref: c.yaml}", c="{$ref: b.yaml}"),
        Limits(),
        "c.yaml",
        "/$ref",
        1,
    ),
    SetCase(
        "CS1305",
        _sets("$ref: 'b.yaml#c'", b="{}"),
        Limits(),
        "root.yaml",
        "/paths/~1a/$ref",
        5,
    ),
    SetCase("CS1004", _sets("$ref: b.yaml", b="a: [}"), Limits(), "b.yaml", "", 1),
]
