"""What people are told by mail."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from impl.account_records import Letter, LetterPurpose, OpenIdIdentity

_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Letters:
    """Writes messages.

    Attributes:
        public_url: where the service is.
        page_url: where a page of somebody else takes tokens, after `#token=`; empty if
            there is none, and people are led to ours.
    """

    public_url: str
    page_url: str

    def proof(self, to: str, token: str) -> Letter:
        """Return what asks whether an address is its owner's."""
        how = self._how("prove-email", "/v1/email-proofs/completion", token)
        return self._letter(
            to,
            "Is this your email address?",
            "This address was given for an account. If that was you, prove that it is "
            f"yours within three days.\n\n{how}\n\n"
            "If it was not you, do nothing: nothing counts that goes by this address.",
            "email_proof",
        )

    def reset(self, to: str, token: str) -> Letter:
        """Return what lets somebody set a new password."""
        how = self._how("reset-password", "/v1/password-resets/completion", token)
        return self._letter(
            to,
            "A new password for your account",
            "Somebody asked for a new password for your account. If that was you, set "
            f"one within an hour.\n\n{how}\n\n"
            "If it was not you, do nothing: your password stays as it is.",
            "password_reset",
        )

    def password_changed(self, to: str, passkeys: int, identities: int) -> Letter:
        """Return what tells that somebody has another password, and what stays."""
        ways = [f"your passkeys ({passkeys})"] * bool(passkeys)
        ways += [f"your accounts elsewhere ({identities})"] * bool(identities)
        stay = (
            f"{' and '.join(ways).capitalize()} still log in to it; see whether all of "
            f"them are yours:\n\n  {self.public_url}/account\n\n"
            if ways
            else ""
        )
        return self._letter(
            to,
            "Your password was changed",
            "The password of your account was changed, and its other sessions have "
            f"ended.\n\n{stay}"
            "If it was not you, ask for a new password at once, and look who "
            "can read your mail.",
            "notice",
        )

    def address_changing(self, to: str, new: str) -> Letter:
        """Return what tells the old address that a new one is to be proven."""
        return self._letter(
            to,
            "Your email address is about to change",
            "Somebody who knows your password asked that your account goes by this "
            f"address from now on:\n\n  {new}\n\n"
            "It will as soon as that address is proven. If it was not you, change your "
            "password now: that puts an end to it.",
            "notice",
        )

    def address_changed(self, to: str, new: str) -> Letter:
        """Return what tells the old address that there is a new one."""
        return self._letter(
            to,
            "Your email address was changed",
            f"Your account goes by this address now:\n\n  {new}\n\n"
            "Mail for it does not come here any more. If it was not you, tell whoever "
            "runs this service.",
            "notice",
        )

    def second_factor_changed(self, to: str, *, is_on: bool) -> Letter:
        """Return what tells that log-in takes a code from now on, or none."""
        how = "a code" if is_on else "no code"
        return self._letter(
            to,
            f"Log-in takes {how} from now on",
            f"To log in to your account takes {how} beside the password from now on."
            "\n\nIf it was not you, ask for a new password at once, and tell whoever "
            "runs this service.",
            "notice",
        )

    def passkey_added(self, to: str, name: str) -> Letter:
        """Return what tells that there is one more way to log in."""
        return self._letter(
            to,
            "A passkey was added to your account",
            f'The passkey "{_spoken(name)}" logs in to your account from now on, '
            "without a password.\n\nIf it was not you, remove it and change your "
            f"password at once:\n\n  {self.public_url}/account",
            "notice",
        )

    def passkey_removed(self, to: str, name: str) -> Letter:
        """Return what tells that there is one way less to log in."""
        return self._letter(
            to,
            "A passkey was removed from your account",
            f'The passkey "{_spoken(name)}" does not log in to your account any more; '
            "your password does.\n\nIf it was not you, change your password at once:"
            f"\n\n  {self.public_url}/account",
            "notice",
        )

    def openid_identity_added(self, to: str, identity: OpenIdIdentity) -> Letter:
        """Return what tells that a provider lets somebody in from now on."""
        return self._letter(
            to,
            "An account elsewhere logs in to your account",
            f"{_named(identity)} logs in to your account from now on, without its "
            "password.\n\nIf it was not you, remove it and change your password at "
            f"once:\n\n  {self.public_url}/account",
            "notice",
        )

    def openid_identity_removed(self, to: str, identity: OpenIdIdentity) -> Letter:
        """Return what tells that a provider lets somebody in no more."""
        return self._letter(
            to,
            "An account elsewhere does not log in to your account any more",
            f"{_named(identity)} does not log in to your account any more; your "
            "password does.\n\nIf it was not you, change your password at once:"
            f"\n\n  {self.public_url}/account",
            "notice",
        )

    def passkey_refused(self, to: str, name: str) -> Letter:
        """Return what tells that two devices may have the same passkey."""
        return self._letter(
            to,
            "A passkey of your account may have been copied",
            f'Somebody tried to log in with the passkey "{_spoken(name)}", and what '
            "their device counts is less than what was counted before. They were not "
            "let in.\n\nRemove the passkey, and make another one:\n\n"
            f"  {self.public_url}/account",
            "notice",
        )

    def recovery_code_used(self, to: str) -> Letter:
        """Return what tells that a recovery code is used up."""
        return self._letter(
            to,
            "A recovery code was used",
            "Somebody logged in to your account with your password and one of your "
            "recovery codes.\n\nIf it was not you, ask for a new password at once, and "
            "make new codes.",
            "notice",
        )

    def logged_in(self, to: str, agent: str | None, failed: int) -> Letter:
        """Return what tells of a log-in that may not have been theirs."""
        what = f' with "{_spoken(agent)}"' if agent else ""
        after = f", after {failed} attempts that failed" if failed else ""
        return self._letter(
            to,
            "Somebody logged in to your account",
            f"Your account was logged in to{what}{after}, from a place or in a way "
            "that is not usual for it.\n\nIf it was you, do nothing. If it was not, "
            "change your password at once, which ends all other sessions:\n\n"
            f"  {self.public_url}/account",
            "notice",
        )

    def invitation(self, to: str, team: str, role: str, days: int) -> Letter:
        """Return what tells somebody that a team invites them."""
        return self._letter(
            to,
            f'You are invited to the team "{_spoken(team)}"',
            f'The team "{_spoken(team)}" invites you as {role}. The invitation is open '
            f"for {days} days.\n\n"
            "Log in with this address, or register with it, and accept or decline:\n\n"
            f"  {self.public_url}/invitations\n\n"
            "Programs do the same:\n\n"
            f"  GET    {self.public_url}/v1/invitations\n"
            f"  PUT    {self.public_url}/v1/invitations/{{id}}/acceptance\n"
            f"  DELETE {self.public_url}/v1/invitations/{{id}}\n\n"
            "If you don't know who this is, do nothing.",
            "invitation",
        )

    def _how(self, page: str, path: str, token: str) -> str:
        if self.page_url:
            return f"  {self.page_url.rstrip('/')}/{page}#token={token}"
        return (
            f"Open {self.public_url}/{page} and give it this token:\n\n  {token}\n\n"
            f"Programs send it to {self.public_url}{path}."
        )

    def _letter(
        self, to: str, subject: str, text: str, purpose: LetterPurpose
    ) -> Letter:
        sign = f"\n\n-- \nCountersign, {self.public_url}\n"
        return Letter(to=to, subject=subject, text=text + sign, purpose=purpose)


def _named(identity: OpenIdIdentity) -> str:
    account = f"The account {identity.email}" if identity.email else "An account"
    return f"{account} at {identity.issuer}"


def _spoken(title: str) -> str:
    """Return a title that strangers chose, so that it is no more than a title.

    No line ends in it, and no mail program makes a link of it.
    """
    plain = "".join(
        " " if unicodedata.category(each).startswith(("C", "Z")) else each
        for each in title
    )
    plain = " ".join(plain.replace("/", " ").replace(".", " ").split())
    return plain[:_LONGEST]
