"""What a violated constraint means to the domain.

A constraint is the rule; that it was broken is found out by the statement that breaks
it and nowhere before, so that two calls at the same time can't both pass. So it is said
here, beside the SQL, whoever calls. What is not listed is a bug.
"""

from collections.abc import Callable
from functools import partial
from typing import Final, NoReturn

from impl.database.errors import ConstraintViolated
from impl.errors import Conflict, DomainError, NotFound

_NAME_TAKEN = partial(Conflict, "name_taken", "The name is taken; choose another one.")
# It went while something was added to it.
_GONE = partial(NotFound, "resource any more")
MEANINGS: Final[dict[str, Callable[[], DomainError]]] = {
    "uq_people_email": partial(
        Conflict, "email_taken", "There is an account with this email address."
    ),
    "uq_invitations_team_id_email": partial(
        Conflict,
        "already_invited",
        "The address is invited; take that invitation back first.",
    ),
    "uq_teams_name": _NAME_TAKEN,
    "uq_apis_team_id_name": _NAME_TAKEN,
    "uq_api_keys_team_id_name": _NAME_TAKEN,
    "uq_consumers_team_id_name": _NAME_TAKEN,
    "uq_environments_team_id_name": _NAME_TAKEN,
    "pk_members": partial(
        Conflict,
        "already_member",
        "The person is a member of the team; change their role.",
    ),
    "fk_members_team_id_teams": _GONE,
    "fk_members_person_id_people": _GONE,
    "fk_invitations_team_id_teams": _GONE,
    "fk_invitations_invited_by_people": _GONE,
    "fk_account_tokens_person_id_people": _GONE,
    "fk_openid_identities_person_id_people": _GONE,
    "fk_passkey_challenges_person_id_people": _GONE,
    "fk_api_keys_team_id_teams": _GONE,
    "fk_apis_team_id_teams": _GONE,
    "fk_oauth_clients_team_id_teams": _GONE,
    "fk_oauth_grants_client_id_oauth_clients": _GONE,
    "fk_oauth_grants_person_id_people": _GONE,
    "fk_oauth_device_codes_client_id_oauth_clients": _GONE,
    "fk_versions_api_id_apis": _GONE,
    "fk_versions_published_by_people": _GONE,
    "fk_comparisons_api_id_apis": _GONE,
    "fk_comparison_turns_team_id_teams": _GONE,
    "fk_comparisons_base_version_id_versions": _GONE,
    "fk_comparisons_revision_version_id_versions": _GONE,
    "fk_consumers_team_id_teams": _GONE,
    "fk_environments_team_id_teams": _GONE,
    "fk_webhooks_team_id_teams": _GONE,
    "fk_verifications_version_id_versions": _GONE,
    "fk_verifications_recorded_by_people": _GONE,
    "fk_proposals_author_id_people": _GONE,
    "fk_reviews_reviewer_id_people": _GONE,
    "fk_comment_threads_author_id_people": _GONE,
    "fk_comment_threads_resolved_by_people": _GONE,
    "fk_comments_author_id_people": _GONE,
    "fk_consents_answered_by_people": _GONE,
    "fk_consents_consumer_id_consumers": _GONE,
    "fk_acceptances_accepted_by_people": _GONE,
    "fk_proposal_revisions_author_id_people": _GONE,
    "fk_known_contracts_version_id_versions": _GONE,
    "fk_mock_states_version_id_versions": _GONE,
    "fk_mock_states_person_id_people": _GONE,
    "fk_mock_states_api_key_id_api_keys": _GONE,
    "fk_mock_states_oauth_client_id_oauth_clients": _GONE,
}


def refuse(violation: ConstraintViolated) -> NoReturn:
    """Raise what a violated constraint means.

    Raises:
        Conflict, NotFound: as `MEANINGS` says.
        ConstraintViolated: it means nothing but a bug.
    """
    if meaning := MEANINGS.get(violation.constraint or ""):
        raise meaning() from violation
    raise violation
