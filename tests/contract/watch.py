"""Holds what the fuzzer sends and gets against what its callers may do."""

from collections import Counter
from typing import Any

import httpx2
import schemathesis
from schemathesis.core.failures import Failure

from scripts.proving.people import PersonClient
from tests.contract import turned_away
from tests.contract.bystander import Bystander
from tests.contract.credentials import Credentials
from tests.contract.exchanges import Answer, Call, Operations
from tests.contract.judge import Judge, Known, Outcome, Verdict
from tests.contract.roles import OF_GUESTS

Case = schemathesis.Case[Any]
_TIMEOUT = 60.0
_TITLES = {
    401: "Good credentials refused",
    403: "Forbidden without reason",
    404: "Hidden from who may see it",
}
_LET_IN = "Allowed to who may not"
_UNEXPLAINED = "Nobody can say why this was forbidden"


class AccessFailure(Failure):
    """A caller was refused what they may do, or allowed what they may not."""

    @property
    def _unique_key(self) -> str:
        return self.title


class Watch:
    """Judges each answer when it comes; keeps what is wrong until it is checked."""

    def __init__(self, judge: Judge, operations: Operations) -> None:
        self._judge = judge
        self._operations = operations
        self._sent: dict[str, tuple[Call, Known]] = {}
        self._faults: dict[str, AccessFailure] = {}
        self.judged: Counter[tuple[int, str]] = Counter()
        self.turned_away: Counter[tuple[str, int, str]] = Counter()

    @classmethod
    def by(cls, email: str, url: str, administrator: str = "") -> "Watch":
        """Return one whose questions are asked by the bystander with this address.

        `administrator` is the address of one, if there is one.
        """
        client = httpx2.Client(base_url=url, timeout=_TIMEOUT)
        one = ""
        if administrator:
            known = PersonClient.known(administrator, "known", client)
            one = known.belongings.person_ids[0]
        judge = Judge(Bystander(email, client), Credentials(), one)
        return cls(judge, Operations.of_contract())

    def before(self, case: Case) -> None:
        """Note what is known when a request is about to be sent as it is now."""
        name = case.operation.definition.raw.get("operationId")
        operation = self._operations.by_name[name]
        # The coverage phase sends methods, too, that there is no operation for.
        if case.method.upper() == operation.method:
            parameters = {k: str(v) for k, v in (case.path_parameters or {}).items()}
            headers = {k.lower(): str(v) for k, v in (case.headers or {}).items()}
            query = {k: str(v) for k, v in (case.query or {}).items()}
            call = Call(operation, parameters, headers, case.body, query)
            self._sent[case.id] = call, self._judge.foresee(call)

    def is_for_everyone(self, case: Case) -> bool:
        """Whether the contract lets everyone read now what a request asked for."""
        name = case.operation.definition.raw.get("operationId")
        parameters = {k: str(v) for k, v in (case.path_parameters or {}).items()}
        call = Call(self._operations.by_name[name], parameters, {})
        return name in OF_GUESTS and self._judge.is_for_everyone(call)

    def after(self, case: Case, answer: Answer) -> None:
        """Judge an answer and learn from it."""
        if case.id not in self._sent:
            return
        call, known = self._sent.pop(case.id)
        name = call.operation.name
        if turned_away.is_turned_away(answer):
            self.turned_away[name, answer.status, answer.code] += 1
        if fault := turned_away.fault(answer):
            self._fail(case, fault, "Nobody is told when to come back.")
        if verdict := self._judge.judge(call, known, answer):
            self.judged[answer.status, verdict.outcome.value] += 1
            self._weigh(case, answer.status, verdict)
        self._judge.hear(call, answer)

    def fault(self, case: Case) -> AccessFailure | None:
        """Return what was wrong with the answer to a request, once."""
        return self._faults.pop(case.id, None)

    def overhear(self, response: httpx2.Response) -> None:
        """Learn from what was sent by others than the fuzzer."""
        if exchange := self._operations.exchange(response):
            self._judge.hear(*exchange)

    def _weigh(self, case: Case, status: int, verdict: Verdict) -> None:
        if verdict.outcome == Outcome.WRONG:
            self._fail(case, _TITLES.get(status, _LET_IN), verdict.reason)
        elif verdict.outcome == Outcome.UNKNOWN and status == 403:
            self._fail(case, _UNEXPLAINED, verdict.reason)

    def _fail(self, case: Case, title: str, message: str) -> None:
        label = case.operation.label
        failure = AccessFailure(operation=label, title=title, message=message)
        self._faults[case.id] = failure
