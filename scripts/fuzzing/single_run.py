"""One run of Schemathesis against anybody's service."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from scripts.fuzzing.commission import Commission
from scripts.fuzzing.findings import FuzzFinding, finding_of
from scripts.fuzzing.runner import Tell, run_schemathesis
from scripts.fuzzing.traffic import Traffic
from scripts.fuzzing.valid_requests import ValidRequest, read_valid_requests

_HERE = Path(__file__).parent
_HOOKS = _HERE / "hooks.py"
_CONFIGURATION = _HERE / "schemathesis.toml"
_VALUE = "COUNTERSIGN_FUZZ_VALUE_"
_COMPLETE = "completed"
_GONE = "server_unavailable"


@dataclass(frozen=True)
class RunOutcome:
    """What one run found.

    Attributes:
        findings: one for each cause.
        errors: what ended the run too soon.
        untried: operations for which no requests could be made, and why.
        traffic: requests by operation.
        requests: a valid request of each operation, as far as there was one.
        is_gone: whether nobody listened at the end.
    """

    findings: tuple[FuzzFinding, ...]
    errors: tuple[str, ...]
    untried: tuple[str, ...]
    traffic: Traffic
    requests: Mapping[str, ValidRequest]
    is_gone: bool = False


def run(
    commission: Commission, seed: int, folder: Path, output: Tell, progress: Tell
) -> RunOutcome:
    """Run it once.

    Args:
        commission: what is to be done.
        seed: of all that is random.
        folder: an empty one, which gets files that hold credentials.
        output: is told what Schemathesis prints.
        progress: is told how far it is.
    """
    contract = folder / "openapi.json"
    contract.write_text(json.dumps(commission.contract.document))
    configured = folder / "schemathesis.toml"
    configured.write_text(configuration(commission))
    environment = {
        **os.environ,
        "COUNTERSIGN_FUZZ_HOOKS": str(_HOOKS),
        "COUNTERSIGN_FUZZ_FOLDER": str(folder),
        "COUNTERSIGN_FUZZ_CONTRACT": str(contract),
        "COUNTERSIGN_FUZZ_SEQUENCES": str(commission.examples),
        "COUNTERSIGN_FUZZ_WATCHED": str(int(sys.stderr.isatty())),
        "COUNTERSIGN_FUZZ_HEADERS": json.dumps([*map(astuple, commission.given)]),
        "COUNTERSIGN_FUZZ_IDENTITIES": str(folder / "identities.json"),
        **{f"{_VALUE}{n}": each.value for n, each in enumerate(commission.headers)},
    }
    (folder / "identities.json").write_text(json.dumps(identities(commission)))
    summary = folder / "summary.json"
    words = [
        *("--config-file", str(configured), "--no-color", "run", str(contract)),
        *("--url", commission.url, "--seed", str(seed)),
        *("--max-examples", str(commission.examples)),
        *("--report-json-path", str(summary)),
        # How long something takes is the machine's affair.
        *("--suppress-health-check", "all"),
        *(f"--include-name={label}" for label in commission.operations),
    ]
    if commission.operations:
        # Few operations have no links between them, which Schemathesis calls an error.
        words.append("--phases=examples,coverage,fuzzing")
    run_schemathesis(words, folder, environment, output, progress)
    return _read(folder, summary, seed)


def configuration(commission: Commission) -> str:
    """Return the kept configuration with what is known only at run time."""
    lines = [_CONFIGURATION.read_text(), "[headers]"]
    lines += [
        f'{json.dumps(header.name)} = "${{{_VALUE}{number}}}"'
        for number, header in enumerate(commission.headers)
    ]
    if names := [one.name for one in commission.identities]:
        lines += ["[auth.wfc]", 'path = "${COUNTERSIGN_FUZZ_IDENTITIES}"']
        lines.append(f"user = {json.dumps(names[0])}")
        if len(names) > 1:
            lines.append(f"peers = {json.dumps(names)}")
    return "\n".join(lines) + "\n"


def identities(commission: Commission) -> dict[str, Any]:
    """Return the identities as the Web Fuzzing Commons write them."""
    entries = [
        {
            "name": one.name,
            "fixedHeaders": [{"name": h.name, "value": h.value} for h in one.headers],
        }
        for one in commission.identities
    ]
    return {"auth": entries}


def _read(folder: Path, summary: Path, seed: int) -> RunOutcome:
    file = folder / "findings.json"
    if not summary.exists() or not file.exists():
        told = "Schemathesis ended before it wrote its reports; see schemathesis.log"
        return RunOutcome((), (told,), (), Traffic(), {})
    content = json.loads(file.read_bytes())
    stop = json.loads(summary.read_bytes())["stop_reason"]
    errors = list(content["errors"])
    if stop not in {_COMPLETE, _GONE}:
        errors.append(f"Schemathesis stopped before the end: {stop}")
    return RunOutcome(
        tuple(finding_of(each, seed) for each in content["findings"]),
        tuple(errors),
        tuple(content["untried"]),
        Traffic.read(folder / "tally.json"),
        read_valid_requests(folder / "valid-requests.json"),
        is_gone=stop == _GONE,
    )
