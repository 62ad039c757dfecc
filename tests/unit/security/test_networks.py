"""What limits per address count by."""

from ipaddress import IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impl.security.networks import network_of


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_its_own_network(address: object) -> None:
    assert network_of(str(address)) == str(address)


@given(st.ip_addresses(v=6, network="2001:db8::/32"), st.integers(0, 2**64 - 1))
def test_hosts_of_a_64_are_one(address: IPv6Address, host: int) -> None:
    neighbour = IPv6Address((int(address) >> 64 << 64) | host)
    assert network_of(str(address)) == network_of(str(neighbour))
    stranger = IPv6Address(int(address) ^ (1 << 64))
    assert network_of(str(address)) != network_of(str(stranger))


@given(st.ip_addresses(v=4))
def test_ipv4_in_disguise(address: object) -> None:
    for form in ("::ffff:{}", "64:ff9b::{}"):
        assert network_of(form.format(address)) == str(address)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("2002:c000:0204::1", "192.0.2.4"),
        ("2002:c000:0204:ffff::1", "192.0.2.4"),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "192.0.2.45"),
        ("fe80::1%eth0", "fe80::/64"),
        ("2001:DB8:0:0::1", "2001:db8::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_other_forms(address: str, network: str) -> None:
    assert network_of(address) == network
