"""Every command of the README and its guides does what they say."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.comparing.settings_file import read_settings
from tests.support.corpus import CONTRACTS
from tests.support.ports import free_port
from tests.support.processes import know_libraries

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[1]
GUIDES = (
    "README.md",
    "impl/README.md",
    "impl/AGREEING.md",
    *(
        f"scripts/{of}/README.md"
        for of in ("codegen", "comparing", "fuzzing", "mocking")
    ),
)
README, *_ = TEXTS = [(ROOT / each).read_text(encoding="utf-8") for each in GUIDES]
_BLOCK = re.compile(r"<!-- ([^\n]+?) -->\n```\w+\n(.*?)```\n", re.DOTALL)
_MARK = "-- end of a command --"
# What differs from run to run; everything else is compared.
_MASKS = (
    (r"\b(per|tm|api|ver|ses|cmp|cov|dep|vrf)_[0-9a-z]{26}\b", r"\1_…"),
    (r"\d{4}-\d\d-\d\dT[\d:.]+Z", "…"),
    (r"\b[0-9a-f]{32,64}\b", "…"),
    (r"\b\d+\.\d s\b", "… s"),
    (r'"size": \d+', '"size": …'),
    (r"(\.py|\.yaml):\d+", r"\1:…"),
    (r"(?m)^\d+ \|", "… |"),
    (r"in 2 files \(checked \d+", "in 2 files (checked …"),
    (r"(http://127\.0\.0\.1:|--port )\d+", r"\1…"),
    (r"( +)\d+ requests, \d+ succeeded", " … requests, … succeeded"),
    (r"\d+ requests to", "… requests to"),
    (r"\(\d+ times\)", "(… times)"),
)


def blocks(name: str) -> list[str]:
    found = [block for text in TEXTS for block in _BLOCK.findall(text)]
    return [text for label, text in found if label == name]


def steps(text: str) -> list[tuple[str, str]]:
    """Split a console block into commands and what they print."""
    found: list[tuple[list[str], list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append(([line[2:]], []))
        elif line.startswith("> ") and not found[-1][1]:
            found[-1][0].append(line[2:])
        else:
            found[-1][1].append(line)
    return [("\n".join(command), "\n".join(output)) for command, output in found]


def play(commands: list[str], folder: Path, **environment: str) -> list[str]:
    """Run commands in one shell; return what each printed."""
    script = "".join(f"{command}\necho '{_MARK}'\n" for command in commands)
    result = subprocess.run(
        ["bash", "-c", f"exec 2>&1\n{script}"],
        cwd=folder,
        # README's lines are as long as those of what is piped, whatever runs tests.
        env={**os.environ, "COLUMNS": "88", **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return [part.strip("\n") for part in result.stdout.split(f"{_MARK}\n")[:-1]]


def masked(text: str) -> str:
    for pattern, replacement in _MASKS:
        text = re.sub(pattern, replacement, text)
    return text


def expect(name: str, folder: Path, replaced: dict[str, str] | None = None) -> None:
    """Run the blocks of a name and compare what they print."""
    known = [step for text in blocks(name) for step in steps(text)]
    assert known
    commands = [command for command, _ in known]
    if replaced:
        # At once: what stands for one may look like another.
        old = re.compile("|".join(map(re.escape, replaced)))
        commands = [old.sub(lambda at: replaced[at[0]], each) for each in commands]
    printed = play(commands, folder)
    for (command, promised), actual in zip(known, printed, strict=True):
        assert masked(actual) == masked(promised), command


@contextlib.contextmanager
def served(database_url: str, **settings: str) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "scripts" / "serve"), "--port", "0"],
        # However long a busy machine takes for a comparison.
        env={
            **os.environ,
            "DATABASE_URL": database_url,
            "COUNTERSIGN_COMPARISON_PATIENCE": "30",
            "COUNTERSIGN_MOCK_PATIENCE": "120",
            **settings,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout
        first = process.stdout.readline()
        found = re.search(r"http://\S+", first)
        assert found, first
        yield found[0]
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the project that may be changed, with the same environments."""
    skipped = shutil.ignore_patterns(".*", "__pycache__", "tests")

    def ignored(folder: str, names: list[str]) -> set[str]:
        # Only at the top is this what tools leave behind.
        own = {"reports"} if Path(folder) == ROOT else set()
        return skipped(folder, names) | own

    shutil.copytree(ROOT, tmp_path / "project", ignore=ignored)
    (tmp_path / "project" / ".countersign").mkdir()
    for name in (".venv", ".countersign/tools"):
        (tmp_path / "project" / name).symlink_to((ROOT / name).resolve())
    know_libraries(tmp_path / "project" / ".mypy_cache")
    return tmp_path / "project"


def anchors(text: str) -> set[str]:
    """Give what headings are called in links, as GitHub does."""
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    headings = re.findall(r"(?m)^#+ (.+)$", prose)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("guide", [*GUIDES, "impl/PRODUCTION.md", "impl/INVENTORY.md"])
def test_links(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    for path, anchor in re.findall(r"\]\((?!https:)([^)#]*)#?([^)]*)\)", text):
        target = (ROOT / guide).parent / path if path else ROOT / guide
        assert target.exists(), path
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), anchor


def test_the_settings_of_the_gate(tmp_path: Path) -> None:
    [text] = blocks("file: .countersign.yaml")
    (tmp_path / ".countersign.yaml").write_text(text, encoding="utf-8")
    settings = read_settings(tmp_path / ".countersign.yaml")
    assert len(settings.contracts) == 2
    assert len(settings.acceptances) == 1


def test_the_session(emptied_url: str) -> None:
    with served(emptied_url) as url:
        expect("session", ROOT, {"http://127.0.0.1:8000": url})


def test_three_teams_agree(emptied_url: str, tmp_path: Path) -> None:
    museum = CONTRACTS / "museum" / "openapi.yaml"
    if not museum.exists():
        pytest.skip(f"no contract at {museum}")
    shutil.copyfile(museum, tmp_path / "museum.yaml")
    for name in ("scripts", ".venv"):
        (tmp_path / name).symlink_to(ROOT / name)
    ports = {"8002": str(free_port())}
    for name in ("receiver.py", "kiosk.har", "tickets.json"):
        [text] = blocks(f"file: {name}")
        text = text.replace("8002", ports["8002"])
        (tmp_path / name).write_text(text, encoding="utf-8")
    to_this_machine = {"COUNTERSIGN_WEBHOOKS_TO_PRIVATE_ADDRESSES": "true"}
    with served(emptied_url, **to_this_machine) as url:
        expect("agreeing", tmp_path, {"http://127.0.0.1:8000": url, **ports})


def test_changing_the_contract(checkout: Path) -> None:
    expect("change", checkout)


def test_a_contract_of_ones_own(checkout: Path) -> None:
    for name in ("hello.yaml", "main.py"):
        [text] = blocks(f"file: {name}")
        (checkout / name).write_text(text, encoding="utf-8")
    expect("own", checkout, {"8001": str(free_port())})


def test_a_mock(checkout: Path) -> None:
    ports = ("4010", "4011", "4012")
    expect("mock", checkout, {port: str(free_port()) for port in ports})


def test_a_service_of_ones_own(checkout: Path) -> None:
    for name in ("hello.yaml", "handmade.py"):
        [text] = blocks(f"file: {name}")
        (checkout / name).write_text(text, encoding="utf-8")
    expect("fuzz", checkout)


def need_history(command: str) -> None:
    for revision in re.findall(r"git:(\w+:\S+)", command):
        known = ["git", "cat-file", "-e", revision]
        if subprocess.run(known, cwd=ROOT, capture_output=True, check=False).returncode:
            pytest.skip(f"this checkout has no history: it lacks {revision}")


def test_what_consumers_use(tmp_path: Path) -> None:
    [(command, _)] = steps(blocks("consumers")[0])
    need_history(command)
    written = {}
    for name in ("mobile.yaml", "web.yaml"):
        [text] = blocks(f"file: {name}")
        (tmp_path / name).write_text(text, encoding="utf-8")
        written[f"--usage {name}"] = f"--usage {tmp_path / name}"
    expect("consumers", ROOT, written)


def test_a_real_comparison() -> None:
    [(command, _)] = steps(blocks("history")[0])
    need_history(command)
    expect("history", ROOT)
    quoted = re.search(r"<!-- comment -->\n((?:>.*\n)+)", README)
    assert quoted
    [report] = play([command.replace("--only breaking", "--format markdown")], ROOT)
    assert report.startswith(re.sub("(?m)^> ?", "", quoted[1]))
