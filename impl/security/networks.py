"""Networks that client addresses belong to: what limits per address count by."""

import hashlib
import hmac
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

# What one customer gets at least (RFC 6177), who can take any address in it.
_PREFIX: Final = 64
# IPv4 clients as a translator shows them (RFC 6052); all of them share one /64.
_TRANSLATED: Final = IPv6Network("64:ff9b::/96")


def network_of(address: str) -> str:
    """Return the network of an address: an IPv6 /64, or an IPv4 address itself.

    An IPv6 address that stands for an IPv4 address is that one. What is no address,
    such as the name of a socket, stays as it is.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    embedded = _embedded(found)
    if embedded is not None:
        return str(embedded)
    return str(IPv6Network((int(found), _PREFIX), strict=False))


def keyed_digest(key: bytes, address: str) -> bytes:
    """Return 32 bytes that an address's network is known by, to who has the key."""
    return hmac.digest(key, network_of(address).encode(), hashlib.sha256)


def _embedded(address: IPv6Address) -> IPv4Address | None:
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
