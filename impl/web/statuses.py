"""The status of a form that is shown again."""

from impl.errors import DomainError
from impl.http.problems import refusal_of
from impl.web.forms import FormRefused


def status_of(error: FormRefused | DomainError) -> int:
    """Return what tells programs why a form was not taken."""
    refusal = None if isinstance(error, FormRefused) else refusal_of(error)
    return refusal.status if refusal else 422
