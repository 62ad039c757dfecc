"""What operators and OpenID providers say of accounts fits what the contract says."""

from impl import account_records
from tests.support import contract


def test_addresses_names_and_passwords_are_those_of_the_contract() -> None:
    schemas = contract.document()["components"]["schemas"]
    email, name = schemas["Email"], schemas["Title"]
    assert email["pattern"] == account_records.EMAIL
    assert email["maxLength"] == account_records.LONGEST_EMAIL
    assert name["maxLength"] == account_records.LONGEST_NAME
    password, lengths = schemas["Password"], account_records.PASSWORD_LENGTHS
    assert (password["minLength"], password["maxLength"]) == (lengths[0], lengths[-1])
