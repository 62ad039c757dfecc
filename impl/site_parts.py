"""The pages, put together for the app."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.types import ASGIApp

from impl.accounts import Accounts
from impl.agreement_parts import Agreement
from impl.oauth_parts import OAuthParts
from impl.services.api_keys import ApiKeys
from impl.services.apis import Apis
from impl.services.audit_records import AuditRecords
from impl.services.authentication import Authentication
from impl.services.bisection import Bisection
from impl.services.certificates import Certificates
from impl.services.comparisons import Comparisons
from impl.services.events import Events
from impl.services.inbox import Inbox
from impl.services.landscapes import Landscapes
from impl.services.mocks import Mocks
from impl.services.openid_log_ins import OpenIdLogIns
from impl.services.operation_facts import OperationFacts
from impl.services.overviews import Overviews
from impl.services.policy_trials import PolicyTrials
from impl.services.rate_limits import RateLimiter
from impl.services.reference_desk import ReferenceDesk
from impl.services.searches import Searches
from impl.services.sessions import Sessions
from impl.services.teams import Teams
from impl.services.versions import Versions
from impl.services.webhooks import Webhooks
from impl.team_site_parts import Beings, TeamSite, team_routes
from impl.web.account_pages import AccountPages, AccountServices
from impl.web.administration_pages import AdministrationPages
from impl.web.api_pages import ApiPages, ApiServices
from impl.web.api_settings_pages import ApiSettingsPages
from impl.web.bisection_pages import BisectionPages, BisectionServices
from impl.web.comparison_pages import ComparisonPages, ComparisonServices
from impl.web.deprecation_pages import DeprecationPages
from impl.web.factor_pages import FactorPages
from impl.web.home_pages import HomePages, HomeServices
from impl.web.letter_pages import LetterPages, LetterServices
from impl.web.openid_identity_pages import OpenIdIdentityPages
from impl.web.openid_pages import OpenIdPages
from impl.web.page_readers import PageReaders
from impl.web.passkey_log_in_pages import PasskeyLogInPages
from impl.web.passkey_pages import PasskeyPages
from impl.web.people_pages import PeoplePages
from impl.web.policy_trial_pages import PolicyTrialPages
from impl.web.progress_pages import ProgressPages, ProgressServices
from impl.web.proposal_pages import ProposalPages
from impl.web.proposal_steps import ProposalSteps, StepServices
from impl.web.proposal_values import ProposalServices
from impl.web.remark_pages import RemarkPages, RemarkServices
from impl.web.search_pages import SearchPages
from impl.web.site import WebSite
from impl.web.try_pages import TryPages
from impl.web.version_pages import VersionPages, VersionServices
from impl.web.visits import Route


@dataclass(frozen=True, slots=True)
class SiteServices:
    """What pages ask: who is logged in, and the services."""

    accounts: Accounts
    authentication: Authentication
    oauth: OAuthParts
    sessions: Sessions
    teams: Teams
    apis: Apis
    overviews: Overviews
    versions: Versions
    comparisons: Comparisons
    certificates: Certificates
    mocks: Mocks
    agreement: Agreement
    inbox: Inbox
    references: ReferenceDesk
    openid: OpenIdLogIns | None
    api_keys: ApiKeys
    webhooks: Webhooks
    events: Events
    audit_records: AuditRecords
    landscapes: Landscapes
    operation_facts: OperationFacts
    policy_trials: PolicyTrials
    beings: Beings
    bisection: Bisection
    searches: Searches
    limiter: RateLimiter


def site(app: ASGIApp, asked: SiteServices, root: str) -> ASGIApp:
    """Return an application with the pages before it; `root` is where that is."""
    people, browsers = asked.accounts.registering, asked.oauth.browsers
    home = HomeServices(
        *(people, asked.teams, asked.apis, asked.overviews, asked.inbox),
        *(asked.accounts.inviting, asked.accounts.proofs),
    )
    api = ApiServices(
        asked.apis, asked.versions, asked.overviews, asked.agreement.proposing
    )
    comparing = ComparisonServices(
        *(asked.apis, asked.versions, asked.comparisons),
        *(asked.agreement.discussions, asked.certificates),
        asked.agreement.differences,
    )
    version = VersionServices(
        asked.apis, asked.versions, asked.references, asked.operation_facts
    )
    agreement, openid = asked.agreement, asked.openid
    provider, by_passkey = openid.name if openid else "", asked.accounts.passkey_log_ins
    proposing = ProposalServices(
        apis=asked.apis,
        proposals=agreement.proposing,
        additions=agreement.additions,
        board=agreement.board,
        signatures=agreement.signatures,
        threads=agreement.talking,
        consents=agreement.consenting,
        discussions=agreement.discussions,
        steps=agreement.steps,
    )
    routes = (
        *PeoplePages(
            browsers, people, provider, takes_passkeys=by_passkey.are_possible
        ).routes(),
        *PasskeyLogInPages(browsers, by_passkey).routes(),
        *(OpenIdPages(browsers, openid).routes() if openid else ()),
        *_account_pages(asked, provider),
        *HomePages(home).routes(),
        *team_routes(_of_teams(asked)),
        *ApiPages(api).routes(),
        *ApiSettingsPages(asked.apis, asked.teams).routes(),
        *BisectionPages(
            BisectionServices(asked.apis, asked.overviews, asked.bisection)
        ).routes(),
        *ComparisonPages(comparing).routes(),
        *PolicyTrialPages(asked.apis, asked.policy_trials).routes(),
        *ProposalPages(proposing).routes(),
        *ProposalSteps(_steps(asked)).routes(),
        *ProgressPages(_progress(asked)).routes(),
        *RemarkPages(
            RemarkServices(
                *(asked.apis, agreement.proposing),
                *(agreement.anchors, agreement.talking),
            )
        ).routes(),
        *SearchPages(asked.searches).routes(),
        *VersionPages(version).routes(),
        *DeprecationPages(asked.apis, asked.teams, asked.versions).routes(),
        *TryPages(asked.apis, asked.mocks, agreement.discussions).routes(),
    )
    readers = PageReaders(asked.authentication, asked.limiter)
    return WebSite(app, browsers, readers, routes, root.rstrip("/"))


def _account_pages(asked: SiteServices, provider: str) -> Sequence[Route]:
    accounts, oauth = asked.accounts, asked.oauth
    own = AccountServices(
        *(oauth.browsers, accounts.registering, asked.sessions),
        *(oauth.browser_sessions, accounts.second_factors, accounts.own_passkeys),
        *(accounts.own_identities, oauth.granting),
        *(asked.teams, accounts.personal),
        *(accounts.proofs, accounts.overseeing),
    )
    letters = LetterServices(accounts.resets, accounts.proofs, accounts.inviting)
    return (
        *AccountPages(own).routes(),
        *AdministrationPages(accounts.overseeing).routes(),
        *FactorPages(accounts.second_factors).routes(),
        *LetterPages(letters).routes(),
        *PasskeyPages(accounts.own_passkeys).routes(),
        *OpenIdIdentityPages(accounts.own_identities, provider).routes(),
    )


def _of_teams(asked: SiteServices) -> TeamSite:
    return TeamSite(
        teams=asked.teams,
        members=asked.accounts.belonging,
        invitations=asked.accounts.inviting,
        apis=asked.apis,
        api_keys=asked.api_keys,
        webhooks=asked.webhooks,
        events=asked.events,
        audit_records=asked.audit_records,
        landscapes=asked.landscapes,
        beings=asked.beings,
    )


def _progress(asked: SiteServices) -> ProgressServices:
    agreement = asked.agreement
    return ProgressServices(
        apis=asked.apis,
        proposals=agreement.proposing,
        discussions=agreement.discussions,
        threads=agreement.talking,
        steps=agreement.steps,
        differences=agreement.differences,
    )


def _steps(asked: SiteServices) -> StepServices:
    agreement = asked.agreement
    return StepServices(
        apis=asked.apis,
        proposals=agreement.proposing,
        discussions=agreement.discussions,
        acceptances=agreement.accepting,
        additions=agreement.additions,
        rebases=agreement.rebases,
    )
