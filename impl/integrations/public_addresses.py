"""Which addresses anybody may have us connect to: those of the public Internet."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

# Beside what Python's own table has (IANA's registries of special addresses).
_SPECIAL_4: Final = (
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv4Network("240.0.0.0/4"),
)
_UNICAST: Final = IPv6Network("2000::/3")
# Of these the tunnels have an IPv4 address inside, wherever it leads.
_SPECIAL_6: Final = (
    IPv6Network("2001::/23"),
    IPv6Network("2001:db8::/32"),
    IPv6Network("2002::/16"),
    IPv6Network("3fff::/20"),
)
# IPv4 addresses as a translator has them (RFC 6052).
_TRANSLATED: Final = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public Internet.

    An IPv6 address that stands for an IPv4 address is as that one is; so is one that a
    translator shows. What is no address, is not public.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        embedded = found.ipv4_mapped
        if found in _TRANSLATED:
            embedded = IPv4Address(int(found) & 0xFFFF_FFFF)
        if embedded is None:
            return (
                found in _UNICAST
                and found.is_global
                and not any(found in each for each in _SPECIAL_6)
            )
        found = embedded
    return (
        found.is_global
        and not found.is_multicast
        and not any(found in each for each in _SPECIAL_4)
    )
