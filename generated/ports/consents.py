"""The port of the tag `consents`.

What those say of proposals who build on an API.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import consents as responses
from ..runtime.http.context import Context, not_implemented


class ConsentsPort(Protocol):
    """What an implementation of `consents` provides."""

    async def list_affected_consumers(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
    ) -> responses.ListAffectedConsumersResult:
        """List whom a proposal affects

        The consumers that build on the API, each with what the latest revision does
        to what it uses of the contract that it was built against, and with its
        answer. Of a consumer those versions count that are deployed anywhere, and
        the latest one. The team of the API sees all of them, and others those of
        their own teams. What is not known yet is being found out: look again.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1consumers/get` in the contract.
        """
        ...

    async def answer_for_consumer(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        consumer_id: models.ConsumerId,
        body: models.ConsumerStatement,
    ) -> responses.AnswerForConsumerResult:
        """Consent to a proposal, or object

        For members, maintainers and owners of the consumer's team, whose API it may
        be or not, and for people only. A consumer that builds on the API has one
        answer to each revision, and the last of its answers stands. It holds on for
        a later revision only if no client can tell the two apart, and they change
        the same version; otherwise it lapses. Where the policy of the API wants
        `consents`, what breaks somebody waits for all whom it affects. A revision
        that is not there: 409 `revision_required`.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1consumers~1{consumer_id}~1answer/put` in the contract.
        """
        ...


class UnimplementedConsents:
    """Answers 501 to every operation of `consents`."""

    async def list_affected_consumers(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def answer_for_consumer(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
