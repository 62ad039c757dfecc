"""What scripts/admin says of what it has done: how things are now, in one line."""

from typing import Final

from impl.account_records import AccountChange

# What is so now, and what was so already.
_STATES: Final = {
    "send-reset": (
        "gets a letter for a new password, as soon as the service sends it",
        "",
    ),
    "create-person": ("has an account, and the address counts as proven", ""),
    "resume": ("may log in again", "was not suspended"),
    "grant-administrator": ("is an administrator", "was an administrator already"),
    "revoke-administrator": ("is no administrator any more", "was no administrator"),
}
_SEALED: Final = "Signing keys, second factors and webhook secrets"
ROTATED: Final = (
    "Every process signs access tokens with a new key within a minute; those that "
    "exist stay good."
)


def of_change(command: str, change: AccountChange) -> str:
    """Return what is so of an account since a command was done."""
    ended = _ended(change)
    match command:
        case "suspend" if change.is_changed:
            told = f"{ended} ended" if ended else "no session was open"
            return f"{change.email} is suspended; {told}."
        case "suspend":
            return f"{change.email} was suspended already."
        case "end-sessions" if ended:
            return f"{ended} of {change.email} ended."
        case "end-sessions":
            return f"{change.email} had no session."
    now, already = _STATES[command]
    return f"{change.email} {now if change.is_changed else already}."


def of_reseal(count: int) -> str:
    """Return what is so of what is stored, since so much of it was sealed anew."""
    found = "are all under COUNTERSIGN_SECRET_KEY now"
    if not count:
        found = "were all under COUNTERSIGN_SECRET_KEY already"
    return f"{_SEALED} {found}."


def _ended(change: AccountChange) -> str:
    kinds = (
        (change.sessions, "session", "sessions"),
        (change.grants, "grant to a program", "grants to programs"),
    )
    return " and ".join(
        f"{count} {one if count == 1 else many}" for count, one, many in kinds if count
    )
