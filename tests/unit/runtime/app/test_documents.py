"""The contract is served as it was written."""

from pathlib import Path

from scripts.codegen.runtime.app.app import ContractApp
from scripts.codegen.runtime.app.configuration import Runtime
from scripts.codegen.runtime.contract.contract import Contract
from scripts.codegen.runtime.options import Options
from tests.unit.runtime.app.paths import ROUTES, paths_app
from tests.unit.runtime.harness import (
    call,
)


def contract_in(folder: Path, name: str, text: bytes) -> Runtime:
    (folder / name).write_bytes(text)
    (folder / "schemas.json").write_text('{"T": {"type": "string"}}')
    kind = f"application/{name.rpartition('.')[2]}"
    return Runtime(Contract(folder, document=name, media_type=kind, digest="d"))


def test_the_contract_is_served_verbatim(tmp_path: Path) -> None:
    text = b"openapi: 3.1.0 # as written\ndate: 2020-01-01\n"
    runtime = contract_in(tmp_path, "openapi.yaml", text)
    app = ContractApp(runtime, [])

    reply = call(app, "GET", "/openapi.yaml")
    assert (reply.body, reply.header("content-type")) == (text, "application/yaml")
    assert call(app, "GET", "/openapi.json").json == {
        "openapi": "3.1.0",
        "date": "2020-01-01",
    }
    assert app.openapi() == call(app, "GET", "/openapi.json").json
    assert runtime.gate.is_valid("T", "x")
    tag = reply.header("etag") or ""
    for sent in (tag, f'"x", W/{tag}', "*"):
        again = call(app, "GET", "/openapi.yaml", [("If-None-Match", sent)])
        assert (again.status, again.body, again.header("etag")) == (304, b"", tag)
    assert call(app, "GET", "/openapi.yaml", [("If-None-Match", '"x"')]).status == 200


def test_a_json_contract_is_served_once(tmp_path: Path) -> None:
    runtime = contract_in(tmp_path, "openapi.json", b'{ "openapi":"3.1.0"}')
    assert call(ContractApp(runtime, []), "GET", "/openapi.json").body.startswith(b"{ ")


def test_the_contract_may_declare_its_own_path() -> None:
    app = paths_app(("GET", "/openapi.json"))
    assert call(app, "GET", "/openapi.json").status == 501
    hidden = paths_app(*ROUTES, options=Options(serve_contract=False))
    assert call(hidden, "GET", "/openapi.json").status == 404
