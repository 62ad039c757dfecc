"""The status of a form that is shown again."""

from impl.errors import DomainError
from impl.http.problems import refusal_of
from impl.web.forms import FormRefused


def status_of(error: FormRefused | DomainError) -> int:
    """Return what tells programs why a form was not taken."""
    refusal = None if isinstance(error, FormRefused) else refusal_of(error)
    # A password in a form is no credential of the request, as 401 would say.
    return refusal.status if refusal and refusal.status != 401 else 422
