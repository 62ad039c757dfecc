"""Parents, views of the same things, singletons, toggles and actions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.mocking.shop import (
    FLAG,
    NUMBER,
    PET,
    TEXT,
    Shop,
    array,
    contract,
    crud,
    gives,
    path,
    query,
    ref,
    takes,
    thing,
)

TOY = thing("id", id=NUMBER, name=TEXT, pet_id=NUMBER)
TOYS, ONE_TOY = "/pets/{pet_id}/toys", "/pets/{pet_id}/toys/{toy_id}"


def toys(**options: Any) -> Shop:
    return Shop(
        contract(*crud(), *crud(TOYS, "toy_id", item=ref("Toy")), Toy=TOY), **options
    )


def test_items_belong_to_their_parents() -> None:
    shop = toys()
    one, other = (each["id"] for each in shop.ask("get", "/pets").body[:2])
    made = shop.ask("post", TOYS, one, body={"name": "ball"}).body
    assert made["pet_id"] == one
    assert shop.ask("get", ONE_TOY, one, made["id"]).body == made
    assert shop.ask("get", ONE_TOY, other, made["id"]).status == 404
    assert made in shop.ask("get", TOYS, one).body
    assert made not in shop.ask("get", TOYS, other).body
    assert len(shop.ask("get", TOYS, other).body) == 3


def test_what_is_below_goes_with_its_parent() -> None:
    shop = toys()
    key = shop.ask("post", "/pets", body={"name": "Ada"}).body["id"]
    toy = shop.ask("post", TOYS, key, body={"name": "ball"}).body["id"]
    shop.ask("delete", "/pets/{pet_id}", key)
    for answer in (
        shop.ask("get", ONE_TOY, key, toy),
        shop.ask("get", TOYS, key),
        shop.ask("post", TOYS, key, body={"name": "ball"}),
    ):
        assert (answer.status, answer.problem) == (404, "unknown parent")


def test_an_unknown_parent_is_refused_where_that_is_lawful_else_made() -> None:
    shop = toys()
    answer = shop.ask("post", TOYS, 999_999, body={"name": "ball"})
    assert answer.status == 201
    assert shop.ask("get", "/pets/{pet_id}", 999_999).body["id"] == 999_999
    documents = crud(TOYS, "toy_id", item=ref("Toy"))
    documents[0][TOYS]["post"]["responses"] |= gives(None, 404)
    strict = Shop(contract(*crud(), *documents, Toy=TOY))
    answer = strict.ask("post", TOYS, 999_999, body={"name": "ball"})
    assert (answer.status, answer.problem) == (404, "unknown parent")


def test_relations_name_what_is_there() -> None:
    toy = thing("id", "pet_id", id=NUMBER, name=TEXT, pet_id=NUMBER)
    shop = Shop(contract(*crud(), *crud("/toys", "toy_id", item=ref("Toy")), Toy=toy))
    pets = {each["id"] for each in shop.ask("get", "/pets").body}
    assert {each["pet_id"] for each in shop.ask("get", "/toys").body} <= pets


def test_views_show_the_same_things() -> None:
    summary = thing("id", "name", id=NUMBER, name=TEXT, age=NUMBER)
    shop = Shop(
        contract(
            *crud(),
            path(
                "/pets/findByKind",
                get={
                    "parameters": query(kind=TEXT),
                    "responses": gives(array(ref("Pet"))),
                },
            ),
            path(
                "/kennel/pets",
                get={"responses": gives(thing(pets=array(ref("Summary"))))},
            ),
            Summary=summary,
        )
    )
    made = shop.ask("post", "/pets", body={"name": "Ada", "kind": "cow"}).body
    assert made in shop.ask("get", "/pets/findByKind", kind="cow").body
    assert made not in shop.ask("get", "/pets/findByKind", kind="cat").body
    listed = shop.ask("get", "/kennel/pets").body["pets"]
    assert {"id": made["id"], "name": "Ada"} in listed
    shop.ask("delete", "/pets/{pet_id}", made["id"])
    assert made["id"] not in [
        each["id"] for each in shop.ask("get", "/kennel/pets").body["pets"]
    ]


def test_things_that_look_alike_are_not_the_same() -> None:
    named = thing("id", id=NUMBER, name=TEXT)
    documents = [
        *crud("/tags", "id", item=ref("Named")),
        *crud("/categories", "id", item=ref("Named")),
    ]
    shop = Shop(contract(*documents, Named=named), seeded=False)
    shop.ask("post", "/tags", body={"name": "x"})
    assert shop.ask("get", "/categories").body == []


def test_one_store_has_doors_in_several_scopes() -> None:
    pod = thing("metadata", metadata=thing("name", name=TEXT, namespace=TEXT))
    items = thing("items", items=array(ref("Pod")))
    space = "/namespaces/{namespace}/pods"
    shop = Shop(
        contract(
            path("/pods", get={"responses": gives(items)}),
            path(
                space,
                get={"responses": gives(items)},
                post={
                    "requestBody": takes(ref("Pod")),
                    "responses": gives(ref("Pod"), 201),
                },
            ),
            path(f"{space}/{{name}}", get={"responses": gives(ref("Pod"))}),
            Pod=pod,
        )
    )
    sent = {"metadata": {"name": "x"}}
    shop.ask("post", space, "a", body=sent)
    assert (
        shop.ask("get", f"{space}/{{name}}", "a", "x").body["metadata"]["name"] == "x"
    )
    assert shop.ask("get", f"{space}/{{name}}", "b", "x").status == 404

    def names(*scope: str) -> list[str]:
        answer = shop.ask("get", space if scope else "/pods", *scope)
        return [each["metadata"]["name"] for each in answer.body["items"]]

    assert "x" in names("a")
    assert "x" not in names("b")
    assert "x" in names()


def settings(**operations: Any) -> Shop:
    value = thing("theme", theme={"enum": ["dark", "light"]}, size=NUMBER, note=TEXT)
    put = {"requestBody": takes(ref("Settings")), "responses": gives(ref("Settings"))}
    get = {"responses": gives(ref("Settings"))}
    held = path("/users/{id}/settings", get=get, put=put, patch=put, **operations)
    return Shop(contract(held, Settings=value))


def test_a_singleton_has_one_value_for_each_scope() -> None:
    one = "/users/{id}/settings"
    shop = settings(delete={"responses": gives(None, 204)})
    start = shop.ask("get", one, "a").body
    other = shop.ask("get", one, "b").body
    sent = {"theme": "dark", "size": 77}
    assert shop.ask("put", one, "a", body=sent).body == sent
    assert shop.ask("patch", one, "a", body={"note": "n"}).body == {**sent, "note": "n"}
    assert shop.ask("get", one, "b").body == other
    shop.ask("delete", one, "a")
    assert shop.ask("get", one, "a").body == start


def test_a_toggle_has_members() -> None:
    follows = "/me/following/{name}"
    user = thing("name", name=TEXT, bio=TEXT)
    nothing = {"responses": gives(None, 204) | gives(None, 404)}
    documents = [
        path(follows, get=nothing, put=nothing, delete=nothing),
        path("/me/following", get={"responses": gives(array(ref("User")))}),
        *crud("/users", "name", TEXT, item=ref("User")),
    ]
    shop = Shop(contract(*documents, User=user))
    assert shop.role(f"put {follows}") == "put in"
    made = shop.ask("post", "/users", body={"name": "ada", "bio": "b"}).body
    assert shop.ask("get", follows, "ada").status == 404
    for _ in range(2):
        assert shop.ask("put", follows, "ada").status == 204
    assert shop.ask("get", follows, "ada").status == 204
    assert shop.ask("get", "/me/following").body.count(made) == 1
    shop.ask("delete", follows, "ada")
    assert shop.ask("get", follows, "ada").status == 404
    assert made not in shop.ask("get", "/me/following").body
    assert made in shop.ask("get", "/users").body


@pytest.mark.parametrize(
    ("verb", "method", "properties", "told"),
    [
        (
            "cancel",
            "post",
            {"status": {"enum": ["open", "canceled"]}},
            {"status": "canceled"},
        ),
        ("publish", "post", {"published": FLAG}, {"published": True}),
        ("unlock", "put", {"locked": FLAG}, {"locked": False}),
        ("favorite", "post", {"favorited": FLAG}, {"favorited": True}),
        ("favorite", "delete", {"favorited": FLAG}, {"favorited": False}),
        ("shake", "post", {"shape": TEXT}, {}),
    ],
)
def test_a_known_verb_sets_what_it_says(
    verb: str, method: str, properties: Any, told: Any
) -> None:
    item = {**PET, "properties": {**PET["properties"], **properties}}
    one = f"/pets/{{pet_id}}/{verb}"
    acting = path(one, NUMBER, **{method: {"responses": gives(ref("Pet"))}})
    shop = Shop(contract(*crud(), acting, Pet=item))
    made = shop.ask("post", "/pets", body={"name": "Ada"}).body
    answer = shop.ask(method, one, made["id"])
    for name, value in told.items():
        assert answer.body[name] == value
    assert shop.ask("get", "/pets/{pet_id}", made["id"]).body == answer.body
    assert shop.ask(method, one, 999_999).status == 404


def test_a_verb_that_makes_things_makes_one() -> None:
    one = "/pets/{pet_id}/copy"
    copying = path(one, NUMBER, post={"responses": gives(ref("Pet"), 201)})
    shop = Shop(contract(*crud(), copying))
    key = shop.ask("get", "/pets").body[0]["id"]
    made = shop.ask("post", one, key).body
    assert made["id"] != key
    assert shop.ask("get", "/pets/{pet_id}", made["id"]).body == made


def test_the_report_says_what_is_remembered_and_why_not() -> None:
    shop = Shop(
        contract(
            *crud(),
            path(
                "/search",
                post={
                    "requestBody": takes(thing(q=TEXT)),
                    "responses": gives(thing(hits=NUMBER)),
                },
            ),
            path("/health", get={"responses": gives(thing(ok=FLAG))}),
            path("/logo", get={"responses": gives()}),
            path("/old", get={"responses": gives(None, 301)}),
        )
    )
    told = {f"{each.method} {each.path}": each for each in shop.model.report()}
    assert told["POST /pets"].text == "adds to /pets/{}; key: id"
    assert told["GET /pets"].is_remembered
    for name, why in {
        "POST /search": "leaves nothing behind",
        "GET /health": "each answer is a sample",
        "GET /logo": "no JSON body",
        "GET /old": "declares no success",
    }.items():
        assert not told[name].is_remembered
        assert why in told[name].text


def test_a_singleton_in_a_wrapper_and_by_json_patch() -> None:
    value = thing("user", user=thing("name", name=TEXT, bio=TEXT, updated_at=TEXT))
    put = {"requestBody": takes(value), "responses": gives(value) | gives(None, 422)}
    patch = {**put, "requestBody": takes({}, "application/json-patch+json")}
    post = {
        "requestBody": takes(thing(bio=TEXT)),
        "responses": gives(thing(bio=TEXT, ok=FLAG)),
    }
    shop = Shop(
        contract(
            path(
                "/user",
                get={"responses": gives(value)},
                put=put,
                patch=patch,
                post=post,
            )
        )
    )
    sent = {"user": {"name": "ada", "bio": "b"}}
    told = shop.ask("put", "/user", body=sent).body["user"]
    assert told.items() >= sent["user"].items()
    assert shop.ask("post", "/user", body={"bio": "d"}).body.get("bio", "d") == "d"
    kind = "application/json-patch+json"
    operations = [{"op": "replace", "path": "/user/bio", "value": "c"}]
    shop.ask("patch", "/user", body=operations, media_type=kind)
    assert shop.ask("get", "/user").body["user"]["bio"] == "c"
    wrong = [{"op": "test", "path": "/user/bio", "value": "x"}]
    assert shop.ask("patch", "/user", body=wrong, media_type=kind).status == 422


def test_a_singleton_may_be_any_value() -> None:
    document = contract(
        path(
            "/motto",
            get={"responses": gives(array(TEXT))},
            put={"requestBody": takes(array(TEXT)), "responses": gives(None, 204)},
        )
    )
    shop = Shop(document)
    if shop.role("get /motto") == "read value":
        shop.ask("put", "/motto", body=["a"])
        assert shop.ask("get", "/motto").body == ["a"]


def test_what_is_below_a_deleted_parent_is_forgotten_everywhere() -> None:
    nothing = {"responses": gives(None, 204) | gives(None, 404)}
    star = "/pets/{pet_id}/fans/{name}"
    value = {"responses": gives(thing("a", a=NUMBER)) | gives(None, 404)}
    put = {**value, "requestBody": takes(thing("a", a=NUMBER))}
    diet = "/pets/{pet_id}/diet"
    shop = Shop(
        contract(
            *crud(),
            path(star, get=nothing, put=nothing, delete=nothing),
            path(diet, NUMBER, get=value, put=put),
        )
    )
    key = shop.ask("post", "/pets", body={"name": "Ada"}).body["id"]
    shop.ask("put", star, key, "bo")
    shop.ask("put", diet, key, body={"a": 5})
    assert shop.ask("get", star, key, "bo").status == 204
    assert shop.ask("get", diet, key).body == {"a": 5}
    shop.ask("delete", "/pets/{pet_id}", key)
    assert shop.ask("get", star, key, "bo").status == 404
    assert shop.ask("get", diet, key).status == 404
    told = str(shop.state.snapshot()["values"]) + str(shop.state.snapshot()["members"])
    assert f"/pets/{key}/" not in told


def test_a_scope_of_which_items_tell_nothing_has_some_of_them() -> None:
    shop = Shop(
        contract(
            *crud(),
            path("/parks/{park}/pets", get={"responses": gives(array(ref("Pet")))}),
        )
    )
    there = shop.ask("get", "/pets").body
    for park in ("a", "b"):
        listed = shop.ask("get", "/parks/{park}/pets", park).body
        assert len(listed) == 3
        assert all(each in there for each in listed)
        assert shop.ask("get", "/parks/{park}/pets", park).body == listed


def test_a_scope_may_be_told_by_the_body() -> None:
    item = thing("key", "space", key=TEXT, space=TEXT, label=TEXT)
    shop = Shop(
        contract(
            path(
                "/terms",
                post={
                    "requestBody": takes(ref("Term")),
                    "responses": gives(ref("Term"), 201),
                },
            ),
            path("/terms/{space}", get={"responses": gives(array(ref("Term")))}),
            path(
                "/terms/{space}/{key}",
                get={"responses": gives(ref("Term")) | gives(None, 404)},
            ),
            Term=item,
        )
    )
    sent = {"key": "k", "space": "s", "label": "l"}
    assert shop.ask("post", "/terms", body=sent).body == sent
    assert shop.ask("get", "/terms/{space}/{key}", "s", "k").body == sent
    assert shop.ask("get", "/terms/{space}/{key}", "t", "k").status == 404
    assert sent in shop.ask("get", "/terms/{space}", "s").body
