"""Which addresses of the internet may be connected to: public ones, and those that a setting allows."""

from __future__ import annotations

import ipaddress
import os
import queue
import socket
import threading
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address

from analytics.ingest.fetch.errors import RefusedError, UnfetchedError

ALLOW = "NARRATIVES_ALLOW_ADDRESSES"  # "127.0.0.1:8620, 10.1.0.0/16": what else may be connected to
NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = IPv4Address | IPv6Address


def checked(host: str, port: int, seconds: float) -> list[str]:
    """The addresses that a host's name stands for, all of them fit to be connected to.

    RefusedError where one of them isn't: a name that stands for a public and a private address at once is a trap.
    """
    found = [ipaddress.ip_address(one) for one in resolved(host, port, seconds)]
    for address in found:
        if (fault := unfit(address)) and not allowed(address, port):
            name = host if host.strip("[]") == str(address) else f"{host} ({address})"
            raise RefusedError(f"{name} is {fault}; only public addresses are fetched ({ALLOW} names exceptions)")
    return [str(address) for address in found]


def unfit(address: Address) -> str | None:
    """What makes an address none of the public internet; None for a public one.

    >>> unfit(ipaddress.ip_address("169.254.1.1")), unfit(ipaddress.ip_address("9.9.9.9"))
    ('a link-local address', None)
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return "an IPv4 address written as IPv6"
        if inner := embedded(address):
            return unfit(inner)
    faults = {
        "an unspecified address": address.is_unspecified,
        "a loopback address": address.is_loopback,
        "a link-local address": address.is_link_local,
        "a multicast address": address.is_multicast,
        "a reserved address": address.is_reserved,
        "a private address": not address.is_global or getattr(address, "is_site_local", False),
    }
    return next((fault for fault, holds in faults.items() if holds), None)


def embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that one of IPv6 leads to, by NAT64, 6to4 or Teredo."""
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour or (address.teredo[1] if address.teredo else None)


def allowed(address: Address, port: int) -> bool:
    """Whether the setting allows an address at a port."""
    return any(address in network and only in (None, port) for network, only in exceptions(os.environ.get(ALLOW, "")))


def exceptions(setting: str) -> Iterator[tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, int | None]]:
    """The networks of a setting, each with its port or None for all; UnfetchedError for an entry that is none.

    >>> [str(network) for network, port in exceptions("127.0.0.1:8620, [::1]:80, 10.0.0.0/8")]
    ['127.0.0.1/32', '::1/128', '10.0.0.0/8']
    """
    for entry in filter(None, (part.strip() for part in setting.split(","))):
        bare = entry.startswith("[") or entry.count(":") == 1
        network, _, port = entry.rpartition(":") if bare and not entry.endswith("]") else (entry, "", "")
        try:
            yield ipaddress.ip_network(network.strip("[]"), strict=False), int(port) if port else None
        except ValueError:
            raise UnfetchedError(f"{ALLOW} holds {entry!r}; wanted addresses or networks, as in 127.0.0.1:8620, 10.0.0.0/8") from None


def resolved(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a name, each once; UnfetchedError where it has none, or none within the time."""
    answers: queue.Queue[list[str] | OSError] = queue.Queue()

    def ask() -> None:  # the system's own call has no time-out
        try:
            answers.put([str(found[4][0]).split("%")[0] for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.01))
    except queue.Empty:
        raise UnfetchedError(f"the name {host} wasn't resolved within {seconds:.0f} s", host=True) from None
    if isinstance(answer, OSError) or not answer:
        raise UnfetchedError(f"there is no host of the name {host}, or no way to ask for it", host=True)
    return list(dict.fromkeys(answer))
