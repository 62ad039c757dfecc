"""Runs Schemathesis with the kept configuration and what is known only at run time."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from scripts.fuzzing.runner import MODULE, kept, run_schemathesis
from scripts.proving.belongings import Belongings

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = ROOT / "tests" / "contract" / "schemathesis.toml"
HOOKS = ROOT / "tests" / "contract" / "hooks.py"
CONTRACT = ROOT / "openapi.yaml"

# The address of an administrator, for whom there are operations of their own.
ADMINISTRATOR = "COUNTERSIGN_FUZZ_ADMINISTRATOR"
# Its database, for what comes about by others than its clients.
DATABASE = "COUNTERSIGN_FUZZ_DATABASE"
_TOKEN = re.compile(r"-H 'Authorization: Bearer eyJ[\w.-]+'")


@dataclass(frozen=True)
class Run:
    """One run of the fuzzer: what it may know and where it leaves its reports."""

    url: str
    seed: int
    examples: int
    reports: Path
    operations: tuple[str, ...] = ()
    # Email address of who looks on in every team.
    bystander: str = ""

    @property
    def junit(self) -> Path:
        """JUnit XML."""
        return self.reports / f"seed-{self.seed}.junit.xml"

    @property
    def tally(self) -> Path:
        """What the hooks counted: phase, operation, mode, status and how often."""
        return self.reports / f"seed-{self.seed}.tally.json"

    @property
    def findings(self) -> Path:
        """What was found, as JSON; see `scripts.fuzzing.collecting`."""
        return self.reports / f"seed-{self.seed}.findings.json"

    @property
    def summary(self) -> Path:
        """Schemathesis' own summary, as JSON."""
        return self.reports / f"seed-{self.seed}.json"


def mail_folder(reports: Path) -> Path:
    """Return where the service under test leaves its mail."""
    return (reports / "mail").absolute()


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
        "InvitationId": belongings.invitation_ids,
        "OAuthClientId": belongings.oauth_client_ids,
        "PersonId": belongings.person_ids,
        "SessionId": belongings.session_ids,
        "ComparisonId": belongings.comparison_ids,
        "AcceptanceId": belongings.acceptance_ids,
        "ThreadId": belongings.thread_ids,
        "ConsumerId": belongings.consumer_ids,
        "ConsumerVersionId": belongings.consumer_version_ids,
        "EnvironmentId": belongings.environment_ids,
        "DeploymentId": belongings.deployment_ids,
        "VerificationId": belongings.verification_ids,
    }
    return {name: values[0] for name, values in ids.items() if values}


def title() -> str:
    """Return what the contract calls the service."""
    return str(yaml.load(CONTRACT.read_bytes(), yaml.CSafeLoader)["info"]["title"])


def unknown(operations: Iterable[str]) -> list[str]:
    """Return which of these are no operationId of the contract."""
    document = yaml.load(CONTRACT.read_bytes(), yaml.CSafeLoader)
    known = {
        operation.get("operationId")
        for item in document["paths"].values()
        for operation in item.values()
        if isinstance(operation, dict)
    }
    return [name for name in operations if name not in known]


def command(run: Run, configured: Path, *, color: bool) -> list[str]:
    """Return the words that Schemathesis gets for one run."""
    plain = [] if color else ["--no-color"]
    chosen = [f"--include-operation-id={name}" for name in run.operations]
    if chosen:
        # Few operations have no links between them, which Schemathesis calls an error.
        chosen.append("--phases=examples,coverage,fuzzing")
    return [
        *("--config-file", str(configured)),
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
            "COUNTERSIGN_FUZZ_URL": run.url,
            "COUNTERSIGN_FUZZ_BYSTANDER": run.bystander,
            "COUNTERSIGN_FUZZ_MAIL": str(mail_folder(run.reports)),
            "COUNTERSIGN_FUZZ_SEQUENCES": str(run.examples),
            "COUNTERSIGN_FUZZ_TALLY": str(run.tally),
            "COUNTERSIGN_FUZZ_FINDINGS": str(run.findings),
            # On a terminal Schemathesis draws its own progress.
            "COUNTERSIGN_FUZZ_PROGRESS": "0" if color else "1",
        }
        words = command(run, configured, color=color)
        if color:
            return subprocess.run(
                [sys.executable, "-m", MODULE, *words],
                cwd=folder,
                env=kept(environment),
                check=False,
            ).returncode
        return run_schemathesis(
            words,
            Path(folder),
            environment,
            lambda line: print(without_tokens(line), end="", flush=True),
        )


def without_tokens(text: str) -> str:
    """Return the text with every access token in a header of curl as $TOKEN."""
    return _TOKEN.sub('-H "Authorization: Bearer $TOKEN"', text)
