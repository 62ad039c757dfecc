"""Who may do what in a team, written down again from the contract's sentences.

Nothing here comes from the service: a judge who asks the suspect learns nothing. A test
holds the rows against the operations of the contract and against their descriptions.
"""

from collections.abc import Callable, Mapping
from enum import IntEnum

from tests.contract.exchanges import Call


class Role(IntEnum):
    """What somebody is in a team; whoever is more may do all that less may."""

    STRANGER = 0
    VIEWER = 1
    MEMBER = 2
    MAINTAINER = 3
    OWNER = 4

    @classmethod
    def named(cls, name: object) -> "Role":
        """Return the role that the contract calls so.

        Raises:
            KeyError: it has none of this name.
        """
        return cls[str(name).upper()]


# A key works on APIs and versions as a member does; its scopes narrow that further.
ROLE_OF_KEYS = Role.MEMBER

# The least role that an operation needs in the team that its path names. None: no team
# is in it, and whoever has the scope may.
LEAST: Mapping[str, Role | None] = {
    "get_me": None,
    "update_me": None,
    "delete_me": None,
    "request_email_proof": None,
    "export_me": None,
    "list_accounts": None,
    "suspend_account": None,
    "resume_account": None,
    "end_account_sessions": None,
    "get_second_factor": None,
    "begin_second_factor": None,
    "confirm_second_factor": None,
    "remove_second_factor": None,
    "list_passkeys": None,
    "begin_passkey": None,
    "add_passkey": None,
    "rename_passkey": None,
    "remove_passkey": None,
    "list_openid_identities": None,
    "remove_openid_identity": None,
    "list_own_invitations": None,
    "accept_invitation": None,
    "decline_invitation": None,
    "list_sessions": None,
    "revoke_session": None,
    "list_grants": None,
    "revoke_grant": None,
    "create_team": None,
    "list_teams": None,
    "verify_certificate": None,
    "find_apis": None,
    "get_team": Role.VIEWER,
    "update_team": Role.MAINTAINER,
    "delete_team": Role.OWNER,
    "add_member": Role.MAINTAINER,
    "list_members": Role.VIEWER,
    "get_member": Role.VIEWER,
    "update_member": Role.MAINTAINER,
    "remove_member": Role.MAINTAINER,
    "create_invitation": Role.MAINTAINER,
    "list_invitations": Role.MAINTAINER,
    "get_invitation": Role.MAINTAINER,
    "revoke_invitation": Role.MAINTAINER,
    "create_api_key": Role.MAINTAINER,
    "list_api_keys": Role.MAINTAINER,
    "get_api_key": Role.MAINTAINER,
    "revoke_api_key": Role.MAINTAINER,
    "create_oauth_client": Role.MAINTAINER,
    "list_oauth_clients": Role.MAINTAINER,
    "get_oauth_client": Role.MAINTAINER,
    "update_oauth_client": Role.MAINTAINER,
    "delete_oauth_client": Role.MAINTAINER,
    "create_api": Role.MEMBER,
    "list_apis": Role.VIEWER,
    "get_api": Role.VIEWER,
    "update_api": Role.MEMBER,
    "delete_api": Role.MAINTAINER,
    "publish_version": Role.MEMBER,
    "list_versions": Role.VIEWER,
    "get_version": Role.VIEWER,
    "download_version": Role.VIEWER,
    "deprecate_version": Role.MEMBER,
    "undeprecate_version": Role.MEMBER,
    "get_mock": Role.VIEWER,
    "get_mock_report": Role.VIEWER,
    "reset_mock": Role.VIEWER,
    "compare_document": Role.VIEWER,
    "create_comparison": Role.VIEWER,
    "list_comparisons": Role.VIEWER,
    "get_comparison": Role.VIEWER,
    "list_changes": Role.VIEWER,
    "download_certificate": Role.VIEWER,
    "download_changelog": Role.VIEWER,
    "create_proposal": Role.MEMBER,
    "list_proposals": Role.VIEWER,
    "get_proposal": Role.VIEWER,
    "update_proposal": Role.MEMBER,
    "withdraw_proposal": Role.MEMBER,
    "add_revision": Role.MEMBER,
    "rebase_proposal": Role.MEMBER,
    "list_revisions": Role.VIEWER,
    "get_revision": Role.VIEWER,
    "download_revision": Role.VIEWER,
    "create_review": Role.MEMBER,
    "list_reviews": Role.VIEWER,
    "create_thread": Role.VIEWER,
    "list_threads": Role.VIEWER,
    "get_thread": Role.VIEWER,
    "add_comment": Role.VIEWER,
    "list_comments": Role.VIEWER,
    "resolve_thread": Role.VIEWER,
    "reopen_thread": Role.VIEWER,
    "sign_proposal": Role.MEMBER,
    "list_affected_consumers": Role.VIEWER,
    "answer_for_consumer": Role.MEMBER,
    "accept_change": Role.MAINTAINER,
    "list_acceptances": Role.VIEWER,
    "revoke_acceptance": Role.MAINTAINER,
    "list_events": Role.VIEWER,
    "watch_events": Role.VIEWER,
    "list_audit_records": Role.OWNER,
    "export_audit_records": Role.OWNER,
    "verify_audit_records": Role.OWNER,
    "create_webhook": Role.MAINTAINER,
    "list_webhooks": Role.MAINTAINER,
    "get_webhook": Role.MAINTAINER,
    "update_webhook": Role.MAINTAINER,
    "delete_webhook": Role.MAINTAINER,
    "rotate_webhook_secret": Role.MAINTAINER,
    "ping_webhook": Role.MAINTAINER,
    "list_webhook_deliveries": Role.MAINTAINER,
    "redeliver_event": Role.MAINTAINER,
    "find_consumers": None,
    "find_environments": None,
    "create_consumer": Role.MEMBER,
    "list_consumers": Role.VIEWER,
    "get_consumer": Role.VIEWER,
    "update_consumer": Role.MEMBER,
    "delete_consumer": Role.MAINTAINER,
    "register_consumer_version": Role.MEMBER,
    "list_consumer_versions": Role.VIEWER,
    "get_consumer_version": Role.VIEWER,
    "get_consumer_usage": Role.VIEWER,
    "delete_consumer_version": Role.MAINTAINER,
    "create_environment": Role.MAINTAINER,
    "list_environments": Role.VIEWER,
    "get_environment": Role.VIEWER,
    "update_environment": Role.MAINTAINER,
    "delete_environment": Role.MAINTAINER,
    "list_deployments": Role.VIEWER,
    "get_deployment": Role.VIEWER,
    "end_deployment": Role.MEMBER,
    "record_api_deployment": Role.MEMBER,
    "record_consumer_deployment": Role.MEMBER,
    "can_i_deploy_api": Role.VIEWER,
    "can_i_deploy_consumer": Role.VIEWER,
    "record_verification": Role.MEMBER,
    "list_verifications": Role.VIEWER,
    "get_verification": Role.VIEWER,
}

# What of an API that everyone sees is for those, too, who are not in the team.
OF_GUESTS = frozenset(
    {
        *("get_api", "list_versions", "get_version", "download_version"),
        *("get_mock", "get_mock_report", "reset_mock", "create_comparison"),
        *("get_comparison", "list_changes", "download_certificate"),
        *("download_changelog", "create_proposal", "list_proposals", "get_proposal"),
        *("list_revisions", "get_revision", "download_revision", "list_reviews"),
        *("list_affected_consumers", "create_thread", "list_threads", "get_thread"),
        *("add_comment", "list_comments"),
    }
)
# For administrators, whom nobody makes by the contract.
OF_ADMINISTRATORS = frozenset(
    {"list_accounts", "suspend_account", "resume_account", "end_account_sessions"}
)
# For their authors, whoever they are.
OF_AUTHORS = frozenset(
    {"update_proposal", "withdraw_proposal", "add_revision", "rebase_proposal"}
)


def needed(call: Call, caller: str, target: Callable[[], Role | None]) -> Role | None:
    """Return the least role that a request needs; None if that can't be told.

    Args:
        call: a request to an operation with a team in its path.
        caller: id of who sends it.
        target: tells what the person in the path is in the team, None if unknown.
    """
    name = call.operation.name
    least = LEAST[name]
    # What keeps members from breaking others, they can't take away.
    if name in ("create_api", "update_api") and (
        call.member("policy") is not None or call.member("visibility") is not None
    ):
        return Role.MAINTAINER
    # Only an owner makes or unmakes an owner.
    if name in ("add_member", "create_invitation") and call.member("role") == "owner":
        return Role.OWNER
    if name == "remove_member" and call.parameters["person_id"] == caller:
        return Role.VIEWER
    if name not in ("update_member", "remove_member"):
        return least
    old = target()
    if old is None:
        return None
    wanted = call.member("role") if name == "update_member" else "none"
    unmakes = old == Role.OWNER and wanted not in (None, "owner")
    makes = old != Role.OWNER and wanted == "owner"
    return Role.OWNER if makes or unmakes else least
