"""The composition root: settings → database → services → ports → application."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

from starlette.types import ASGIApp

from generated import Options, create_app
from impl import gauges, rules
from impl.accounts import Accounts
from impl.agreement_parts import Agreement
from impl.database import revisions
from impl.database.unit_of_work import Database
from impl.handlers.api_keys import ApiKeysHandler
from impl.handlers.apis import ApisHandler
from impl.handlers.audit_records import AuditHandler
from impl.handlers.certificates import CertificatesHandler
from impl.handlers.comparisons import ComparisonsHandler
from impl.handlers.consumers import ConsumersHandler
from impl.handlers.contract import ContractHandler
from impl.handlers.deployments import DeploymentsHandler
from impl.handlers.environments import EnvironmentsHandler
from impl.handlers.events import EventsHandler
from impl.handlers.health import HealthHandler
from impl.handlers.mocks import MocksHandler
from impl.handlers.profiles import ProfilesHandler
from impl.handlers.sessions import SessionsHandler
from impl.handlers.teams import TeamsHandler
from impl.handlers.verifications import VerificationsHandler
from impl.handlers.versions import VersionsHandler
from impl.handlers.webhooks import WebhooksHandler
from impl.http.callers import CallerAuthenticator, holder_of
from impl.http.declared_rates import RequestRates
from impl.http.guard import guarded
from impl.http.idempotency import IdempotencyKeys, Replays
from impl.http.mocking import MockTraffic
from impl.http.observing import telling
from impl.http.paging import Pager
from impl.http.problems import translate
from impl.jobs.background import Background
from impl.jobs.comparison_queue import ComparisonQueue
from impl.jobs.event_watch import EventWatch
from impl.jobs.housekeeping import Housekeeping
from impl.jobs.lanes import LaneRules, Lanes
from impl.jobs.mock_hosts import MockHosts
from impl.jobs.processes import ProcessPool
from impl.lifecycle import drain
from impl.oauth_parts import oauth_parts
from impl.openid_parts import openid_log_ins
from impl.sending_parts import sealing, sending
from impl.services.api_keys import ApiKeys
from impl.services.apis import Apis
from impl.services.audit_records import AuditRecords
from impl.services.authentication import Authentication
from impl.services.bisection import Bisection
from impl.services.certificates import Certificates
from impl.services.comparison_batches import ComparisonBatches
from impl.services.comparisons import Comparisons
from impl.services.consumer_versions import ConsumerVersions
from impl.services.consumers import Consumers
from impl.services.declared_rates import DeclaredRates
from impl.services.deployability import Deployability
from impl.services.deployments import Deployments
from impl.services.environments import Environments
from impl.services.events import Events
from impl.services.examination import Examination
from impl.services.health import ReadinessCheck
from impl.services.inbox import Inbox
from impl.services.landscapes import Landscapes
from impl.services.mocks import Mocks
from impl.services.operation_facts import OperationFacts
from impl.services.overviews import Overviews
from impl.services.password_hashing import Passwords
from impl.services.policies import Policies
from impl.services.policy_trials import PolicyTrials
from impl.services.publications import Publications
from impl.services.rate_limits import RateLimiter
from impl.services.reference_desk import ReferenceDesk
from impl.services.report_reading import ReportReading
from impl.services.searches import Searches
from impl.services.secret_change import secret_of
from impl.services.sessions import Sessions
from impl.services.signing import SigningKeys
from impl.services.teams import Teams
from impl.services.usages import Usages
from impl.services.verifications import Verifications
from impl.services.versions import Versions
from impl.services.webhooks import Webhooks
from impl.settings import Settings
from impl.site_parts import SiteServices, site
from impl.team_site_parts import Beings

# One of the tools, which are never imported here: it has the compiler.
_MOCKING = "scripts.mocking.hosting"


def create(settings: Settings | None = None) -> ASGIApp:
    """Return the application; the server calls this once per process.

    Raises:
        pydantic.ValidationError: without settings, and the environment has bad ones.
        ValueError: no database URL is given, or it is malformed.
    """
    settings = settings or Settings()
    if settings.database_url is None:
        msg = "DATABASE_URL is not set; scripts/serve starts a private server"
        raise ValueError(msg)
    url, secret = settings.database_url.get_secret_value(), secret_of(settings)
    extras, passwords = rules.extras(settings), Passwords()
    database = Database.connect(url, settings, extras.statements)
    limiter = RateLimiter(database, secret)
    pager, idempotency = Pager(secret), IdempotencyKeys(secret)
    quotas, creation = rules.quotas(settings), rules.creation(settings)
    comparing, recording = rules.comparisons(settings), rules.deployments(settings)

    signing = SigningKeys(database, secret, settings.access_token_lifetime)
    accounts = Accounts(
        *(database, passwords, limiter, quotas, settings), (pager, idempotency)
    )
    sessions = Sessions(
        *(database, passwords, limiter, signing, secret, rules.sessions(settings)),
        *(accounts.second_factors, accounts.notices),
    )
    authentication = Authentication(
        database, signing, settings.public_url, limiter, rules.guesses(settings)
    )
    oauth = oauth_parts(database, limiter, signing, sessions, pager, settings)

    teams = Teams(database, limiter, creation, quotas, rules.fresh_log_ins(settings))
    apis = Apis(database, limiter, creation, quotas)
    versions, processes = Versions(database), ProcessPool()
    lanes = Lanes(processes, LaneRules(settings.examination_processes))
    examination = Examination(lanes, rules.examination(settings))
    references = ReferenceDesk(lanes, rules.verification(settings))
    queue = ComparisonQueue(database, processes, rules.queue(settings))
    background = Background(url, settings, _housekeeping(database, signing, settings))

    comparisons = Comparisons(
        *(database, examination, limiter, queue, comparing),
        background.trim_comparisons,
    )
    certificates = Certificates(
        *(database, examination, limiter, comparing.requests),
        (lanes, rules.verification(settings)),
    )
    policies = Policies(database, comparisons)
    publications = Publications(
        *(database, examination, limiter, rules.publishing(settings), quotas),
        policies,
    )
    hosts = MockHosts(ProcessPool(_MOCKING), rules.mock_hosting(settings))
    mocks = Mocks(database, limiter, hosts, secret, rules.mocks(settings))
    batches = ComparisonBatches(
        *(database, limiter, queue, comparing), background.trim_comparisons
    )
    beings = Beings(
        Consumers(database, limiter, creation, quotas),
        ConsumerVersions(
            *(database, limiter, recording, quotas),
            Usages(database, lanes, rules.verification(settings)),
        ),
        Environments(database, limiter, creation, quotas),
        Deployments(database, limiter, recording, quotas),
        Deployability(database, batches),
    )
    agreement = Agreement(
        (database, limiter, quotas),
        (examination, lanes),
        (comparisons, batches, policies),
        settings,
        (pager, idempotency),
    )
    watch = EventWatch(database, lambda: drain.started)
    webhooks = Webhooks(database, limiter, creation, quotas, sealing(secret))
    api_keys = ApiKeys(database, limiter, creation, quotas)
    events = Events(database, watch, rules.streams(settings), lambda: drain.started)

    gauges.show(database, processes, lanes, queue, hosts)

    @contextlib.asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        async with (
            queue.working(),
            background.working(),
            watch.working(),
            accounts.sending(),
            sending(database, sealing(secret), settings),
        ):
            yield
        await hosts.close()
        await processes.close()
        passwords.close()
        await database.close()
        await asyncio.to_thread(extras.close)

    app = create_app(
        health=HealthHandler(
            ReadinessCheck(database, signing, revisions.serves, lambda: drain.started)
        ),
        contract=ContractHandler(),
        people=accounts.people,
        administration=accounts.administration,
        sessions=SessionsHandler(sessions, pager),
        teams=TeamsHandler(teams, pager, idempotency),
        second_factor=accounts.second_factor,
        members=accounts.members,
        invitations=accounts.invitations,
        oauth=oauth.tokens,
        oauth_clients=oauth.clients,
        grants=oauth.grants,
        sign_in=oauth.pages,
        api_keys=ApiKeysHandler(api_keys, pager),
        apis=ApisHandler(apis, pager, idempotency),
        versions=VersionsHandler(versions, publications, pager, idempotency),
        mocks=MocksHandler(mocks, settings.public_url),
        comparisons=ComparisonsHandler(comparisons, pager),
        certificates=CertificatesHandler(comparisons, certificates),
        profiles=ProfilesHandler(),
        proposals=agreement.proposals,
        reviews=agreement.reviews,
        threads=agreement.threads,
        consents=agreement.consents,
        acceptances=agreement.acceptances,
        consumers=ConsumersHandler(
            beings.consumers, beings.versions, pager, idempotency
        ),
        environments=EnvironmentsHandler(beings.environments, pager, idempotency),
        deployments=DeploymentsHandler(
            beings.deployments, beings.deployability, pager, idempotency
        ),
        verifications=VerificationsHandler(
            Verifications(
                *(database, limiter, recording, settings.verifications_kept_version),
                ReportReading(lanes, rules.verification(settings)),
            ),
            *(pager, idempotency),
        ),
        events=EventsHandler(events, pager),
        audit=AuditHandler(AuditRecords(database), pager),
        webhooks=WebhooksHandler(webhooks, pager),
        authenticator=CallerAuthenticator(authentication),
        translate=telling(translate),
        options=Options(
            max_body_size=settings.max_body_bytes,
            max_upload_size=settings.max_body_bytes,
            holder=holder_of,
            rate_limits=RequestRates(
                DeclaredRates(limiter), settings.declared_rate_factor
            ),
        ),
        lifespan=lifespan,
    )
    pages = SiteServices(
        accounts=accounts,
        authentication=authentication,
        oauth=oauth,
        sessions=sessions,
        teams=teams,
        apis=apis,
        overviews=Overviews(database),
        versions=versions,
        comparisons=comparisons,
        certificates=certificates,
        mocks=mocks,
        agreement=agreement,
        inbox=Inbox(database),
        references=references,
        openid=openid_log_ins(
            *(database, sessions, limiter, quotas),
            *((passwords, accounts.proofs), settings),
        ),
        searches=Searches(database, references),
        api_keys=api_keys,
        webhooks=webhooks,
        events=events,
        audit_records=AuditRecords(database),
        landscapes=Landscapes(database, quotas),
        operation_facts=OperationFacts(database),
        policy_trials=PolicyTrials(database),
        beings=beings,
        bisection=Bisection(database, lanes, rules.verification(settings)),
    )
    mocking = MockTraffic(Replays(app), mocks, settings.mock_body_bytes)
    return guarded(site(mocking, pages, settings.public_url), settings, extras.spans)


def _housekeeping(
    database: Database, signing: SigningKeys, settings: Settings
) -> Housekeeping:
    days = timedelta(days=settings.signing_key_days)
    retention = rules.retention(settings)
    return Housekeeping(database, retention, partial(signing.rotate, days))
