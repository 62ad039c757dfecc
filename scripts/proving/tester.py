"""Runs Schemathesis with the kept configuration and what is known only at run time."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.proving.people import Belongings

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = ROOT / "tests" / "contract" / "schemathesis.toml"
HOOKS = ROOT / "tests" / "contract" / "hooks.py"
CONTRACT = ROOT / "openapi.yaml"


@dataclass(frozen=True)
class Run:
    """One run of the fuzzer: what it may know and where it leaves its reports."""

    url: str
    seed: int
    examples: int
    reports: Path
    operations: tuple[str, ...] = ()

    @property
    def junit(self) -> Path:
        """JUnit XML."""
        return self.reports / f"seed-{self.seed}.junit.xml"

    @property
    def summary(self) -> Path:
        """Schemathesis' own summary, as JSON."""
        return self.reports / f"seed-{self.seed}.json"


def configuration(belongings: Belongings, kept: str | None = None) -> str:
    """Return the kept configuration together with dictionaries of existing ids."""
    text = CONFIGURATION.read_text() if kept is None else kept
    dictionaries = [
        f"[dictionaries.{name}]\nvalues = {json.dumps(values)}\n"
        for name, values in sorted(vars(belongings).items())
        if values
    ]
    return "\n".join([text, *dictionaries])


def examples(belongings: Belongings) -> dict[str, str]:
    """Return, for schemas of ids, an id; the API is one of the team."""
    ids = {
        "TeamId": belongings.team_ids,
        "ApiId": belongings.api_ids,
        "ApiKeyId": belongings.api_key_ids,
        "PersonId": belongings.person_ids,
        "SessionId": belongings.session_ids,
    }
    return {name: values[0] for name, values in ids.items() if values}


def command(run: Run, configured: Path, *, color: bool) -> list[str]:
    """Return the command line of one run."""
    plain = [] if color else ["--no-color"]
    chosen = [f"--include-operation-id={name}" for name in run.operations]
    return [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(configured)),
        *plain,
        *("run", str(CONTRACT), "--url", run.url),
        *("--seed", str(run.seed), "--max-examples", str(run.examples)),
        *("--report-junit-path", str(run.junit)),
        *("--report-json-path", str(run.summary)),
        *chosen,
    ]


def fuzz(
    run: Run, belongings: Belongings, people: Mapping[str, object], *, color: bool
) -> int:
    """Run the fuzzer with its progress on our own output; return its exit status."""
    run.reports.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        configured = Path(folder, "schemathesis.toml")
        configured.write_text(configuration(belongings))
        wfc = Path(folder, "people.json")
        wfc.write_text(json.dumps(people))
        environment = {
            **os.environ,
            "COUNTERSIGN_FUZZ_HOOKS": str(HOOKS),
            "COUNTERSIGN_FUZZ_PEOPLE": str(wfc),
            "COUNTERSIGN_FUZZ_EXAMPLES": json.dumps(examples(belongings)),
        }
        result = subprocess.run(
            command(run, configured, color=color),
            cwd=folder,
            env=environment,
            check=False,
        )
        return result.returncode
