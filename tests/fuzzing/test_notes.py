"""A service that was written by hand, fuzzed: nothing is found, or what is planted."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from scripts.fuzzing.service import Application, serving

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
SERVICE = Path(__file__).parent / "service"
ADA, GRACE = "ada-has-a-token", "grace-has-a-token"
# What each planted mistake is found as.
FOUND = {
    "crash": ("GET /notes", "Server error: 500"),
    "open-door": ("GET /notes", "Lets in who shows no valid credentials"),
    "too-long": ("POST /notes", "Accepted what the contract forbids: 201"),
    "no-location": (
        "POST /notes",
        "Answer is not what the contract declares: header Location is required",
    ),
    "bad-utf8": ("POST /notes", "Server error: 500 to .*a member that is no UTF-8"),
    "incomplete": (
        "GET /notes/{id}",
        "Answer is not what the contract declares: body/written_at is required",
    ),
    "leak": ("GET /notes/{id}", "Object-level authorization bypass"),
    "undeclared": ("DELETE /notes/{id}", "Undeclared status: 202"),
}
# And where the contract is compiled: beside the package, which sees to the rest.
FOUND_BESIDE = {
    "crash": ("GET /notes", "Server error: 500"),
    "open-door": ("DELETE /notes/{id}", "Lets in who shows no valid credentials"),
    "no-location": (
        "POST /notes",
        "Answer is not what the contract declares: header Location is required",
    ),
    "forgetful": (
        "GET /notes(/{id})?",
        "What is (kept|listed) is not what was sent: title",
    ),
    "undead": ("GET /notes/{id}", "Removed, but still there"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SERVICE, tmp_path / "notes")
    return tmp_path / "notes"


@pytest.fixture
def notes_database(server_url: str) -> Iterator[str]:
    name = f"notes_{os.getpid()}"
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    create = sql.SQL("CREATE DATABASE {}")
    url = make_url(server_url).set(drivername="postgresql+psycopg", database=name)
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(drop.format(sql.Identifier(name)))
        connection.execute(create.format(sql.Identifier(name)))
        yield url.render_as_string(hide_password=False)
        connection.execute(drop.format(sql.Identifier(name)))


@contextlib.contextmanager
def served(
    folder: Path, database: str, *bugs: str, app: str = "notes:app"
) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("NOTES_DATABASE", database)
        patch.setenv("NOTES_BUGS", ",".join(bugs))
        for name in [each for each in os.environ if each.startswith("COV")]:
            patch.delenv(name)
        application = Application(app, sys.executable, folder / "log")
        with serving(application) as url:
            yield url


def fuzz(folder: Path, url: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *(sys.executable, str(ROOT / "scripts" / "fuzz")),
            *("--contract", "notes.yaml", "--url", url),
            *("--report", "reports", "--examples", "3", *words),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def compile_into(folder: Path) -> None:
    compile_it = [sys.executable, str(ROOT / "scripts" / "generate")]
    compile_it += ["--contract", "notes.yaml", "--output", "notes_api"]
    made = subprocess.run(compile_it, cwd=folder, check=False)
    assert made.returncode == 0


def kept(url: str, note: dict[str, Any]) -> dict[str, Any]:
    """Return what the database gives back of a note."""
    headers = {"X-Tenant": "acme", "Authorization": f"Bearer {ADA}"}
    with httpx2.Client(base_url=url, headers=headers) as client:
        created = client.post("/v1/notes", json=note)
        found: dict[str, Any] = client.get(created.headers["location"]).json()
        return found


def failures(folder: Path) -> list[tuple[str, str]]:
    suites = ET.parse(folder / "reports" / "junit.xml")
    return [
        (case.get("name", ""), failure.get("message", ""))
        for case in suites.iter("testcase")
        for failure in case
    ]


def test_nothing_is_found_where_nothing_is_wrong(
    folder: Path, notes_database: str
) -> None:
    with served(folder, notes_database) as url:
        # To HTTP, names of headers and of schemes are the same in small letters.
        done = fuzz(folder, url, "--header", f"authorization: bearer {ADA}")
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    assert "Nothing found: " in done.stdout
    assert "Never succeeded" not in done.stdout
    assert failures(folder) == []


def test_nor_where_the_contract_is_compiled_and_included_under_a_prefix(
    folder: Path, notes_database: str
) -> None:
    compile_into(folder)
    words = ["--header", "X-Tenant: acme", "--as", f"ada=Authorization: Bearer {ADA}"]
    words += ["--as", f"grace=Authorization: Bearer {GRACE}", "--examples", "1"]
    with served(folder, notes_database, app="included:app") as url:
        done = fuzz(folder, f"{url}/v1", *words)
        sent = {"title": "n", "mood": "in-a-hurry", "urgency": 2}
        assert sent.items() <= kept(url, sent).items()
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    assert "Nothing found: " in done.stdout
    assert "Never succeeded" not in done.stdout
    assert failures(folder) == []


def test_mistakes_beside_the_package_are_found_by_name(
    folder: Path, notes_database: str
) -> None:
    compile_into(folder)
    words = ["--header", "X-Tenant: acme", "--header", f"Authorization: Bearer {ADA}"]
    words += ["--examples", "1"]
    with served(folder, notes_database, *FOUND_BESIDE, app="included:app") as url:
        done = fuzz(folder, f"{url}/v1", *words)
    assert done.returncode == 1, f"{done.stdout}{done.stderr}"
    assert not missed(FOUND_BESIDE, failures(folder)), done.stdout


def test_every_planted_mistake_is_found_by_name(
    folder: Path, notes_database: str
) -> None:
    callers = [("ada", ADA), ("grace", GRACE)]
    given = [f"{name}=Authorization: Bearer {token}" for name, token in callers]
    words = [word for text in given for word in ("--as", text)]
    with served(folder, notes_database, *FOUND) as url:
        done = fuzz(folder, url, *words)
        assert done.returncode == 1, f"{done.stdout}{done.stderr}"
        found = failures(folder)
        assert not missed(FOUND, found), done.stdout
        # One cause, one finding: nothing else is wrong with this service.
        assert len(found) == len(FOUND), found
        assert status_of_first_command(done.stdout, "Server error") == 500
    written = [file for file in (folder / "reports").iterdir() if file.is_file()]
    texts = [file.read_text() for file in written]
    assert not [token for token in (ADA, GRACE) for text in texts if token in text]
    assert ADA not in f"{done.stdout}{done.stderr}"


def missed(
    wanted: dict[str, tuple[str, str]], found: list[tuple[str, str]]
) -> set[str]:
    """Return the mistakes that are not found as they should be."""
    return {
        bug
        for bug, (operation, pattern) in wanted.items()
        if not any(
            re.fullmatch(operation, name) and re.match(pattern, message)
            for name, message in found
        )
    }


def status_of_first_command(report: str, title: str) -> int:
    """Run the command of a finding, as somebody would who copied it."""
    after = report.partition(title)[2]
    command = after.partition("$ ")[2].partition("\n")[0]
    done = subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, "ADA_AUTHORIZATION": f"Bearer {ADA}"},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout.split()[1])
