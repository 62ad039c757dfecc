"""What the runtime can answer is declared or listed, for contracts of other people."""

import pytest

from scripts.codegen.advise.undeclared_errors import reachable_errors, undeclared_errors
from scripts.codegen.compiler import lower
from scripts.codegen.load.source import load_source
from scripts.codegen.runtime.errors.problems import declared_for
from tests.support.foreign import CORPUS, Judge, applications, provoked, target

pytestmark = pytest.mark.long

SHARED = (
    *("spotify", "figma", "box", "discord", "ory-hydra", "zaken", "realworld"),
    *("tmf620", "oai-tictactoe", "camara-qod", "conjur", "k8s-core", "github-2021"),
)
# Of a large contract so many operations, spread over all of it.
MANY = 100


@pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus at {CORPUS}")
@pytest.mark.parametrize("name", SHARED)
def test_errors_of_foreign_contracts_are_declared_or_listed(name: str) -> None:
    file = target(name)
    source = load_source(file)
    package = lower(source)
    judge, apps = Judge(source.content), applications(package)
    operations = [e.operation for group in package.groups for e in group.endpoints]
    promised, kept = set(), set()
    for operation in operations[:: len(operations) // MANY + 1]:
        errors = reachable_errors(operation)
        promised |= {s for s in errors if declared_for(operation, s) is not None}
        for reply in provoked(apps, operation):
            verdict = judge.verdict(operation, reply)
            assert verdict in {"declared", "undeclared"}, operation.operation_id
            assert verdict == "declared" or reply.status in {*errors, 405, 501}
            kept |= {reply.status} if verdict == "declared" else set()
    assert promised - {403, 406, 413, 415, 422, 428} <= kept
    assert not [e for e in undeclared_errors(package, source) if e.code == "CG102"]
