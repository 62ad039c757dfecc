"""What the runtime passes on is judged by the mock: XML, and JSON without a schema."""

import json
from pathlib import Path
from typing import Any

import pytest

from impl.engine.openapi.references import LocalReferences
from impl.mocks.xml_reading import MalformedXml, value_of_xml
from impl.mocks.xml_text import xml_of
from tests.unit.mocks.driving import Browser, browser

SHIP = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "id": {"type": "integer", "format": "int32", "xml": {"attribute": True}},
        "name": {"type": "string", "xml": {"name": "called"}},
        "afloat": {"type": "boolean"},
        "draught": {"type": "number"},
        "decks": {"type": "array", "items": {"type": "string"}},
        "crew": {
            "type": "array",
            "xml": {"wrapped": True},
            "items": {"$ref": "#/components/schemas/Sailor"},
        },
    },
}
CONTRACT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Fleet", "version": "1"},
    "paths": {
        "/ships/{id}": {
            "get": {
                "parameters": [
                    {
                        "name": "id",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "integer"},
                    }
                ],
                "responses": {
                    "200": {
                        "description": "It.",
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Ship"}
                            }
                        },
                    }
                },
            }
        },
        "/charts": {
            "post": {
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"example": {"a": 1}}},
                },
                "responses": {"201": {"description": "Made."}},
            }
        },
        "/ships": {
            "post": {
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/xml": {
                            "schema": {"$ref": "#/components/schemas/Ship"}
                        }
                    },
                },
                "responses": {
                    "201": {
                        "description": "Made.",
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Ship"}
                            }
                        },
                    },
                    "400": {"description": "Malformed."},
                    "422": {"description": "Wrong."},
                },
            }
        },
    },
    "components": {
        "schemas": {
            "Ship": SHIP,
            "Sailor": {
                "type": "object",
                "xml": {"name": "sailor"},
                "properties": {"rank": {"type": ["string", "null"]}},
            },
        }
    },
}
PLACE = "/components/schemas/Ship"
WHOLE = {
    "id": 7,
    "name": "Ada & Co",
    "afloat": True,
    "draught": 2.5,
    "decks": ["a", "b"],
    "crew": [{"rank": "mate"}, {"rank": ""}],
}


def read(text: str) -> Any:
    return value_of_xml(text.encode(), PLACE, LocalReferences(CONTRACT))


def test_what_is_written_is_read_as_it_was() -> None:
    places = LocalReferences(CONTRACT)
    assert value_of_xml(xml_of(WHOLE, PLACE, places), PLACE, places) == WHOLE


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<Ship/>", {}),
        ("<s:Ship xmlns:s='u'><s:called>A</s:called></s:Ship>", {"name": "A"}),
        ("<Ship id='x'><afloat>no</afloat></Ship>", {"id": "x", "afloat": "no"}),
        ("<Ship><afloat>true</afloat></Ship>", {"afloat": True}),
        ("<Ship><draught>-3</draught></Ship>", {"draught": -3}),
        ("<Ship>0</Ship>", "0"),
        ("<Ship><crew>0</crew></Ship>", {"crew": "0"}),
        ("<Ship><crew></crew></Ship>", {"crew": []}),
        ("<Ship><more><x>1</x></more></Ship>", {"more": {"x": "1"}}),
    ],
)
def test_what_does_not_fit_stays_what_it_is(text: str, value: Any) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<Ship>",
        "<!DOCTYPE Ship [<!ENTITY a 'b'>]><Ship>&a;</Ship>",
        "<a>" * 200 + "</a>" * 200,
        "<?xml version='1.0' encoding='nothing'?><Ship/>",
    ],
)
def test_what_is_no_xml_is_refused(text: str) -> None:
    with pytest.raises(MalformedXml):
        read(text)


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    file: Path = tmp_path_factory.mktemp("fleet") / "openapi.json"
    file.write_text(json.dumps(CONTRACT))
    return browser(file)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("<Ship id='7'><called>Ada</called></Ship>", 201),
        ("<Ship id='7'></Ship>", 422),
        ("<Ship id='2147483648'><called>Ada</called></Ship>", 422),
        ("<Ship><called>Ada</called><afloat>perhaps</afloat></Ship>", 422),
        ("<Ship", 400),
    ],
)
async def test_it_is_held_against_the_contract(
    fleet: Browser, text: str, status: int
) -> None:
    kind = {"content_type": "application/xml; charset=utf-8"}
    got = await fleet.send("POST", "/ships", text.encode(), **kind)
    assert got.status == status
    if status == 201:
        assert got.json["name"] == "Ada"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("text", "status"), [(b'{"a": 1}', 201), (b'{"a": 1,}', 400), (b"NaN", 400)]
)
async def test_json_without_a_schema_is_json_all_the_same(
    fleet: Browser, text: bytes, status: int
) -> None:
    kind = {"content_type": "application/json"}
    assert (await fleet.send("POST", "/charts", text, **kind)).status == status
