"""Webhooks and callbacks become typed senders."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.codegen.command import main, parse
from scripts.codegen.compiler import Compiled, differences, examine, lower
from scripts.codegen.load.source import load_source
from scripts.codegen.lower.package import CompiledEndpoint

CONTRACT = Path(__file__).parents[1] / "contracts" / "senders.yaml"
HEAD = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
PROGRAM = """\
import asyncio
import json
from datetime import datetime, timezone

from senders import models
from senders.runtime.sending.sender import HttpRequest
from senders.responses.streams import Subscribe201
from senders.senders import (
    HttpResponse, InvalidEvent, StreamsSender, Trigger, UndeclaredAnswer
)
from senders.senders import streams


async def transport(request: HttpRequest) -> HttpResponse:
    print(json.dumps([request.method, request.url, *request.headers]))
    print(request.body.decode())
    headers = [("Content-Type", "application/json"), ("X-Left", "3")]
    return HttpResponse(200, headers, b'{"more": false}')


def told(answer: streams.OnDataResult | UndeclaredAnswer) -> str:
    match answer:
        case streams.OnData200():
            return f"{answer.body.more} {answer.x_left}"
        case streams.OnData410():
            return "stop"
        case UndeclaredAnswer():
            return answer.reason


async def main() -> None:
    sender = StreamsSender(transport)
    trigger = Trigger(
        "https://me.example/streams",
        "POST",
        body=models.SubscribeRequest(callback_url="https://client.example/cb"),
        response=Subscribe201(body=models.Subscribe201Body(id="s/1")),
    )
    at = datetime(2026, 1, 1, tzinfo=timezone.utc)
    message = models.OnDataRequest(at=at, points=[1, 2.5])
    for to in (trigger, sender.on_data_url(trigger)):
        print(told(await sender.on_data(
            to, stream="a b", x_sequence=7, filter=models.OnDataFilter(since="x"),
            body=message,
        )))
    try:
        wrong = models.OnDataRequest.model_construct(at=datetime(2026, 1, 1))
        await sender.on_data(trigger, stream="a", x_sequence=7, body=wrong)
    except InvalidEvent as error:
        print(error.faults[0].pointer)
    print(json.dumps(streams._STREAM_STARTED.operation.security[0][0].scheme))


asyncio.run(main())
"""


def endpoints(folder: Path, text: str) -> dict[str, CompiledEndpoint]:
    contract = folder / "contract.yaml"
    contract.write_text(HEAD + text, encoding="utf-8")
    groups = lower(load_source(contract)).senders
    return {each.function: each for group in groups for each in group.endpoints}


def test_a_sender_sends_what_the_contract_has_and_reads_the_answer(
    tmp_path: Path, compiled: Callable[[Path], Path], mypy: Callable[..., str]
) -> None:
    package = compiled(CONTRACT)
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "senders").symlink_to(package)
    assert mypy(program, cwd=tmp_path) == ""
    done = subprocess.run(
        [sys.executable, str(program)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    sent, body, told, again, *rest = done.stdout.splitlines()
    assert json.loads(sent) == [
        "POST",
        "https://client.example/cb/a%20b?for=s%2F1&filter%5Bsince%5D=x",
        ["X-Sequence", "7"],
        ["Accept", "application/json"],
        ["Content-Type", "application/json"],
    ]
    assert json.loads(body) == {"at": "2026-01-01T00:00:00Z", "points": [1, 2.5]}
    assert told == "False 3"
    assert again == sent
    assert rest[2:] == ["/body/at", '"key"']


def test_everything_that_is_sent_has_a_name_of_its_own() -> None:
    groups = lower(load_source(CONTRACT)).senders
    found = {
        group.module: [
            (each.function, each.operation.path, each.operation.method)
            for each in group.endpoints
        ]
        for group in groups
    }
    assert found == {
        "streams": [
            ("audit", "{$request.header.Audit-Url}", "POST"),
            ("list_streams_each_put", "https://log.example/{$method}", "PUT"),
            ("list_streams_each_post", "https://log.example/{$method}", "POST"),
            ("list_streams_each_post_2", "$url", "POST"),
            (
                "on_data",
                "{$request.body#/callbackUrl}/{stream}?for={$response.body#/id}",
                "POST",
            ),
            ("on_data_on_slow", "{$request.query.slow}", "GET"),
            ("stream_started", "stream/started", "POST"),
        ],
        "default": [("stream_ended", "stream.ended", "POST")],
    }


def test_a_contract_without_webhooks_has_no_senders(
    compiled: Callable[[Path], Path],
) -> None:
    package = compiled(CONTRACT.with_name("sealed.yaml"))
    assert not (package / "senders").exists()
    assert not (package / "runtime" / "sending").exists()


def test_webhooks_alone_make_a_package(tmp_path: Path) -> None:
    contract = tmp_path / "contract.yaml"
    hook = "{post: {responses: {default: {description: Any.}}}}"
    contract.write_text(f"{HEAD}webhooks: {{made: {hook}}}\n", encoding="utf-8")
    output = tmp_path / "hooks"
    assert main(parse(["--contract", str(contract), "--output", str(output)])) == 0
    assert (output / "senders" / "default.py").exists()


def test_parts_can_be_left_out_by_tag(tmp_path: Path) -> None:
    output = tmp_path / "part"
    arguments = ["--contract", str(CONTRACT), "--output", str(output)]
    assert main(parse([*arguments, "--tags", "default"])) == 0
    assert sorted(path.name for path in (output / "senders").iterdir()) == [
        "__init__.py",
        "default.py",
    ]
    assert not (output / "ports" / "streams.py").exists()


def test_webhooks_share_the_names_of_operations(tmp_path: Path) -> None:
    responses = "responses: {default: {description: Any.}}"
    text = (
        f"paths: {{/a: {{get: {{operationId: made, {responses}}}}}}}\n"
        f"webhooks: {{made: {{post: {{{responses}}}, put: {{{responses}}}}},\n"
        f"  Made: {{post: {{{responses}}}}}}}\n"
    )
    assert list(endpoints(tmp_path, text)) == ["put_made", "post_made", "made_2"]


def test_callbacks_that_lead_to_themselves_are_sent_once(tmp_path: Path) -> None:
    text = """
paths:
  /a:
    get:
      responses: {default: {description: Any.}}
      callbacks: {again: {$ref: '#/components/callbacks/again'}}
components:
  callbacks:
    again:
      '{$url}':
        get:
          responses: {default: {description: Any.}}
          callbacks: {again: {$ref: '#/components/callbacks/again'}}
"""
    assert list(endpoints(tmp_path, text)) == ["again"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("{$request.body#callbackUrl}", "'callbackUrl', which is no JSON Pointer"),
        ("{url}", "has 'url', which is none of"),
        ("{$response.query.x}", "a response has no such"),
        ("{$url", "a brace without its counterpart"),
    ],
)
def test_an_address_that_says_nothing_is_left_out(
    tmp_path: Path, address: str, said: str
) -> None:
    contract = tmp_path / "contract.yaml"
    text = CONTRACT.read_text(encoding="utf-8")
    contract.write_text(
        text.replace("{$request.query.slow}", address), encoding="utf-8"
    )
    whole, found = (examine(each, lambda _: None) for each in (CONTRACT, contract))
    [fault] = [each for each in found.faults if each.code == "CG301"]
    assert (fault.severity, fault.line, fault.column) == ("warning", 62, 19)
    assert said in fault.message
    assert _sent(found) == _sent(whole) - 1


def _sent(compiled: Compiled) -> int:
    assert compiled.package
    return sum(len(group.endpoints) for group in compiled.package.senders)


def test_what_is_sent_leaves_the_rest_as_it_was(
    tmp_path: Path, compiled: Callable[[Path], Path]
) -> None:
    text = CONTRACT.read_text(encoding="utf-8")
    contract = tmp_path / CONTRACT.name
    start, end = text.index("webhooks:"), text.index("components:")
    contract.write_text(text[:start] + text[end:], encoding="utf-8")
    output = tmp_path / "senders"
    assert main(parse(["--contract", str(contract), "--output", str(output)])) == 0
    changed = differences(output, compiled(CONTRACT))
    assert {name.split("/")[0] for name in changed} <= {
        "contract",
        "senders",
        "models.py",
        # What only webhooks need is checked by their receivers.
        "security.py",
    }
    assert "senders/default.py" in changed


@pytest.mark.parametrize(
    ("media_type", "schema", "annotation", "view"),
    [
        ("application/json", "{type: object}", "dict[str, Any]", "dict[str, Any]"),
        ("application/jsonl", "{type: integer}", "list[int]", "list[int]"),
        ("text/event-stream", "{type: integer}", "bytes", "bytes"),
        ("text/csv", "{type: string}", "str", "str"),
        ("image/*", "{type: string, format: binary}", "bytes", "bytes"),
        ("application/xml", "{type: object}", "bytes", "bytes"),
    ],
)
def test_what_is_received_is_there_whole(
    tmp_path: Path, media_type: str, schema: str, annotation: str, view: str
) -> None:
    content = f"{{{media_type}: {{schema: {schema}}}}}"
    answers = f"{{'200': {{description: A., content: {content}}}}}"
    text = f"webhooks: {{made: {{post: {{responses: {answers}}}}}}}\n"
    [result] = endpoints(tmp_path, text)["made"].results
    assert result.body is not None
    assert (result.body.annotation, result.body.view) == (annotation, view)
    assert result.media is not None
    assert (result.body.content_type, result.media.item) == ("", "")


def test_hooks_of_any_method_are_sent(tmp_path: Path) -> None:
    text = """\
webhooks:
  made:
    query: {responses: {default: {description: Any.}}}
    additionalOperations: {Copy: {responses: {default: {description: Any.}}}}
"""
    contract = tmp_path / "contract.yaml"
    contract.write_text(HEAD.replace("3.1.0", "3.2.0") + text, encoding="utf-8")
    [group] = lower(load_source(contract)).senders
    assert [(e.function, e.operation.method) for e in group.endpoints] == [
        ("query_made", "QUERY"),
        ("copy_made", "Copy"),
    ]
