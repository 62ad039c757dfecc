"""The part of the composition root that is about contracts and who uses them."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from impl import rules
from impl.database.unit_of_work import UnitOfWork
from impl.foundation import Foundation
from impl.jobs.comparison_queue import ComparisonQueue
from impl.jobs.lanes import LaneRules, Lanes
from impl.jobs.mock_hosts import MockHosts
from impl.jobs.processes import ProcessPool
from impl.services.bisection import Bisection
from impl.services.certificates import Certificates
from impl.services.comparison_batches import ComparisonBatches
from impl.services.comparisons import Comparisons
from impl.services.consumer_versions import ConsumerVersions
from impl.services.consumers import Consumers
from impl.services.deployability import Deployability
from impl.services.deployments import Deployments
from impl.services.environments import Environments
from impl.services.examination import Examination
from impl.services.mocks import Mocks
from impl.services.policies import Policies
from impl.services.publications import Publications
from impl.services.reference_desk import ReferenceDesk
from impl.services.usages import Usages
from impl.services.versions import Versions
from impl.team_site_parts import Beings

# One of the tools, which are never imported here: it has the compiler.
_MOCKING = "scripts.mocking.hosting"


class ContractParts:
    """Versions of contracts: examined, compared, mocked, used and deployed.

    Args:
        base: what it stands on.
        trim: has old comparisons removed, within a unit of work.

    Attributes:
        processes, lanes: where what strangers send is examined.
        queue, hosts: compare, and mock.
        kept, examination, references, comparisons, certificates, policies,
        publications, mocks, batches, bisection, beings: the services.
    """

    def __init__(
        self, base: Foundation, trim: Callable[[UnitOfWork, UUID], Awaitable[None]]
    ) -> None:
        settings, database, limiter = base.settings, base.database, base.limiter
        comparing, looking = rules.comparisons(settings), rules.verification(settings)
        self.processes = ProcessPool()
        self.lanes = Lanes(self.processes, LaneRules(settings.examination_processes))
        self.queue = ComparisonQueue(database, self.processes, rules.queue(settings))
        self.hosts = MockHosts(ProcessPool(_MOCKING), rules.mock_hosting(settings))
        self.kept = Versions(database)
        self.examination = Examination(self.lanes, rules.examination(settings))
        self.references = ReferenceDesk(self.lanes, looking)
        self.comparisons = Comparisons(
            database, self.examination, limiter, self.queue, comparing, trim
        )
        self.certificates = Certificates(
            *(database, self.examination, limiter, comparing.requests),
            (self.lanes, looking),
        )
        self.policies = Policies(database, self.comparisons)
        self.publications = Publications(
            *(database, self.examination, limiter),
            *(rules.publishing(settings), base.quotas, self.policies),
        )
        self.mocks = Mocks(
            database, limiter, self.hosts, base.secret, rules.mocks(settings)
        )
        self.batches = ComparisonBatches(database, limiter, self.queue, comparing, trim)
        self.bisection = Bisection(database, self.lanes, looking)
        self.beings = _beings(base, self.lanes, self.batches)


def _beings(base: Foundation, lanes: Lanes, batches: ComparisonBatches) -> Beings:
    database, limiter, quotas = base.database, base.limiter, base.quotas
    creating = (database, limiter, base.creation, quotas)
    recording = (database, limiter, rules.deployments(base.settings), quotas)
    usages = Usages(database, lanes, rules.verification(base.settings))
    return Beings(
        Consumers(*creating),
        ConsumerVersions(*recording, usages),
        Environments(*creating),
        Deployments(*recording),
        Deployability(database, batches),
    )
