"""A compiled package takes uploads."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

CONTRACTS = Path(__file__).parent / "contracts"
IMPLEMENTATION = """
import json

from uploads import Context, Upload, create_app, models
from uploads.ports import PhotosPort
from uploads.responses import photos as responses


async def shown(upload: Upload) -> list[object]:
    content = b"".join([chunk async for chunk in upload])
    camera = upload.headers.get("X-Camera")
    return [upload.filename, upload.media_type, upload.size, content.decode(), camera]


class Photos(PhotosPort):
    async def add_photo(
        self, context: Context, *, body: models.AddPhotoRequest | models.NewPhoto
    ) -> responses.AddPhotoResult:
        found: list[object] = [type(body).__name__, body.title]
        if isinstance(body, models.AddPhotoRequest):
            if isinstance(body.photo, Upload):
                found.append(await shown(body.photo))
            if isinstance(body.more, list):
                found += [await shown(file) for file in body.more]
            if isinstance(body.place, models.AddPhotoRequestPlace):
                found.append(body.place.lat)
            if isinstance(body.tags, list):
                found.append(body.tags)
        return responses.AddPhoto200(body=found)

    async def replace_photo(
        self, context: Context, *, id: str, body: Upload | int | models.NewPhoto
    ) -> responses.ReplacePhotoResult:
        what = await shown(body) if isinstance(body, Upload) else repr(body)
        return responses.ReplacePhoto200(body=[what])


app = create_app(photos=Photos())
"""
CLIENT = """
import json
from starlette.testclient import TestClient
from implementation import app

client = TestClient(app)
PNG = ("a.png", b"12345", "image/png", {"X-Camera": "K"})
more = [("more", ("b", b"6")), ("more", ("c", b"7"))]
texts = {"title": "T", "tags": "a,b", "place": '{"lat": 1.5}'}
for reply in (
    client.post("/photos", data=texts, files=[("photo", PNG), *more]),
    client.post("/photos", json={"title": "J", "photo": "p"}),
    client.post("/photos", data=texts, files=[("photo", ("a", b"1", "text/html"))]),
    client.post("/photos", data=texts, files=[("photo", ("a", b"1" * 11, PNG[2]))]),
    client.put("/photos/1", content=b"123", headers={"Content-Type": "image/png"}),
    client.put("/photos/1", content=b"1" * 10, headers={"Content-Type": "image/png"}),
    client.put("/photos/1", content="12", headers={"Content-Type": "text/plain"}),
    client.put("/photos/1", json={}),
    client.put("/photos/1", content="-", headers={"Content-Type": "application/zip"}),
):
    body = reply.json()
    if isinstance(body, dict):
        body = [fault["pointer"] for fault in body.get("errors", ())]
    print(json.dumps([reply.status_code, body]))
"""


def test_a_compiled_package_takes_uploads(
    tmp_path: Path, compiled: Callable[[Path], Path], mypy: Callable[..., str]
) -> None:
    package = compiled(CONTRACTS / "uploads.yaml")
    implementation = tmp_path / "implementation.py"
    implementation.write_text(IMPLEMENTATION, encoding="utf-8")
    (tmp_path / "uploads").symlink_to(package)
    assert mypy(implementation, cwd=tmp_path) == ""

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", CLIENT],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    octets = "application/octet-stream"
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        [
            200,
            [
                *("AddPhotoRequest", "T"),
                ["a.png", "image/png", 5, "12345", "K"],
                ["b", octets, 1, "6", None],
                ["c", octets, 1, "7", None],
                *(1.5, ["a", "b"]),
            ],
        ],
        [200, ["NewPhoto", "J"]],
        [415, ["/photo"]],
        [422, ["/photo/size"]],
        [200, [[None, "image/png", 3, "123", None]]],
        [413, []],
        [200, ["12"]],
        [422, ["/title"]],
        [200, [[None, "application/zip", 1, "-", None]]],
    ]
