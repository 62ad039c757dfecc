"""Why a request to a stranger got no answer."""


class Unanswered(Exception):
    """There was no answer; the message says why, in words for people."""


class RefusedAddress(Unanswered):
    """A name stands for an address that is not public."""
