"""Servers with a path are told of: operations are served without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.codegen.advise.unsupported import base_paths
from scripts.codegen.load.source import load_source


@pytest.mark.parametrize(
    ("servers", "path"),
    [
        ("[{url: 'https://x.example/api/v2'}]", "/api/v2"),
        ("[{url: /api/}]", "/api"),
        ("[{url: //x.example/api}]", "/api"),
        ("[{url: //x.example}]", None),
        ("[{url: '/a//b'}]", "/a//b"),
        ("[{url: 'https://x.example/{b}', variables: {b: {default: v2}}}]", "/v2"),
        ("[{url: 'https://x.example/{b}', variables: {b: {default: ''}}}]", None),
        ("[{url: 'https://x.example'}]", None),
        ("[{url: 'https://x.example/'}, {url: 'https://y.example/b'}]", None),
        ("[{url: /}]", None),
        ("[]", None),
    ],
)
def test_a_path_of_all_servers_is_told(
    tmp_path: Path, servers: str, path: str | None
) -> None:
    contract = tmp_path / "contract.yaml"
    head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
    contract.write_text(f"{head}servers: {servers}\n", encoding="utf-8")
    found = [fault.message for fault in base_paths(load_source(contract))]
    assert found == (
        [f"Operations are served without the servers' path {path}."] if path else []
    )
