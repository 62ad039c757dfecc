"""The executables: help without an environment, messages instead of tracebacks."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy import make_url

from impl.database.unit_of_work import Database
from impl.services.signing import SigningKeys
from impl.settings import Settings
from scripts import _bootstrap, _installing, _steps
from tests.support.warm_python import warm_python

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parents[3]
EXECUTABLES = sorted(
    path
    for path in (ROOT / "scripts").iterdir()
    if path.is_file() and not path.suffix and not path.name.startswith((".", "_"))
)


class Run(Protocol):
    def __call__(
        self, script: str, *arguments: str, **environment: str
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """What runs a script, in an interpreter that has read what most of them need."""
    libraries = ("impl.app", "impl.server", "scripts.codegen.compiler", "fastapi")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with warm_python(*libraries, env=environment) as python:

        def run(
            script: str, *arguments: str, **environment: str
        ) -> subprocess.CompletedProcess[str]:
            words = (str(ROOT / "scripts" / script), *arguments)
            return python.run(*words, cwd=Path("/"), env=os.environ | environment)

        yield run


@pytest.mark.parametrize("path", EXECUTABLES, ids=lambda path: str(path.name))
def test_help_needs_no_environment(path: Path) -> None:
    assert os.access(path, os.X_OK)
    assert path.read_text().startswith("#!/usr/bin/env python3\n")
    # -S hides every installed package, as on a machine with Python alone.
    result = subprocess.run(
        [sys.executable, "-S", str(path), "--help"],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "examples:" in result.stdout


@pytest.mark.parametrize(
    "name", ["runtime", "dev", "models", "routers", "peers", "deploy"]
)
def test_requirements_are_hashed_and_name_no_index(name: str) -> None:
    text = (ROOT / "scripts" / "requirements" / f"{name}.txt").read_text()
    assert "://" not in text
    requirements = re.findall(r"^[^\s#]\S*==.*", text, re.MULTILINE)
    assert requirements
    assert all(line.endswith("\\") for line in requirements)


def test_dev_contains_runtime() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "scripts" / "requirements" / f"{name}.txt").read_text()
        return set(re.findall(r"^(\S+==\S+)", text, re.MULTILINE))

    assert pins("runtime") <= pins("dev")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where an environment is kept in which nothing is installed, once there is one."""
    return tmp_path_factory.mktemp("bare") / "environment"


@pytest.fixture
def quick_environments(monkeypatch: pytest.MonkeyPatch, bare: Path) -> None:
    """Copy environments in which nothing is installed: to make one takes seconds."""

    def quick(command: list[str]) -> None:
        if "venv" not in command:
            run_it(command)
            return
        directory = Path(command[-1])
        if bare.exists():
            shutil.copytree(bare, directory, symlinks=True)
        else:
            run_it(command)
            shutil.copytree(directory, bare, symlinks=True)

    run_it = _installing._run
    monkeypatch.setattr(_installing, "_run", quick)


@pytest.fixture
def sandbox(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, quick_environments: None
) -> Path:
    """An empty repository whose only requirement cannot be met."""
    (tmp_path / "requirements").mkdir()
    requirement = "no-such-package-at-all==1 --hash=sha256:" + "0" * 64
    for name in ("runtime", "dev", "models"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{requirement}\n")
    monkeypatch.setattr(_bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(_bootstrap, "REQUIREMENTS", tmp_path / "requirements")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    return tmp_path


def test_half_made_environment_is_redone(
    sandbox: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        _bootstrap.tool_environments("models")
    assert "could not be made" in capfd.readouterr().err
    directory = sandbox / ".countersign" / "tools" / "models"
    assert not (directory / ".stamp").exists()
    (directory / "leftover").touch()
    (sandbox / "requirements" / "models.txt").write_text("")
    python = _bootstrap.tool_environments("models")["models"]
    assert python.exists()
    assert not (directory / "leftover").exists()
    made = python.stat().st_ctime_ns
    assert _bootstrap.tool_environments("models")["models"].stat().st_ctime_ns == made


def an_environment(directory: Path, stamp: str, version: str = "") -> Path:
    """Make what has an environment's files, and nothing in it."""
    (directory / "bin").mkdir(parents=True)
    (directory / "bin" / "python").symlink_to(sys.executable)
    (directory / "pyvenv.cfg").write_text(f"version = {version}\n")
    (directory / ".stamp").write_text(stamp)
    return directory


def test_dev_serves_runtime_but_not_the_reverse(sandbox: Path) -> None:
    own = an_environment(sandbox / ".venv", _bootstrap._stamp("dev"))
    assert _bootstrap._fits(own, ("runtime", "dev"))
    (own / ".stamp").write_text(_bootstrap._stamp("runtime"))
    assert not _bootstrap._fits(own, ("dev",))


def test_each_python_has_an_environment_of_its_own(sandbox: Path) -> None:
    beside = sandbox / f".venv-{_bootstrap.VERSION}"
    assert place(sandbox) == sandbox / ".venv"
    other = an_environment(sandbox / ".venv", "dev of another", "3.99.1")
    assert place(sandbox) == beside
    (other / "pyvenv.cfg").write_text(f"version = {_bootstrap.VERSION}.99\n")
    assert place(sandbox) == other
    # What was made by another patch of the same version is fit.
    stamp = _bootstrap._stamp("dev")
    an_environment(beside, stamp)
    assert place(sandbox) == beside
    (other / ".stamp").write_text(stamp)
    assert place(sandbox) == other


def place(sandbox: Path) -> Path:
    return _bootstrap._directory(sandbox / ".venv", ("dev",))


def test_an_environment_is_not_replaced_under_a_script(
    sandbox: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    tools = sandbox / ".countersign" / "tools" / "models"
    kept = an_environment(tools, "models of before", _bootstrap.VERSION)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path;"
        "from scripts import _bootstrap; _bootstrap._hold(Path(sys.argv[2]));"
        "print('holds', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(ROOT), str(kept)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as running:
        assert running.stdout
        assert running.stdout.readline() == b"holds\n"
        with pytest.raises(SystemExit, match="2"):
            _bootstrap.tool_environments("models")
        assert "a script runs in it" in capfd.readouterr().err
        assert (kept / ".stamp").exists()
        running.communicate()
    with pytest.raises(SystemExit):  # its requirement cannot be met
        _bootstrap.tool_environments("models")
    assert not (kept / ".stamp").exists()


def test_what_cannot_be_written_here_is_kept_by_the_user(
    sandbox: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_bootstrap, "_is_writable", lambda _: False)
    monkeypatch.setenv("XDG_STATE_HOME", str(sandbox / "home"))
    state = _bootstrap.state_folder()
    assert state.parent == sandbox / "home" / "countersign"
    (sandbox / "requirements" / "models.txt").write_text("")
    python = _bootstrap.tool_environments("models")["models"]
    assert python.is_relative_to(state)
    assert python.exists()
    # One that is complete needs nobody's leave.
    own = an_environment(sandbox / ".venv", _bootstrap._stamp("dev"))
    assert place(sandbox) == own
    # Whose own folder can't be written either is told so.
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/self/none")
    (sandbox / "requirements" / "models.txt").write_text("other==1")
    with pytest.raises(SystemExit, match="2"):
        _bootstrap.tool_environments("models")
    assert "set COUNTERSIGN_STATE_FOLDER" in capfd.readouterr().err
    monkeypatch.setenv("COUNTERSIGN_STATE_FOLDER", "/named")
    assert _bootstrap.state_folder() == Path("/named")


def test_steps_stop_at_the_first_failure(capfd: pytest.CaptureFixture[str]) -> None:
    def step(name: str, code: str, needs: str | None = None) -> _steps.Step:
        return _steps.Step(name, [sys.executable, "-c", code], needs)

    with pytest.raises(SystemExit) as end:
        _steps.run(
            "chore",
            [
                step("first", ""),
                step("left out", "raise SystemExit(9)", needs="no/such/file"),
                step("second", "raise SystemExit(3)"),
                step("third", ""),
            ],
        )
    assert end.value.code == 1
    output = capfd.readouterr().out
    assert "chore: FAILED" in output
    assert "failed (3)" in output
    assert "third" not in output
    assert "left out" not in output


def test_what_is_beside_a_step_shows_its_output_afterwards(
    capfd: pytest.CaptureFixture[str],
) -> None:
    waits = "import sys, time; time.sleep(0.1); print('after', file=sys.stderr)"
    beside = _steps.Step("beside", [sys.executable, "-c", waits + "; sys.exit(4)"])
    words = [sys.executable, "-c", "print('before')"]
    with pytest.raises(SystemExit) as end:
        _steps.run("chore", [_steps.Step("first", words, beside=beside)])
    assert end.value.code == 1
    output = capfd.readouterr().out
    heads = ["── first", "before", "── beside", "after", "chore: FAILED", "failed (4)"]
    places = [output.index(head) for head in heads]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("arguments", "environment", "message"),
    [
        (["--port", "abc"], {}, "argument --port: abc is not a number from 0 to 65535"),
        (["--workers", "65"], {}, "--workers: 65 is not a number from 1 to 64"),
        ([], {"COUNTERSIGN_PORT": "abc"}, "COUNTERSIGN_PORT: "),
        (
            [],
            {"COUNTERSIGN_PROT": "1", "COUNTERSIGN_PORT": "x"},
            "COUNTERSIGN_PROT is no setting, and is ignored; is COUNTERSIGN_PORT",
        ),
        (
            ["--port", "0"],
            {"DATABASE_URL": "postgresql://u:hunter2@127.0.0.1:1/x"},
            "Connection refused",
        ),
        (["--port", "0"], {"DATABASE_URL": "mysql://u:hunter2@h/x"}, "must look like"),
        (["--port", "0"], {"COUNTERSIGN_ENVIRONMENT": "production"}, "SECRET_KEY: "),
    ],
)
def test_serve_says_what_is_wrong(
    run: Run, arguments: list[str], environment: dict[str, str], message: str
) -> None:
    result = run("serve", *arguments, **environment)
    assert result.returncode == 2
    assert message in result.stderr
    assert "hunter2" not in result.stderr
    assert "Traceback" not in result.stderr


def test_serve_refuses_a_port_in_use(run: Run) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("serve", "--port", str(taken.getsockname()[1]))
    assert result.returncode == 2
    assert "choose another with --port" in result.stderr


def test_serve_until_sigterm(emptied_url: str) -> None:
    with subprocess.Popen(
        [sys.executable, str(ROOT / "scripts" / "serve"), "--port", "0"],
        cwd="/",
        env={**os.environ, "DATABASE_URL": emptied_url},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        address = re.search(r"http://\S+", first)
        assert address, first
        with urllib.request.urlopen(f"{address[0]}/livez", timeout=60) as answer:
            assert answer.status == 200
        time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bench", "service", "--rounds", "0"], "--rounds"),
        (["bench", "compiler", "--folder", "none"], "no README.md"),
        (["bench", "hostile", "--teams", "0"], "--teams"),
        (["bench", "agree", "--events", "0"], "--events"),
        (["bench", "hostile", "--json", "/none/a.json"], "there is no folder"),
        (["soak", "--minutes", "0"], "--minutes"),
        (["test", "--workers", "x"], "--workers"),
        (["test", "--workers", "0"], "--workers"),
        (["soak", "--connections", "0"], "--connections"),
        (["generate", "--contract", "none.yaml"], "there is no contract"),
        (["generate", "--tags", "none"], "no operation has the tag"),
        (["fuzz", "--url", "http://127.0.0.1:1"], "No answer"),
        (["fuzz", "--header", "A: b"], "--header needs --contract"),
        (["fuzz", "--app", "a:b"], "--app needs --contract"),
        (["fuzz", "--contract", "a.yaml"], "needs --url or --app"),
        (
            ["fuzz", "--contract", "a.yaml", "--url", "http://h", "--app", "a:b"],
            "needs --url or --app, and not both",
        ),
        (
            ["fuzz", "--contract", "none.yaml", "--url", "http://127.0.0.1:1"],
            "there is no contract at none.yaml",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_is_a_message(run: Run, arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_administration_wants_the_database_of_a_service(
    run: Run, server_url: str
) -> None:
    # Of every server's own databases this one has no tables.
    bare = make_url(server_url).set(database="postgres")
    url = bare.render_as_string(hide_password=False)
    for name, *words in (
        ("admin", "list-people"),
        ("admin", "suspend", "ada@example.com"),
        ("audit", "verify"),
    ):
        done = run(name, *words, DATABASE_URL=url)
        assert done.returncode == 2
        assert done.stderr.startswith(f"scripts/{name}: the database is not that of")
        assert "Traceback" not in done.stderr


def test_administration_says_which_server_does_not_answer(run: Run) -> None:
    url = "postgresql://ada@127.0.0.1:1/countersign"
    done = run("admin", "list-people", DATABASE_URL=url)
    assert done.returncode == 2
    assert 'server at "127.0.0.1", port 1 failed' in done.stderr
    assert "Traceback" not in done.stderr


def test_keys_are_rotated_by_who_has_the_secret(
    run: Run, emptied_url: str, tmp_path: Path
) -> None:
    given = {"DATABASE_URL": emptied_url, "COUNTERSIGN_STATE_FOLDER": str(tmp_path)}
    done = run("admin", "rotate-keys", **given)
    assert (done.returncode, "SECRET_KEY is not set" in done.stderr) == (2, True)
    (tmp_path / "secret-key").write_text("0123456789abcdefghijklmnopqrstuvwxyz")
    done = run("admin", "rotate-keys", **given)
    assert (done.returncode, "no keys yet" in done.stderr) == (1, True)
    make_keys(emptied_url, (tmp_path / "secret-key").read_text())
    done = run("admin", "rotate-keys", **given)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Every process signs access tokens with a new key within a minute; those that "
        "exist stay good.\n"
    )
    done = run("admin", "send-reset", "ada@example.com", **given)
    said = "scripts/admin: COUNTERSIGN_MAIL is not set: it has to be the service's\n"
    assert (done.returncode, done.stderr) == (2, said)
    with_mail = {"COUNTERSIGN_MAIL": "console", **given}
    done = run("admin", "send-reset", "ada@example.com", **with_mail)
    assert (done.returncode, "There is no such account." in done.stderr) == (1, True)
    done = run("admin", "reseal", **given)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "signing keys: 0 sealed anew"
    assert done.stdout.splitlines()[-1].endswith("COUNTERSIGN_SECRET_KEY already.")


def make_keys(url: str, secret: str) -> None:
    async def make() -> None:
        database = Database.connect(url, Settings(secret_key=SecretStr(secret)))
        await SigningKeys(database, secret, 600).current()
        await database.close()

    asyncio.run(make())


def test_rights_are_given_to_a_role_that_there_is(run: Run, emptied_url: str) -> None:
    done = run("admin", "migrate", "--for", "nobody_at_all", DATABASE_URL=emptied_url)
    assert (done.returncode, done.stdout) == (2, "")
    said = "scripts/admin: nobody_at_all is no role of this server\n"
    assert done.stderr == said
    done = run("admin", "migrate", DATABASE_URL=emptied_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "The database is up to date.\n"


def test_a_role_that_may_not_is_told(run: Run, emptied_url: str) -> None:
    name = f"nobody_{os.getpid()}"
    url = make_url(emptied_url).set(username=name)
    given = url.render_as_string(hide_password=False)
    with psycopg.connect(emptied_url, autocommit=True) as link:
        link.execute(f"CREATE ROLE {name} LOGIN".encode())
        try:
            for words in (["list-people"], ["suspend", "ada@example.com"]):
                done = run("admin", *words, DATABASE_URL=given)
                assert (done.returncode, done.stdout) == (2, "")
                said = (
                    "scripts/admin: permission denied for table people: migrate --for"
                )
                assert done.stderr == f"{said} gives a role its rights\n"
        finally:
            link.execute(f"DROP ROLE {name}".encode())


def test_accounts_are_looked_after(run: Run, emptied_url: str) -> None:
    words = ("create-person", "ada@example.com", "Ada")
    weak = run("admin", *words, DATABASE_URL=emptied_url)
    assert weak.returncode == 1, weak.stderr
    assert "A password has 15 to 128 characters" in weak.stderr
    unknown = run("admin", "suspend", "ada@example.com", DATABASE_URL=emptied_url)
    assert unknown.returncode == 1, unknown.stderr
    assert unknown.stderr == "scripts/admin: There is no such account.\n"
    nobody = run("admin", "create-person", "ada", "Ada", DATABASE_URL=emptied_url)
    assert nobody.returncode == 1
    assert "This is no email address that an account may have." in nobody.stderr
    elsewhere = run("admin", "list-people", DATABASE_URL="mysql://db/app")
    assert elsewhere.returncode == 2
    assert elsewhere.stderr.startswith("scripts/admin: DATABASE_URL must look like ")
    assert elsewhere.stderr.count("\n") == 1
    with psycopg.connect(emptied_url) as connection:
        connection.execute(
            "INSERT INTO people (email, display_name, password_hash)"
            " VALUES ('ada@example.com', 'Ada', 'x')"
        )
    for command, said in (
        ("suspend", "ada@example.com is suspended; no session was open."),
        ("end-sessions", "ada@example.com had no session."),
    ):
        done = run("admin", command, "ADA@example.com", DATABASE_URL=emptied_url)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{said}\n", "")
    listed = run("admin", "list-people", DATABASE_URL=emptied_url)
    assert listed.stdout.split()[1:] == ["ada@example.com", "suspended"]
    made = run(
        "admin", "grant-administrator", "ada@example.com", DATABASE_URL=emptied_url
    )
    said = "ada@example.com is an administrator.\n"
    assert (made.returncode, made.stdout, made.stderr) == (0, said, "")
    listed = run("admin", "list-people", DATABASE_URL=emptied_url)
    assert listed.stdout.split()[2:] == ["suspended", "administrator"]


def test_operators_try_what_the_settings_name(
    run: Run, emptied_url: str, tmp_path: Path
) -> None:
    given = {"DATABASE_URL": emptied_url, "COUNTERSIGN_STATE_FOLDER": str(tmp_path)}
    done = run("admin", "check", **given)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "database: DATABASE_URL can be used and is up to date."
    assert [each.partition(":")[0] for each in lines[1:]] == ["mail", "provider"]
    nobody = {
        "DATABASE_URL": "postgresql://ada@127.0.0.1:1/countersign",
        "COUNTERSIGN_MAIL": "smtp://127.0.0.1:1",
        "COUNTERSIGN_MAIL_FROM": "mail@service.example",
        "COUNTERSIGN_OPENID_ISSUER": "http://127.0.0.1:1",
        "COUNTERSIGN_OPENID_CLIENT_ID": "countersign",
    }
    done = run("admin", "check", **given | nobody)
    assert (done.returncode, done.stderr) == (1, "")
    wrong = [each.split(": ")[:2] for each in done.stdout.splitlines()]
    assert wrong == [[each, "WRONG"] for each in ("database", "mail", "provider")]
    done = run("admin", "check", **given, COUNTERSIGN_MAIL="pigeon")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("settings: WRONG: COUNTERSIGN_MAIL: is none of: ")
    assert done.stdout.count("\n") == 1


def test_quotas_of_a_team_are_changed(run: Run, emptied_url: str) -> None:
    with psycopg.connect(emptied_url) as connection:
        connection.execute("INSERT INTO teams (name, title) VALUES ('payments', 'P')")
    changed = run(
        *("admin", "quotas", "payments", "apis=9", "bytes=default"),
        DATABASE_URL=emptied_url,
    )
    assert (changed.returncode, changed.stderr) == (0, "")
    lines = [each.split() for each in changed.stdout.splitlines()]
    assert lines[0] == ["apis", "0", "of", "9", "its", "own"]
    assert lines[1] == ["bytes", "0", "of", "10737418240"]
    wrong = run("admin", "quotas", "payments", "apis=-1", DATABASE_URL=emptied_url)
    assert wrong.returncode == 2
    assert "'apis=-1' is not like apis=900 or apis=default" in wrong.stderr
    unnamed = run("admin", "quotas", DATABASE_URL=emptied_url)
    assert unnamed.returncode == 2
    assert unnamed.stderr.endswith("arguments are required: TEAM\n")
    unknown = run("admin", "quotas", "payments", "cars=1", DATABASE_URL=emptied_url)
    assert unknown.returncode == 2
    assert "cars is no quota of a team: apis, bytes, members" in unknown.stderr
