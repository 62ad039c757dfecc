"""Where keys and items stand in anybody's contract."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest

from impl.engine.mocking.recognition.declared import DeclaredContract
from impl.engine.mocking.recognition.envelopes import item_envelope, list_envelope
from impl.engine.mocking.recognition.keys import key_place
from impl.engine.mocking.recognition.path_shapes import path_shape
from impl.engine.mocking.recognition.schema_shapes import SchemaShapes
from impl.engine.mocking.recognition.words import is_same_noun, parts, singular, without
from impl.engine.mocking.state.minting import varied
from impl.engine.sampling.likeness import look_alike
from tests.unit.mocking.shop import (
    FLAG,
    NUMBER,
    TEXT,
    Shop,
    array,
    contract,
    crud,
    gives,
    path,
    ref,
    takes,
    thing,
)

UUID = {"type": "string", "format": "uuid"}


def shapes(**schemas: Any) -> SchemaShapes:
    return SchemaShapes(DeclaredContract(contract(**schemas)).references)


@pytest.mark.parametrize(
    ("parameter", "noun", "kind", "properties", "steps"),
    [
        ("id", "pets", NUMBER, {"id": NUMBER, "name": TEXT}, ("id",)),
        ("petId", "pets", NUMBER, {"name": TEXT, "id": NUMBER}, ("id",)),
        ("pet_id", "pets", TEXT, {"id": TEXT, "petId": TEXT}, ("petId",)),
        ("username", "users", TEXT, {"id": NUMBER, "login": TEXT}, ("login",)),
        ("hook_id", "hooks", TEXT, {"id": NUMBER}, ("id",)),
        ("Sid", "Calls", TEXT, {"sid": TEXT, "name": TEXT}, ("sid",)),
        (
            "name",
            "pods",
            TEXT,
            {"metadata": thing(name=TEXT, uid=TEXT)},
            ("metadata", "name"),
        ),
        (
            "owner",
            "repos",
            TEXT,
            {"owner": thing(login=TEXT), "name": TEXT},
            ("owner", "login"),
        ),
        (
            "test_case_uuid",
            "cases",
            TEXT,
            {"name": NUMBER, "test_case_uuid": TEXT},
            ("test_case_uuid",),
        ),
        ("floating_ip", "floating_ips", TEXT, {"ip": TEXT, "region": TEXT}, ("ip",)),
        (
            "address",
            "ips",
            {"type": "string", "format": "ipv6"},
            {"ip": {"type": "string", "format": "ipv6"}},
            ("ip",),
        ),
        (
            "id",
            "register",
            TEXT,
            {"audience": array(TEXT), "client_id": TEXT},
            ("client_id",),
        ),
        ("id", "flags", TEXT, {"id": FLAG, "on": FLAG}, None),
        ("thing_id", "things", UUID, {"name": TEXT, "note": TEXT}, None),
        ("kind", "things", TEXT, {"kind": {"enum": ["a", "b"]}}, None),
    ],
)
def test_the_key_is_the_property_that_people_would_take(
    parameter: str, noun: str, kind: Any, properties: Any, steps: Any
) -> None:
    known = shapes(Item=thing(**properties), Key=kind)
    found = key_place(
        known, "/components/schemas/Item", parameter, "/components/schemas/Key", noun
    )
    assert found.steps == steps


def test_the_key_may_be_what_is_of_the_same_component() -> None:
    number = ref("Number")
    known = shapes(
        Number=NUMBER, Key=number, Paper=thing(title=TEXT, number=number, size=NUMBER)
    )
    place = "/components/schemas/Paper", "paper", "/components/schemas/Number", "papers"
    assert key_place(known, *place).steps == ("number",)
    two = shapes(Number=NUMBER, Paper=thing(first=number, last=number))
    assert key_place(two, *place).steps is None


def test_an_id_may_be_called_after_the_schema() -> None:
    known = shapes(OAuth2Client=thing(audience=array(TEXT), client_id=TEXT), Key=TEXT)
    found = key_place(
        known,
        "/components/schemas/OAuth2Client",
        "id",
        "/components/schemas/Key",
        "register",
    )
    assert found.steps == ("client_id",)


def test_the_last_segment_of_a_url_may_be_the_key() -> None:
    item = thing(
        "url", url={"type": "string", "format": "uri", "readOnly": True}, a=TEXT
    )
    cases = Shop(contract(*crud("/cases", "uuid", UUID, item=item)))
    made = cases.ask("post", "/cases", body={"a": "1", "url": "http://x.test/y"}).body
    key = made["url"].rpartition("/")[2]
    assert cases.ask("get", "/cases/{uuid}", key).body == made


def test_a_key_that_no_property_has_is_kept_beside() -> None:
    documents = crud("/notes", "handle", UUID, item=thing(text=TEXT))
    documents[0]["/notes"]["post"]["responses"] = gives(None, 201, Location=TEXT)
    notes = Shop(contract(*documents))
    address = notes.ask("post", "/notes", body={"text": "a"}).headers["Location"]
    key = address.rpartition("/")[2]
    assert notes.ask("get", "/notes/{handle}", key).body == {"text": "a"}
    notes.ask("delete", "/notes/{handle}", key)
    assert notes.ask("get", "/notes/{handle}", key).status == 404


@pytest.mark.parametrize(
    "key",
    [
        UUID,
        {"type": "string", "pattern": "^pet_[0-9a-z]{8}$"},
        {"type": "string", "pattern": "^(0|[1-9][0-9]*)$", "maxLength": 20},
        {"type": "string", "maxLength": 4},
        {"type": "integer", "minimum": 1000},
        {"type": "string", "example": "always-the-same"},
    ],
)
def test_keys_differ_and_are_of_their_own_type(key: Any) -> None:
    item = thing("id", id={**key, "readOnly": True}, a=TEXT)
    things = Shop(contract(*crud("/things", "id", key, item=item)))
    made = [
        things.ask("post", "/things", body={"a": "x"}).body["id"] for _ in range(20)
    ]
    assert len({*made}) == 20
    for each in made:
        assert things.ask("get", "/things/{id}", each).body["id"] == each


def test_what_is_created_may_leave_open_where() -> None:
    texts = dict.fromkeys(("namespace", "key", "title"), TEXT)
    taxon = thing("id", "namespace", "key", id=TEXT, **texts)
    found = {**gives(ref("Taxon")), **gives(None, 404)}
    taxa = Shop(
        contract(
            path(
                "/taxa",
                post={
                    "requestBody": takes(thing(**texts)),
                    "responses": gives(ref("Taxon"), 201),
                },
            ),
            path("/taxa/{namespace}", get={"responses": gives(array(ref("Taxon")))}),
            path("/taxa/{namespace}/{key}", get={"responses": found}),
            Taxon=taxon,
        )
    )
    for sent in ({"namespace": "zoo", "key": "a"}, {}, {"title": "t"}):
        made = taxa.ask("post", "/taxa", body=sent)
        assert (made.status, made.body | sent) == (201, made.body)
        place = made.body["namespace"], made.body["key"]
        again = taxa.ask("get", "/taxa/{namespace}/{key}", *place)
        assert (again.status, again.body) == (200, made.body)
        assert made.body in taxa.ask("get", "/taxa/{namespace}", place[0]).body


def test_several_parameters_may_be_one_key() -> None:
    item = thing("name", "owner", name=TEXT, owner=thing("login", login=TEXT))
    repos = Shop(
        contract(
            path(
                "/user/repos",
                get={"responses": gives(array(ref("Repo")))},
                post={
                    "requestBody": takes(thing(name=TEXT)),
                    "responses": gives(ref("Repo"), 201),
                },
            ),
            path(
                "/repos/{owner}/{repo}",
                get={"responses": gives(ref("Repo")) | gives(None, 404)},
            ),
            Repo=item,
        )
    )
    made = repos.ask("post", "/user/repos", body={"name": "x"}).body
    one = "/repos/{owner}/{repo}"
    assert repos.ask("get", one, made["owner"]["login"], "x").body == made
    assert repos.ask("get", one, "nobody", "x").status == 404


PET = "/components/schemas/Pet"


@pytest.mark.parametrize(
    ("body", "steps"),
    [
        (array(ref("Pet")), ()),
        (thing(pets=array(ref("Pet"))), ("pets",)),
        (
            thing(items=array(ref("Pet")), total=NUMBER, errors=array(thing(a=TEXT))),
            ("items",),
        ),
        (
            thing(data=thing(pets=array(ref("Pet"))), meta=thing(total=NUMBER)),
            ("data", "pets"),
        ),
        (thing(owners=array(thing(a=TEXT)), pets=array(ref("Pet"))), ("pets",)),
        (thing(metadata=thing(links=array(TEXT)), items=array(ref("Pet"))), ("items",)),
        (
            thing(result=array(ref("Pet")), next_page_uri=TEXT, start=NUMBER),
            ("result",),
        ),
        (
            thing(_embedded=thing(pets=array(ref("Pet"))), _links=thing(next=TEXT)),
            ("_embedded", "pets"),
        ),
    ],
)
def test_lists_stand_in_envelopes(body: Any, steps: tuple[str, ...]) -> None:
    found = list_envelope(shapes(Body=body), "/components/schemas/Body", "pets", PET)
    assert found is not None
    assert found.steps == steps
    assert found.is_certain


@pytest.mark.parametrize(
    ("body", "steps"),
    [
        (ref("Pet"), ()),
        ({"oneOf": [ref("Pet"), {"type": "null"}]}, ()),
        (thing(pet=ref("Pet")), ("pet",)),
        (thing(data=ref("Pet"), meta=thing(a=TEXT)), ("data",)),
        (thing("animal", animal=ref("Pet")), ("animal",)),
        (thing(pet=ref("Pet"), pets=array(ref("Pet")), links=thing(a=TEXT)), ("pet",)),
    ],
)
def test_items_stand_in_wrappers(body: Any, steps: tuple[str, ...]) -> None:
    found = item_envelope(shapes(Body=body), "/components/schemas/Body", "pets")
    assert found is not None
    assert found.steps == steps


def test_an_object_in_an_item_is_no_wrapper() -> None:
    item = thing(name=TEXT, age=NUMBER, owner=thing(a=TEXT))
    found = item_envelope(shapes(Body=item), "/components/schemas/Body", "pets")
    assert found is not None
    assert found.steps == ()


def test_wrapped_items_are_created_found_and_changed() -> None:
    pet = thing("pet", pet=ref("Pet"))
    documents = crud(item=pet, listed=thing(pets=array(ref("Pet")), total=NUMBER))
    pets = Shop(contract(*documents))
    made = pets.ask("post", "/pets", body={"pet": {"name": "Ada"}}).body
    key = made["pet"]["id"]
    pets.ask("patch", "/pets/{pet_id}", key, body={"pet": {"age": 3}})
    found = pets.ask("get", "/pets/{pet_id}", key).body["pet"]
    assert (found["name"], found["age"]) == ("Ada", 3)
    listed = pets.ask("get", "/pets").body
    assert found in listed["pets"]
    assert listed["total"] == 13


def test_a_create_may_answer_a_few_fields_or_something_else() -> None:
    documents = crud()
    documents[0]["/pets"]["post"]["responses"] = gives(thing("id", id=NUMBER), 201)
    pets = Shop(contract(*documents))
    made = pets.ask("post", "/pets", body={"name": "Ada"})
    assert made.body.keys() == {"id"}
    assert pets.ask("get", "/pets/{pet_id}", made.body["id"]).body["name"] == "Ada"
    task = thing("task", "pet_id", task=TEXT, status=NUMBER, more=TEXT, pet_id=NUMBER)
    documents[0]["/pets"]["post"]["responses"] = gives(task, 202)
    pets = Shop(contract(*documents))
    made = pets.ask("post", "/pets", body={"name": "Ada"})
    assert pets.ask("get", "/pets/{pet_id}", made.body["pet_id"]).body["name"] == "Ada"


def test_fields_that_only_requests_have_are_never_shown() -> None:
    secret = {"type": "string", "writeOnly": True}
    item = thing("id", id=NUMBER, name=TEXT, password=secret)
    users = Shop(contract(*crud("/users", "id", item=item)))
    made = users.ask("post", "/users", body={"name": "a", "password": "p"}).body
    assert "password" not in made
    assert "password" not in users.ask("get", "/users/{id}", made["id"]).body


def test_names_in_another_spelling_are_the_same_fields() -> None:
    item = thing("sid", sid=TEXT, friendly_name=TEXT)
    document = contract(
        path(
            "/Calls.json",
            get={"responses": gives(thing(calls=array(item), page=NUMBER))},
            post={
                "requestBody": takes(thing(FriendlyName=TEXT)),
                "responses": gives(item, 201),
            },
        ),
        path("/Calls/{Sid}.json", get={"responses": gives(item)}),
    )
    calls = Shop(document)
    made = calls.ask("post", "/Calls.json", body={"FriendlyName": "Ada"}).body
    assert made["friendly_name"] == "Ada"
    assert calls.ask("get", "/Calls/{Sid}.json", made["sid"]).body == made


@pytest.mark.parametrize(
    ("template", "text", "names"),
    [
        ("/pets/{id}", "/pets/{}", ("id",)),
        ("/Calls/{Sid}.json", "/Calls/{}", ("Sid",)),
        ("/pets/{id}:feed", "/pets/{}/feed", ("id",)),
        ("/Products({id})/Tags", "/Products/{}/Tags", ("id",)),
        ("/users('{id}')", "/users/{}", ("id",)),
        ("/files/{id}#add", "/files/{}", ("id",)),
        ("/a/{x}...{y}/", "/a/{}...{}", ("x", "y")),
        ("/", "", ()),
    ],
)
def test_paths_are_taken_apart(
    template: str, text: str, names: tuple[str, ...]
) -> None:
    shape = path_shape(template)
    assert (shape.text, shape.names) == (text, names)
    assert len(shape.holes) == len(names)


def test_words() -> None:
    assert parts("petID_of-HTTPServer2") == ("pet", "id", "of", "http", "server2")
    # What people would not write is no other spelling of anything.
    assert [parts(each) for each in ("\x88I\xe5d(", "größe", "i\td")] == [
        ("\x88i\xe5d(",),
        ("größe",),
        ("i\td",),
    ]
    words = ["policies", "boxes", "classes", "pets", "status", "people", "news", "keys"]
    told = ["policy", "box", "class", "pet", "status", "person", "news", "key"]
    assert [singular(word) for word in words] == told
    assert is_same_noun("special-events", "SpecialEvent")
    assert is_same_noun("agent_versions", "versions")
    assert not is_same_noun("cat", "category")
    assert without("specialEventId", "special-events") == "id"
    assert without("eventId", "special-events") == "id"
    assert without("id", "pets") == ""


def test_keys_have_no_letters_that_their_alphabet_leaves_out() -> None:
    """As Crockford's Base32 does, which nobody could tell from one example."""
    pattern = re.compile(r"tm_[0-9a-hjkmnp-tv-z]{26}")
    given = "tm_01jd4e8v7kf4x9m2q6r8s0t3aw"
    made = {varied(given, seed) for seed in range(100)}
    made |= {look_alike(given, Random(seed)) or given for seed in range(100)}
    assert len(made) == 200
    assert all(map(pattern.fullmatch, made))
