"""The part of the composition root that is about agreeing on changes."""

from impl import rules
from impl.database.unit_of_work import Database
from impl.handlers.acceptances import AcceptancesHandler
from impl.handlers.consents import ConsentsHandler
from impl.handlers.proposals import ProposalsHandler
from impl.handlers.reviews import ReviewsHandler
from impl.handlers.threads import ThreadsHandler
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Pager
from impl.jobs.lanes import Lanes
from impl.services.acceptances import Acceptances
from impl.services.anchoring import Anchoring
from impl.services.comparison_batches import ComparisonBatches
from impl.services.comparisons import Comparisons
from impl.services.consents import Consents
from impl.services.discussions import Discussions
from impl.services.examination import Examination
from impl.services.likeness import Likeness
from impl.services.merging import Merging
from impl.services.policies import Policies
from impl.services.proposal_revisions import ProposalRevisions
from impl.services.proposals import Proposals
from impl.services.quotas import Quotas
from impl.services.rate_limits import RateLimiter
from impl.services.rebases import Rebases
from impl.services.reviews import ReviewBoard
from impl.services.revision_additions import RevisionAdditions
from impl.services.revision_steps import RevisionSteps
from impl.services.signatures import Signatures
from impl.services.text_differences import TextDifferences
from impl.services.thread_anchors import ThreadAnchors
from impl.services.thread_carrying import ThreadCarrying
from impl.services.threads import Threads
from impl.settings import Settings


class Agreement:
    """How people agree on changes.

    Attributes:
        proposals, reviews, threads, consents, acceptances: the ports' implementations.
        proposing, additions, board, signatures, talking, consenting, discussions,
        rebases, accepting, differences, steps, anchors: what pages ask.
    """

    def __init__(
        self,
        rooms: tuple[Database, RateLimiter, Quotas],
        examining: tuple[Examination, Lanes],
        comparing: tuple[Comparisons, ComparisonBatches, Policies],
        settings: Settings,
        parts: tuple[Pager, IdempotencyKeys],
    ) -> None:
        database, limiter, quotas = rooms
        examination, lanes = examining
        comparisons, batches, policies = comparing
        agreement = (database, limiter, rules.proposing(settings), quotas)
        looking = (lanes, rules.verification(settings))
        anchoring = Anchoring(*looking)
        self.anchors = anchors = ThreadAnchors(database, anchoring)
        self.proposing = Proposals(*agreement, batches)
        self.board = ReviewBoard(*agreement, anchors)
        self.signatures = Signatures(*agreement, policies)
        self.talking = Threads(*agreement, anchors)
        self.consenting = Consents(*agreement[:3], batches)
        self.additions = RevisionAdditions(
            *(*agreement, examination, Likeness(*looking), comparisons),
            ThreadCarrying(database, anchoring),
        )
        self.discussions = Discussions(database)
        self.rebases = Rebases(database, self.additions, Merging(*looking))
        self.accepting = Acceptances(*agreement)
        self.steps = RevisionSteps(database)
        self.differences = TextDifferences(database, *looking)
        self.proposals = ProposalsHandler(
            *(self.proposing, ProposalRevisions(database), self.additions),
            *(self.rebases, *parts),
        )
        self.reviews = ReviewsHandler(self.board, self.signatures, *parts)
        self.threads = ThreadsHandler(self.talking, *parts)
        self.consents = ConsentsHandler(self.consenting)
        self.acceptances = AcceptancesHandler(self.accepting, *parts)
