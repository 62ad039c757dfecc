# ruff: noqa: E501 -- small contracts stand on one line each
"""Several files become one document that says where its parts come from."""

import json
from typing import Any

import pytest

from impl.engine.check.contract import check
from impl.engine.diagnostics.diagnostic import DocumentError
from impl.engine.files.document_sets import DocumentSet, bundle, load_all
from impl.engine.openapi.pointers import resolve
from impl.engine.text.documents import load

INFO = "info: {title: t, version: '1'}\n"


def collect(version: str = "3.1.0", **files: str) -> DocumentSet:
    root = f"openapi: {version}\n{INFO}{files.pop('root')}"
    named = {"api/root.yaml": root}
    named |= {f"api/{name}.yaml": text for name, text in files.items()}
    return load_all("api/root.yaml", lambda name: named[name].encode())


def sound(found: DocumentSet) -> Any:
    assert check(found) == []
    content = bundle(found).content
    assert check(load(json.dumps(content).encode())) == []
    return content


def test_a_single_file_stays_as_it_is() -> None:
    found = collect(
        root="paths: {}\ncomponents: {schemas: {A: {$ref: '#/x-a'}}}\nx-a: {}"
    )
    assert sound(found) == found.root.content


def test_schemas_get_names_and_siblings_stay() -> None:
    content = sound(
        collect(
            root="paths: {}\ncomponents: {schemas: {A: {properties: {a: "
            "{$ref: pet.yaml, description: d}, b: {$ref: 'all.yaml#/pet'}}}}}",
            pet="{type: object, properties: {self: {$ref: pet.yaml}}}",
            all="{pet: {type: string}}",
        )
    )
    schemas = content["components"]["schemas"]
    assert schemas["A"]["properties"] == {
        "a": {"$ref": "#/components/schemas/pet", "description": "d"},
        "b": {"$ref": "#/components/schemas/pet_2"},
    }
    assert schemas["pet"]["properties"]["self"]["$ref"] == "#/components/schemas/pet"
    assert schemas["pet_2"] == {"type": "string"}


def test_names_that_the_root_gives_are_kept() -> None:
    content = sound(
        collect(
            root="paths: {}\ncomponents: {schemas: {B: {$ref: '#/components/schemas/A'},"
            " A: {$ref: a.yaml}}}",
            a="{items: {$ref: 'root.yaml#/components/schemas/A'}, not: {$ref: c.yaml}}",
            c="{properties: {x: {$ref: a.yaml}}}",
        )
    )
    schemas = content["components"]["schemas"]
    assert schemas["A"]["items"] == {"$ref": "#/components/schemas/A"}
    assert schemas["c"]["properties"]["x"] == {"$ref": "#/components/schemas/A"}


def test_whole_maps_can_be_elsewhere() -> None:
    content = sound(
        collect(
            root="paths: {$ref: paths.yaml}\ncomponents: {schemas: {$ref: all.yaml}}",
            paths="/a: {get: {responses: {default: {description: {$ref: t.yaml}, content:"
            " {text/plain: {schema: {$ref: 'all.yaml#/A'}}}}}}}",
            all="{A: {$ref: '#/B'}, B: {type: string}}",
            t="a text",
        )
    )
    response = content["paths"]["/a"]["get"]["responses"]["default"]
    assert response["description"] == "a text"
    assert response["content"]["text/plain"]["schema"]["$ref"] in (
        "#/components/schemas/A",
        "#/components/schemas/B",
    )
    assert set(content["components"]["schemas"]) == {"A", "B"}


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_path_items_are_put_in_place_and_keep_what_stands_beside(version: str) -> None:
    content = sound(
        collect(
            version,
            root="paths: {/a: {$ref: item.yaml, summary: mine}}",
            item="{summary: its, get: {$ref: 'ops.yaml#/get'}}",
            ops="get: {responses: {'200': {$ref: '#/ok'}}}\nok: {description: d}",
        )
    )
    item = content["paths"]["/a"]
    assert item["summary"] == "mine"
    assert item["get"]["responses"]["200"] == {"$ref": "#/components/responses/ok"}


def test_discriminators_and_data_are_kept_apart() -> None:
    content = sound(
        collect(
            root="paths: {}\ncomponents: {schemas: {A: {$ref: a.yaml}}}",
            a="{discriminator: {propertyName: k, mapping: {b: 'b.yaml', a: A, c: '#/x'}},"
            " examples: [{$ref: none.yaml}], x: {type: 'null'}, oneOf: [{$ref: b.yaml}]}",
            b="{type: object}",
        )
    )
    schema = content["components"]["schemas"]["A"]
    assert schema["discriminator"]["mapping"] == {
        "b": "#/components/schemas/b",
        "a": "A",
        "c": "#/components/schemas/x",
    }
    assert schema["examples"] == [{"$ref": "none.yaml"}]


def test_faults_show_the_file_that_has_them() -> None:
    found = collect(
        root="paths: {/a: {$ref: item.yaml, put: {}}}",
        item="\nget:\n  operationId: a\n  responses: {}\n",
    )
    assert found.version == "3.1"
    faults = {(fault.file, fault.pointer, fault.line) for fault in check(found)}
    assert ("api/item.yaml", "/get/responses", 4) in faults
    assert bundle(found).origin("/paths/~1a/put") == ("api/root.yaml", "/paths/~1a/put")


def test_pointers_go_through_references() -> None:
    content = sound(
        collect(
            root="paths: {}\ncomponents: {schemas: {A: {$ref: 'b.yaml#/c/d'}}}",
            b="c: {$ref: c.yaml}",
            c="d: {type: integer}",
        )
    )
    assert resolve(content, "/components/schemas/A") == {"type": "integer"}


def test_all_missing_files_are_named() -> None:
    with pytest.raises(DocumentError) as caught:
        collect(
            root="paths: {/a: {$ref: a.yaml}, /b: {get: {responses: {'200': "
            "{$ref: b.yaml}, '300': {$ref: '#/components/responses/c'}}}}}\n"
            "components: {responses: {c: {$ref: c.yaml}}, schemas: {$ref: d.yaml}}"
        )
    files = {fault.message.split("'")[1] for fault in caught.value.faults}
    assert files == {"api/a.yaml", "api/b.yaml", "api/c.yaml", "api/d.yaml"}


def test_a_missing_root_is_a_fault_of_its_own() -> None:
    def read(name: str) -> bytes:
        raise FileNotFoundError(2, "No such file", name)

    with pytest.raises(DocumentError) as caught:
        load_all("root.yaml", read)
    [fault] = caught.value.faults
    assert (fault.code, fault.file) == ("CS1306", "root.yaml")


def test_anchors_lead_into_files() -> None:
    content = sound(
        collect(
            root="paths: {}\ncomponents: {schemas: {A: {$ref: 'b.yaml#x'}}}",
            b="[{$anchor: w}, {not: {$anchor: x, type: string}}]",
        )
    )
    assert content["components"]["schemas"]["A"] == {"$anchor": "x", "type": "string"}


def test_an_anchor_that_is_not_there() -> None:
    with pytest.raises(DocumentError) as caught:
        collect(root="paths: {/a: {$ref: 'b.yaml#x'}}", b="{}")
    assert [each.code for each in caught.value.faults] == ["CS1305"]


def test_a_slash_alone_means_the_whole_file() -> None:
    content = sound(
        collect(
            root="paths: {}\ncomponents: {schemas: {A: {$ref: 'b.yaml#/'}}}",
            b="{type: string}",
        )
    )
    assert content["components"]["schemas"]["A"] == {"type": "string"}


def test_a_document_may_name_its_own_schemas() -> None:
    content = sound(
        collect(
            root="paths: {}\ncomponents: {schemas: {A: {not: {$ref: 'root.yaml#/components/schemas/B'}}, B: {$id: b}, C: {$ref: b}}}",
        )
    )
    schemas = content["components"]["schemas"]
    assert schemas["A"] == {"not": {"$ref": "#/components/schemas/B"}}


def test_no_file_has_such_a_name() -> None:
    with pytest.raises(DocumentError) as caught:
        load_all("a.yaml", _refuses_nul)
    assert [each.code for each in caught.value.faults] == ["CS1306"]


def _refuses_nul(name: str) -> bytes:
    if "\0" in name:
        raise ValueError("embedded null byte")
    return f'openapi: 3.1.0\n{INFO}paths: {{/a: {{$ref: "a\\0"}}}}'.encode()


def test_null_components_give_room() -> None:
    found = collect(
        root="paths: {/a: {get: {responses: {'200': {$ref: b.yaml}}}}}\ncomponents:",
        b="{description: d}",
    )
    assert bundle(found).content["components"] == {
        "responses": {"b": {"description": "d"}}
    }


def test_a_part_may_mean_the_root() -> None:
    found = collect(
        root="paths: {}\ncomponents: {schemas: {A: {$ref: b.yaml}, C: {}}}",
        b="{not: {$ref: '#/components/schemas/C'}, if: {$ref: '#/components/schemas/D'},"
        " components: {schemas: {D: {type: string}}}}",
    )
    schemas = bundle(found).content["components"]["schemas"]
    assert schemas["A"]["not"] == {"$ref": "#/components/schemas/C"}
    assert schemas["D"] == {"type": "string"}
    [slip] = [each for each in check(found) if each.code == "CS1316"]
    assert (slip.severity, slip.file, slip.pointer) == (
        "warning",
        "api/b.yaml",
        "/not/$ref",
    )


def test_prose_is_a_text() -> None:
    named = {
        "root.yaml": f"openapi: 3.1.0\n{INFO}paths: {{}}\ntags: [{{name: a, description: {{$ref: a.md}}}}]",
        "a.md": "# Pets\n\n- of: [all kinds\n",
    }
    found = load_all("root.yaml", lambda name: named[name].encode())
    assert sound(found)["tags"][0]["description"] == named["a.md"]


def test_a_mapping_that_leads_nowhere_is_ignored() -> None:
    found = collect(
        root="paths: {}\ncomponents: {schemas: {A: {discriminator: "
        "{propertyName: a, mapping: {b: b.yaml, c: 'c.yaml#/no'}}}}}",
        c="{}",
    )
    assert [each.code for each in check(found)] == ["CS1605", "CS1605"]


def test_what_is_missing_is_told_once() -> None:
    with pytest.raises(DocumentError) as caught:
        collect(
            root="paths: {/a: {$ref: 'b.yaml#/x'}, /b: {$ref: 'b.yaml#/x'},"
            " /c: {$ref: c.yaml}, /d: {$ref: c.yaml}}",
            b="{}",
            c="[",
        )
    found = [(each.code, each.file) for each in caught.value.faults]
    assert found == [("CS1301", "api/root.yaml"), ("CS1004", "api/c.yaml")]


@pytest.mark.parametrize("reference", ["no.yaml", "b.yaml#/no", "https://e.com/a"])
def test_what_nobody_uses_may_be_missing(reference: str) -> None:
    components = f"components: {{schemas: {{A: {{$ref: '{reference}'}}}}}}"
    unused = collect(root=f"paths: {{}}\n{components}", b="{}")
    assert [each.code for each in check(unused)] == ["CS1314"]
    use = "{application/json: {schema: {$ref: '#/components/schemas/A'}}}"
    answer = f"{{get: {{responses: {{'200': {{description: d, content: {use}}}}}}}}}"
    with pytest.raises(DocumentError):
        collect(root=f"paths: {{/a: {answer}}}\n{components}", b="{}")
