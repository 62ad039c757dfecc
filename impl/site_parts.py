"""The pages, put together for the app."""

from dataclasses import dataclass

from starlette.types import ASGIApp

from impl.agreement_parts import Agreement
from impl.services.apis import Apis
from impl.services.comparisons import Comparisons
from impl.services.inbox import Inbox
from impl.services.openid_log_ins import OpenIdLogIns
from impl.services.overviews import Overviews
from impl.services.people import People
from impl.services.reference_desk import ReferenceDesk
from impl.services.teams import Teams
from impl.services.versions import Versions
from impl.web.api_pages import ApiPages, ApiServices
from impl.web.browsers import Browsers
from impl.web.comparison_pages import ComparisonPages, ComparisonServices
from impl.web.home_pages import HomePages, HomeServices
from impl.web.openid_pages import OpenIdPages
from impl.web.people_pages import PeoplePages
from impl.web.proposal_pages import ProposalPages, ProposalServices
from impl.web.site import WebSite
from impl.web.version_pages import VersionPages, VersionServices


@dataclass(frozen=True, slots=True)
class SiteServices:
    """What pages ask: who is logged in, and the services."""

    browsers: Browsers
    people: People
    teams: Teams
    apis: Apis
    overviews: Overviews
    versions: Versions
    comparisons: Comparisons
    agreement: Agreement
    inbox: Inbox
    references: ReferenceDesk
    openid: OpenIdLogIns | None


def site(app: ASGIApp, asked: SiteServices, root: str) -> ASGIApp:
    """Return an application with the pages before it; `root` is where that is."""
    home = HomeServices(
        *(asked.people, asked.teams, asked.apis), asked.overviews, asked.inbox
    )
    api = ApiServices(
        asked.apis, asked.versions, asked.overviews, asked.agreement.proposing
    )
    comparing = ComparisonServices(asked.apis, asked.versions, asked.comparisons)
    version = VersionServices(asked.apis, asked.versions, asked.references)
    agreement, openid = asked.agreement, asked.openid
    provider = openid.name if openid else ""
    proposing = ProposalServices(
        apis=asked.apis,
        proposals=agreement.proposing,
        additions=agreement.additions,
        board=agreement.board,
        signatures=agreement.signatures,
        threads=agreement.talking,
        consents=agreement.consenting,
        discussions=agreement.discussions,
    )
    routes = (
        *PeoplePages(asked.browsers, asked.people, provider).routes(),
        *(OpenIdPages(asked.browsers, openid).routes() if openid else ()),
        *HomePages(home).routes(),
        *ApiPages(api).routes(),
        *ComparisonPages(comparing).routes(),
        *ProposalPages(proposing).routes(),
        *VersionPages(version).routes(),
    )
    return WebSite(app, asked.browsers, routes, root.rstrip("/"))
