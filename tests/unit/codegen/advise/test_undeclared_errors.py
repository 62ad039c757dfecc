"""What the runtime can answer is declared, or named as undeclared at compile time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.codegen.advise.undeclared_errors import reachable_errors, undeclared_errors
from scripts.codegen.compiler import lower
from scripts.codegen.load.source import load_source
from tests.support.foreign import Judge, applications, provoked

ERROR = {
    "type": "object",
    "required": ["message"],
    "properties": {"message": {"type": "string"}, "code": {"type": "integer"}},
}


def answer(media_type: str, schema: Any) -> Any:
    return {"description": "-", "content": {media_type: {"schema": schema}}}


def contract(responses: Any, **operation: Any) -> Any:
    ok = answer("application/json", {"type": "string"})
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/x": {"post": {"responses": {"200": ok, **responses}, **operation}}},
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "oauth2",
                    "flows": {
                        "clientCredentials": {
                            "tokenUrl": "https://example.com/t",
                            "scopes": {"all": "all"},
                        }
                    },
                }
            }
        },
    }


def written(folder: Path, document: Any) -> Path:
    file = folder / "contract.yaml"
    file.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    return file


def warnings(file: Path) -> list[tuple[str, int, str]]:
    source = load_source(file)
    found = undeclared_errors(lower(source), source)
    return [(each.code, each.line, each.message) for each in found]


def test_a_shape_that_no_error_fits_is_named(tmp_path: Path) -> None:
    responses = {
        "4XX": answer("application/xml", {"type": "string"}),
        "default": answer("application/json", ERROR),
    }
    [(code, line, message)] = warnings(written(tmp_path, contract(responses)))
    assert (code, line) == ("CG102", 8)
    assert "POST /x declares 4XX in a form that no error of the runtime" in message
    assert "400, 406 leaves as application/problem+json" in message


def test_the_status_that_stands_in_is_enough(tmp_path: Path) -> None:
    responses = {"422": answer("application/json", ERROR)}
    [(code, _, message)] = warnings(written(tmp_path, contract(responses)))
    assert code == "CG101"
    assert "can answer 406, 500, which" in message


STATUSES = ("400", "401", "403", "413", "415", "422", "500", "4XX", "5XX", "default")
MEDIA = ("application/json", "text/plain", "application/octet-stream")
BODY = st.sampled_from(MEDIA).map(
    lambda media_type: {
        "requestBody": {
            "required": True,
            "content": {media_type: {"schema": {"type": "string", "maxLength": 3}}},
        }
    }
)
PARAMETER = {"name": "n", "in": "query", "schema": {"type": "integer"}}


@given(
    statuses=st.sets(st.sampled_from(STATUSES)),
    body=st.just({}) | BODY,
    parameters=st.sampled_from(({}, {"parameters": [PARAMETER]})),
    security=st.sampled_from(
        ({}, {"security": [{"token": ["all"]}]}, {"security": [{"token": []}, {}]})
    ),
)
@settings(deadline=None, max_examples=60)
def test_what_is_sent_is_declared_or_listed(
    tmp_path_factory: pytest.TempPathFactory,
    statuses: set[str],
    body: Any,
    parameters: Any,
    security: Any,
) -> None:
    responses = {each: answer("application/json", ERROR) for each in sorted(statuses)}
    document = contract(responses, **body, **parameters, **security)
    source = load_source(written(tmp_path_factory.mktemp("c"), document))
    package = lower(source)
    judge, apps = Judge(document), applications(package)
    [operation] = [e.operation for g in package.groups for e in g.endpoints]
    listed = reachable_errors(operation)
    seen = set()
    for reply in provoked(apps, operation):
        verdict = judge.verdict(operation, reply)
        assert verdict in {"declared", "undeclared"}
        seen.add(reply.status)
        if verdict == "undeclared":
            assert reply.header("content-type") == "application/problem+json"
    assert seen - {405, 501} == listed
