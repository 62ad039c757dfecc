"""What scripts/deploy has is what tools take, and asks for what there is."""

import json
import re
import shutil
import subprocess
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from prometheus_client import REGISTRY

from impl.environment import environment_name
from impl.http.observing import Unserved
from impl.server import configuration
from impl.settings import Settings
from impl.telemetry.incidents import Event
from scripts._bootstrap import ROOT, tool_environments
from tests.support import contract
from tests.support.client import Service

RECIPES = ROOT / "scripts" / "deploy"
# Of whoever asks, of a worker among several, and of the library.
OTHERS = {"countersign_worker_up", "process_resident_memory_bytes"}
ANY = {"le", "worker"}
PARSE = (
    "import json, promql_parser, sys; [*map(promql_parser.parse, json.load(sys.stdin))]"
)


@pytest.fixture(scope="module")
def tools() -> Path:
    """The folder of the tools' programs."""
    return tool_environments("deploy")["deploy"].parent


def queries() -> Iterator[str]:
    for group in yaml.safe_load((RECIPES / "alerts.yaml").read_text())["groups"]:
        for rule in group["rules"]:
            yield rule["expr"]
    for panel in json.loads((RECIPES / "dashboard.json").read_text())["panels"]:
        for target in panel["targets"]:
            yield target["expr"].replace("$__rate_interval", "5m")


def known() -> dict[str, set[str]]:
    """Return the series that there are, with the names of their labels."""
    found = {name: set[str]() for name in OTHERS}
    for collector, names in REGISTRY._collector_to_names.items():
        labels = {*getattr(collector, "_labelnames", ())}
        found |= dict.fromkeys(names, labels)
    return found


def strange(query: str) -> list[str]:
    """Return what a query asks for and is not there."""
    series = known()
    names = set(re.findall(r"\b(?:countersign|process)_\w+", query))
    labels = set().union(ANY, *(series.get(each, set()) for each in names))
    asked = re.findall(r"(\w+) *(?:=~|!~|!=|=)\"", query)
    for group in re.findall(r"\bby \(([^)]*)\)", query):
        asked += group.replace(",", " ").split()
    values = {
        "event": set(typing.get_args(Event)),
        "operation": {each["operationId"] for _, _, each in contract.operations()},
    }
    wrong = [*names.difference(series), *set(asked).difference(labels)]
    for label, possible in values.items():
        for pattern in re.findall(rf'{label} *(?:=~|!~|!=|=)"([^"]*)"', query):
            wrong += [
                part
                for part in pattern.split("|")
                if not any(re.fullmatch(part, each) for each in possible)
            ]
    return wrong


@pytest.mark.asyncio
async def test_alerts_and_the_dashboard_ask_for_what_there_is(
    service: Service, generous: Settings
) -> None:
    assert (await service.anonymous.get("/livez")).status_code == 200
    # What there is only where a server listens, or after it has refused something.
    configuration(generous)
    Unserved(addresses=False)(503, "r", 0, None)
    assert len([*queries()]) > 20
    assert {each: strange(each) for each in queries() if strange(each)} == {}
    odd = 'rate(countersign_requests_total{event="lost", moon="full"}[5m])'
    assert {*strange(odd)} == {"countersign_requests_total", "event", "lost", "moon"}


def test_queries_are_promql(tools: Path) -> None:
    def parsed(*asked: str) -> int:
        command = [str(tools / "python"), "-c", PARSE]
        done = subprocess.run(
            command,
            input=json.dumps(asked),
            text=True,
            capture_output=True,
            check=False,
        )
        return done.returncode

    assert parsed(*queries()) == 0
    assert parsed("sum by (") != 0


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    words = [str(each) for each in command]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_the_container_recipe(tools: Path, tmp_path: Path) -> None:
    recipe = RECIPES / "Containerfile"
    done = run(tools / "hadolint", recipe)
    assert done.returncode == 0, done.stdout
    text = recipe.read_text()
    assert len(re.findall("^FROM ", text, re.MULTILINE)) == 2
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", text, re.MULTILINE)
    assert "HEALTHCHECK" in text
    # All that the image takes along is there, and nothing that is of one machine.
    taken = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    assert all((ROOT / each).exists() for each in taken)
    (tmp_path / "Containerfile").write_text("FROM python\nRUN cd /tmp\n")
    assert run(tools / "hadolint", tmp_path / "Containerfile").returncode != 0


def test_the_manifests(tools: Path, tmp_path: Path) -> None:
    manifests = RECIPES / "kubernetes.yaml"
    done = run(tools / "kubernetes-validate", "--strict", manifests)
    assert done.returncode == 0, done.stdout + done.stderr
    odd = tmp_path / "odd.yaml"
    odd.write_text(manifests.read_text().replace("replicas: 2", "replicas: two"))
    assert run(tools / "kubernetes-validate", "--strict", odd).returncode != 0
    kinds = {each["kind"]: each for each in yaml.safe_load_all(manifests.read_text())}
    pod = kinds["Deployment"]["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["shareProcessNamespace"] is True, "somebody has to reap"
    for each in (*pod["initContainers"], *pod["containers"]):
        assert each["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
    grace = int(kinds["ConfigMap"]["data"]["COUNTERSIGN_DRAIN_GRACE"])
    defaults = Settings.model_fields
    stopping = grace + defaults["shutdown_timeout"].default
    assert pod["terminationGracePeriodSeconds"] > stopping


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd")
def test_the_unit(tmp_path: Path) -> None:
    unit = RECIPES / "countersign.service"
    here = tmp_path / unit.name
    # Whether what it starts is there depends on where it is looked at.
    here.write_text(unit.read_text().replace("/opt/countersign", str(ROOT)))
    done = run("systemd-analyze", "verify", here)
    assert (done.returncode, done.stderr) == (0, "")
    # A database that is not there yet, as when a machine starts, is status 2, too.
    assert "RestartPreventExitStatus" not in unit.read_text()
    assert "\nStartLimitIntervalSec=0\n" in unit.read_text()
    done = run("systemd-analyze", "security", "--offline=true", "--threshold=20", here)
    assert done.returncode == 0, done.stdout[-300:]


def test_the_compose_file() -> None:
    services = yaml.safe_load((RECIPES / "compose.yaml").read_text())["services"]
    service, database = services["service"], services["database"]
    assert service["read_only"] is True
    # The first process of a container gets what others leave, and reaps nothing.
    assert service["init"] is True
    assert service["cap_drop"] == ["ALL"]
    build = service["build"]
    context = (RECIPES / build["context"]).resolve()
    assert context == ROOT
    assert (context / build["dockerfile"]).is_file()
    assert database["image"] == "postgres:18"
    # While the image fills its volume a server listens that goes again, on a socket.
    assert "--host" in database["healthcheck"]["test"]
    # Compose gives a service none of what is in .env that is not named: a setting would
    # do nothing.
    (file,) = service["env_file"]
    assert (RECIPES / file["path"]).resolve() == ROOT / ".env"
    assert file["required"] is False, "--env-file may name another one"


def test_recipes_set_what_there_is() -> None:
    settings = {environment_name(each) for each in Settings.model_fields}
    settings.add("COUNTERSIGN_STATE_FOLDER")
    for file in RECIPES.iterdir():
        found = set(re.findall(r"\bCOUNTERSIGN_[A-Z_]+\b", file.read_text("utf-8")))
        assert found <= settings, file.name
