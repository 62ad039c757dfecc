"""The composition root: settings → database → services → ports → application."""

import contextlib
import json
from collections.abc import AsyncIterator
from datetime import timedelta

from starlette.types import ASGIApp

from generated import Options, create_app
from generated.contract import CONTRACT
from impl.database import migrate
from impl.database.unit_of_work import Database
from impl.handlers.api_keys import ApiKeysHandler
from impl.handlers.apis import ApisHandler
from impl.handlers.certificates import CertificatesHandler
from impl.handlers.comparisons import ComparisonsHandler
from impl.handlers.contract import ContractHandler
from impl.handlers.health import HealthHandler
from impl.handlers.members import MembersHandler
from impl.handlers.people import PeopleHandler
from impl.handlers.profiles import ProfilesHandler
from impl.handlers.sessions import SessionsHandler
from impl.handlers.teams import TeamsHandler
from impl.handlers.versions import VersionsHandler
from impl.http.callers import Authenticator, holder_of
from impl.http.capacity import capacity
from impl.http.edge import ConcurrencyLimit, SecurityHeaders
from impl.http.holding import HeldBodies
from impl.http.idempotency import IdempotencyKeys, Replays
from impl.http.observing import Observed, telling
from impl.http.paging import Pager
from impl.http.presence import Attended
from impl.http.problems import translate
from impl.jobs.background import Background
from impl.jobs.comparison_queue import ComparisonQueue, QueueRules
from impl.jobs.framing import Limits
from impl.jobs.housekeeping import Housekeeping, Retention
from impl.jobs.lanes import LaneRules, Lanes
from impl.jobs.processes import ProcessPool
from impl.lifecycle import drain
from impl.services.api_keys import ApiKeys
from impl.services.apis import Apis
from impl.services.authentication import Authentication
from impl.services.certificates import Certificates
from impl.services.comparisons import ComparisonRules, Comparisons
from impl.services.examination import Examination
from impl.services.members import Members
from impl.services.passwords import Passwords
from impl.services.people import People, PeopleRules
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter
from impl.services.readiness import ReadinessCheck
from impl.services.sessions import SessionRules, Sessions
from impl.services.signing import SigningKeys
from impl.services.teams import Teams
from impl.services.versions import PublishingRules, Versions
from impl.settings import Settings
from impl.telemetry import metrics

_HOUR = timedelta(hours=1)


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
    url = settings.database_url.get_secret_value()
    database = Database.connect(url, settings)
    secret = settings.secret_key.get_secret_value()
    passwords = Passwords()
    processes = ProcessPool()
    limiter = RateLimiter(database, secret)
    signing = SigningKeys(database, secret, settings.access_token_lifetime)
    pager, idempotency = Pager(secret), IdempotencyKeys(secret)
    logins = Rate("login account", settings.login_rate_account)
    failures = Rate("login failures", settings.login_failures_address, _HOUR)
    rules = SessionRules(
        issuer=settings.public_url,
        access_token_life=settings.access_token_lifetime,
        session_life=timedelta(days=settings.session_lifetime_days),
        refresh_grace=settings.refresh_grace,
        logins_per_account=logins,
        logins_per_address=Rate("login address", settings.login_rate_address),
        failures_per_lane=failures,
        failures_per_account=Rate(
            "account failures", settings.login_failures_account, _HOUR
        ),
        refreshes=Rate("refresh", settings.refresh_rate_session),
    )
    registrations = Rate("registration", settings.registration_rate_address)
    people_rules = PeopleRules(
        registrations=registrations, passwords=logins, failures=failures
    )
    people = People(database, passwords, limiter, people_rules)
    sessions = Sessions(database, passwords, limiter, signing, secret, rules)
    lanes = Lanes(processes, LaneRules(settings.examination_processes))
    checking = Limits(settings.examination_memory, settings.publish_timeout)
    examination = Examination(lanes, checking)
    asking = Rate("comparison", settings.comparison_rate)
    # Reading the contracts and writing the report take their time too.
    seconds = settings.comparison_timeout / 2
    queue = ComparisonQueue(
        database,
        processes,
        QueueRules(
            settings.comparison_processes,
            Limits(settings.comparison_memory, settings.comparison_timeout),
            seconds=seconds,
        ),
    )
    background = Background(url, settings, Housekeeping(database, _retention(settings)))
    comparisons = Comparisons(
        database,
        examination,
        limiter,
        queue,
        ComparisonRules(
            settings.comparison_patience, asking, settings.comparison_backlog
        ),
        background.trim_comparisons,
    )
    verifying = Limits(settings.comparison_memory, settings.publish_timeout)
    certificates = Certificates(
        database, examination, limiter, asking, (lanes, verifying)
    )
    readiness = ReadinessCheck(database, signing, migrate.head(), lambda: drain.started)
    guesses = Rate("credentials", settings.credentials_rate_address)
    authentication = Authentication(
        database, signing, settings.public_url, limiter, guesses
    )
    quotas = _quotas(settings)
    creation = Rate("creation", settings.creation_rate)
    adding = Rate("member", settings.member_rate)
    publishing = PublishingRules(
        per_caller=Rate("publication", settings.publish_rate),
        per_team=Rate("publication of team", settings.publish_rate_team),
    )

    version = json.loads(CONTRACT.document_json)["info"]["version"]
    metrics.build(version, CONTRACT.digest)
    _observe(database, processes, lanes, queue)

    @contextlib.asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        async with queue.working(), background.working():
            yield
        await processes.close()
        passwords.close()
        await database.close()

    app = create_app(
        health=HealthHandler(readiness),
        contract=ContractHandler(),
        people=PeopleHandler(people, idempotency),
        sessions=SessionsHandler(sessions, pager),
        teams=TeamsHandler(
            Teams(database, limiter, creation, quotas), pager, idempotency
        ),
        members=MembersHandler(
            Members(database, limiter, adding, quotas), pager, idempotency
        ),
        api_keys=ApiKeysHandler(ApiKeys(database, limiter, creation, quotas), pager),
        apis=ApisHandler(Apis(database, limiter, creation, quotas), pager, idempotency),
        versions=VersionsHandler(
            Versions(database, examination, limiter, publishing, quotas),
            pager,
            idempotency,
        ),
        comparisons=ComparisonsHandler(comparisons, pager),
        certificates=CertificatesHandler(comparisons, certificates),
        profiles=ProfilesHandler(),
        authenticator=Authenticator(authentication),
        translate=telling(translate),
        options=Options(
            max_body_size=settings.max_body_bytes,
            max_upload_size=settings.max_body_bytes,
            holder=holder_of,
        ),
        lifespan=lifespan,
    )
    return _guarded(app, settings)


def _guarded(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Return the application behind what all requests pass."""
    holding = HeldBodies(
        Replays(app), total=settings.max_held_bytes, largest=settings.max_body_bytes
    )
    limited = ConcurrencyLimit(holding, limit=capacity(settings).requests)
    # Outside of the limit: who waits for an answer is not one whose body we wait for.
    attended = Attended(limited)
    secured = SecurityHeaders(
        attended, https=settings.public_url.startswith("https://")
    )
    return Observed(secured, addresses=settings.log_client_addresses)


def _quotas(settings: Settings) -> Quotas:
    return Quotas(
        teams=settings.quota_teams,
        members=settings.quota_members,
        api_keys=settings.quota_api_keys,
        apis=settings.quota_apis,
        versions=settings.quota_versions,
        bytes=settings.quota_bytes,
    )


def _retention(settings: Settings) -> Retention:
    return Retention(
        sessions=timedelta(days=settings.ended_session_days),
        audit_events=timedelta(days=settings.audit_days),
        document_comparisons=timedelta(days=settings.document_comparison_days),
        comparisons_of_api=settings.comparisons_kept_api,
        comparisons_of_team=settings.comparisons_kept_team,
    )


def _observe(
    database: Database, processes: ProcessPool, lanes: Lanes, queue: ComparisonQueue
) -> None:
    """Have metrics read what goes on in the pools, processes, lanes and queues."""
    for pool, load in database.loads().items():
        for state, read in load.items():
            metrics.gauge(
                "database_connections",
                "Connections to the database, and who waits for one.",
                read,
                pool=pool,
                state=state,
            )
    metrics.gauge(
        "child_processes",
        "ProcessPool that work on documents and comparisons.",
        lambda: processes.busy,
    )
    for lane, load in lanes.loads().items():
        for state, read in load.items():
            metrics.gauge(
                "documents",
                "Documents that are examined, and those that wait for it.",
                read,
                lane=lane,
                state=state,
            )
    for lane, load in queue.loads().items():
        metrics.gauge(
            "comparisons_at_work",
            "Comparisons that this worker is at.",
            load["at_work"],
            lane=lane,
        )
        metrics.gauge(
            "comparisons_waiting",
            "Comparisons that wait in the database, the same number for all workers.",
            load["waiting"],
            lane=lane,
        )
