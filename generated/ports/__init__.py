"""What an implementation provides: one port for each tag."""

from .acceptances import AcceptancesPort as AcceptancesPort
from .api_keys import ApiKeysPort as ApiKeysPort
from .apis import ApisPort as ApisPort
from .certificates import CertificatesPort as CertificatesPort
from .comparisons import ComparisonsPort as ComparisonsPort
from .consents import ConsentsPort as ConsentsPort
from .consumers import ConsumersPort as ConsumersPort
from .contract import ContractPort as ContractPort
from .deployments import DeploymentsPort as DeploymentsPort
from .environments import EnvironmentsPort as EnvironmentsPort
from .events import EventsPort as EventsPort
from .health import HealthPort as HealthPort
from .invitations import InvitationsPort as InvitationsPort
from .members import MembersPort as MembersPort
from .mocks import MocksPort as MocksPort
from .people import PeoplePort as PeoplePort
from .profiles import ProfilesPort as ProfilesPort
from .proposals import ProposalsPort as ProposalsPort
from .reviews import ReviewsPort as ReviewsPort
from .second_factor import SecondFactorPort as SecondFactorPort
from .sessions import SessionsPort as SessionsPort
from .teams import TeamsPort as TeamsPort
from .threads import ThreadsPort as ThreadsPort
from .verifications import VerificationsPort as VerificationsPort
from .versions import VersionsPort as VersionsPort
from .webhooks import WebhooksPort as WebhooksPort
