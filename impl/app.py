"""The composition root: settings → database → services → ports → application."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from starlette.types import ASGIApp

from generated import Options, create_app
from impl import gauges, rules
from impl.agreement_parts import Agreement
from impl.contract_parts import ContractParts
from impl.database import revisions
from impl.foundation import Foundation, lay
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
from impl.handlers.teams import TeamsHandler
from impl.handlers.verifications import VerificationsHandler
from impl.handlers.versions import VersionsHandler
from impl.handlers.webhooks import WebhooksHandler
from impl.http.callers import CallerAuthenticator, holder_of
from impl.http.declared_rates import RequestRates
from impl.http.guard import guarded
from impl.http.idempotency import Replays
from impl.http.mocking import MockTraffic
from impl.http.observing import telling
from impl.http.problems import translate
from impl.identity_parts import IdentityParts
from impl.jobs.background import Background
from impl.jobs.event_watch import EventWatch
from impl.jobs.housekeeping import Housekeeping
from impl.lifecycle import drain
from impl.sending_parts import sealing, sending
from impl.services.api_keys import ApiKeys
from impl.services.apis import Apis
from impl.services.audit_records import AuditRecords
from impl.services.declared_rates import DeclaredRates
from impl.services.events import Events
from impl.services.health import ReadinessCheck
from impl.services.inbox import Inbox
from impl.services.landscapes import Landscapes
from impl.services.operation_facts import OperationFacts
from impl.services.overviews import Overviews
from impl.services.policy_trials import PolicyTrials
from impl.services.report_reading import ReportReading
from impl.services.searches import Searches
from impl.services.teams import Teams
from impl.services.verifications import Verifications
from impl.services.webhooks import Webhooks
from impl.settings import Settings
from impl.site_parts import SiteServices, site


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What the application is made of, put together."""

    base: Foundation
    identity: IdentityParts
    contracts: ContractParts
    agreement: Agreement
    teams: Teams
    apis: Apis
    api_keys: ApiKeys
    webhooks: Webhooks
    events: Events
    watch: EventWatch
    background: Background


def create(settings: Settings | None = None) -> ASGIApp:
    """Return the application; the server calls this once per process.

    Raises:
        pydantic.ValidationError: without settings, and the environment has bad ones.
        ValueError: no database URL is given, or it is malformed.
    """
    settings = settings or Settings()
    parts = _parts(lay(settings))
    contracts, base = parts.contracts, parts.base
    gauges.show(
        *(base.database, contracts.processes, contracts.lanes),
        *(contracts.queue, contracts.hosts),
    )
    answering = MockTraffic(
        Replays(_operations(parts)), contracts.mocks, settings.mock_body_bytes
    )
    return guarded(
        site(answering, _pages(parts), settings.public_url),
        *(settings, base.extras.spans),
    )


def _parts(base: Foundation) -> _Parts:
    settings, database = base.settings, base.database
    identity = IdentityParts(base)
    housekeeping = Housekeeping(
        database,
        rules.retention(settings),
        partial(identity.signing.rotate, timedelta(days=settings.signing_key_days)),
    )
    background = Background(base.url, settings, housekeeping)
    contracts = ContractParts(base, background.trim_comparisons)
    watch = EventWatch(database, lambda: drain.started)
    creating = (database, base.limiter, base.creation, base.quotas)
    return _Parts(
        base=base,
        identity=identity,
        contracts=contracts,
        agreement=Agreement(
            (database, base.limiter, base.quotas),
            (contracts.examination, contracts.lanes),
            (contracts.comparisons, contracts.batches, contracts.policies),
            *(settings, (base.pager, base.idempotency)),
        ),
        teams=Teams(*creating, rules.fresh_log_ins(settings)),
        apis=Apis(*creating),
        api_keys=ApiKeys(*creating),
        webhooks=Webhooks(*creating, sealing(base.secret)),
        events=Events(database, watch, rules.streams(settings), lambda: drain.started),
        watch=watch,
        background=background,
    )


@contextlib.asynccontextmanager
async def _alive(parts: _Parts) -> AsyncIterator[None]:
    """Do meanwhile what no request waits for; let go of everything in the end."""
    base, contracts, identity = parts.base, parts.contracts, parts.identity
    async with (
        contracts.queue.working(),
        parts.background.working(),
        parts.watch.working(),
        identity.accounts.sending(),
        sending(base.database, sealing(base.secret), base.settings),
    ):
        yield
    await contracts.hosts.close()
    await contracts.processes.close()
    identity.passwords.close()
    await base.database.close()
    await asyncio.to_thread(base.extras.close)


def _operations(parts: _Parts) -> ASGIApp:
    """Return what answers the operations of the contract."""
    base, identity, contracts = parts.base, parts.identity, parts.contracts
    settings, database, pager = base.settings, base.database, base.pager
    paging, beings = (pager, base.idempotency), contracts.beings
    accounts, agreement, oauth = identity.accounts, parts.agreement, identity.oauth
    return create_app(
        health=HealthHandler(
            ReadinessCheck(
                *(database, identity.signing, revisions.serves),
                lambda: drain.started,
            )
        ),
        contract=ContractHandler(),
        people=accounts.people,
        administration=accounts.administration,
        sessions=accounts.sessions,
        passkeys=accounts.passkeys,
        openid_identities=accounts.openid_identities,
        teams=TeamsHandler(parts.teams, *paging),
        second_factor=accounts.second_factor,
        members=accounts.members,
        invitations=accounts.invitations,
        oauth=oauth.tokens,
        oauth_clients=oauth.clients,
        grants=oauth.grants,
        sign_in=oauth.pages,
        api_keys=ApiKeysHandler(parts.api_keys, pager),
        apis=ApisHandler(parts.apis, *paging),
        versions=VersionsHandler(contracts.kept, contracts.publications, *paging),
        mocks=MocksHandler(contracts.mocks, settings.public_url),
        comparisons=ComparisonsHandler(contracts.comparisons, pager),
        certificates=CertificatesHandler(contracts.comparisons, contracts.certificates),
        profiles=ProfilesHandler(),
        proposals=agreement.proposals,
        reviews=agreement.reviews,
        threads=agreement.threads,
        consents=agreement.consents,
        acceptances=agreement.acceptances,
        consumers=ConsumersHandler(beings.consumers, beings.versions, *paging),
        environments=EnvironmentsHandler(beings.environments, *paging),
        deployments=DeploymentsHandler(
            beings.deployments, beings.deployability, *paging
        ),
        verifications=VerificationsHandler(
            Verifications(
                *(database, base.limiter, rules.deployments(settings)),
                settings.verifications_kept_version,
                ReportReading(contracts.lanes, rules.verification(settings)),
            ),
            *paging,
        ),
        events=EventsHandler(parts.events, pager),
        audit=AuditHandler(AuditRecords(database), pager),
        webhooks=WebhooksHandler(parts.webhooks, pager),
        authenticator=CallerAuthenticator(identity.authentication),
        translate=telling(translate),
        options=_options(base),
        lifespan=lambda _app: _alive(parts),
    )


def _options(base: Foundation) -> Options:
    settings = base.settings
    rates = RequestRates(DeclaredRates(base.limiter), settings.declared_rate_factor)
    return Options(
        max_body_size=settings.max_body_bytes,
        max_upload_size=settings.max_body_bytes,
        holder=holder_of,
        rate_limits=rates,
    )


def _pages(parts: _Parts) -> SiteServices:
    """Return what pages ask."""
    base, identity, contracts = parts.base, parts.identity, parts.contracts
    database = base.database
    return SiteServices(
        accounts=identity.accounts,
        authentication=identity.authentication,
        oauth=identity.oauth,
        sessions=identity.sessions,
        teams=parts.teams,
        apis=parts.apis,
        overviews=Overviews(database),
        versions=contracts.kept,
        comparisons=contracts.comparisons,
        certificates=contracts.certificates,
        mocks=contracts.mocks,
        agreement=parts.agreement,
        inbox=Inbox(database),
        references=contracts.references,
        openid=identity.openid,
        searches=Searches(database, contracts.references),
        api_keys=parts.api_keys,
        webhooks=parts.webhooks,
        events=parts.events,
        audit_records=AuditRecords(database),
        landscapes=Landscapes(database, base.quotas),
        operation_facts=OperationFacts(database),
        policy_trials=PolicyTrials(database),
        beings=contracts.beings,
        bisection=contracts.bisection,
        limiter=base.limiter,
    )
