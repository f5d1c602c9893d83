"""The guard: which addresses may be asked at all. Checked on the text of a URL, and again on the peer connected to.

The second check is the one that counts: whatever a name or an odd spelling resolves to, the socket's own peer must
be a public address before a byte of the request is sent. The only exception is a mirror the user named.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from verifier.captures.addresses import host_of, mask
from verifier.errors import UrlRefused

PORTS = {"http": 80, "https": 443}
URL_LIMIT = 8_000  # characters; servers refuse longer ones, and so do we
ADDRESSES_TRIED = 4  # of those a name resolves to; a host with more down than that is down
_ODD = re.compile(r"[\x00-\x20\x7f\\<>\"^`{}|]|[\u0080-\u00a0\u2000-\u200f\u2028-\u202f\u3000\ufeff]")
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?", re.ASCII)
_NUMERIC = re.compile(r"0x[0-9a-f]*|[0-9]+", re.ASCII)
_PRIVATE_NAMES = ("localhost", "local", "internal", "localdomain", "home.arpa", "intranet", "lan")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")

Resolver = Callable[..., Sequence[tuple[Any, ...]]]
Connector = Callable[..., socket.socket]


def refusal_of_address(text: str) -> str:
    """Why this IP address may not be connected to; empty for a public one."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return f"{text} is no IP address"
    hidden = _inside(address) if isinstance(address, ipaddress.IPv6Address) else None
    if hidden is not None:
        return refusal_of_address(str(hidden)) and f"{text} is another way to write {hidden}, which is not public"
    public = address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)
    return "" if public else f"{text} is not a public address"


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def refusal_of_url(url: str) -> str:
    """Why this URL's text alone forbids asking it; empty when it may be tried."""
    return refusal_of_form(url) or _refusal_of_host(urlsplit(url).hostname or "")


def refusal_of_form(url: str) -> str:
    """Why this URL's form, whatever its host, forbids asking it."""
    if len(url) > URL_LIMIT:
        return f"the address is {len(url)} characters long (limit {URL_LIMIT})"
    if _ODD.search(url):
        return "the address holds white space, control characters or a backslash"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return f"the address cannot be read ({error})"
    if parts.scheme not in PORTS:
        return f"only http and https are asked, not {parts.scheme or 'an address without scheme'!r}"
    if parts.username is not None or parts.password is not None:
        return "the address carries a user name or password"
    if not parts.hostname:
        return "the address names no host"
    if port not in (None, PORTS[parts.scheme]):
        return f"port {port} is not asked, only {PORTS[parts.scheme]} for {parts.scheme}"
    return ""


def _refusal_of_host(host: str) -> str:
    if ":" in host:
        return refusal_of_address(host)
    try:
        name = unicodedata.normalize("NFKC", host).encode("idna").decode("ascii").lower()
    except UnicodeError:
        return f"{host!r} is no host name"
    if not _HOST.fullmatch(name):
        return f"{host!r} is no host name"
    labels = name.rstrip(".").split(".")
    if _NUMERIC.fullmatch(labels[-1]):
        plain = ".".join(labels)
        return refusal_of_address(plain) if name == host else f"{host!r} is an odd spelling of an IP address"
    if len(labels) == 1 or any(name.rstrip(".").endswith(f".{private}") for private in _PRIVATE_NAMES):
        return f"{host!r} is a name of a private network"
    return ""


@dataclass(frozen=True)
class Guard:
    """Lets public addresses through, and the named mirrors. `resolve` and `connect` are the system's by default.

    `mirrors` maps a host to the base URL asked in its place; `allow_hosts`, when there are any, is the whole list
    of hosts (their subdomains included) that may be asked.
    """

    mirrors: Mapping[str, str] = field(default_factory=dict)
    allow_hosts: tuple[str, ...] = ()
    resolve: Resolver = socket.getaddrinfo
    connect: Connector = socket.create_connection

    def check(self, url: str) -> None:
        """Raises UrlRefused, saying by which rule, for a URL that will not be asked."""
        host = host_of(url)
        refusal = refusal_of_form(url) if host in self.mirrors else refusal_of_url(url)
        if not refusal and self.allow_hosts and not self._allowed(host):
            refusal = f"{host} is not among the hosts allowed by the settings"
        if refusal:
            raise UrlRefused(f"{mask(url)[:200]}: refused, {refusal}")

    def dial(self, host: str, port: int, timeout: float) -> socket.socket:
        """A socket to `host`, looked up once, every address checked, and the peer checked again once connected.

        Raises UrlRefused when any of its addresses is not public, OSError when none answers.
        """
        if self._is_mirror(host, port):
            return self.connect((host, port), timeout)
        addresses = [str(entry[4][0]) for entry in self.resolve(host, port, 0, socket.SOCK_STREAM)]
        for address in addresses:
            self._admit(host, refusal_of_address(address))
        return self._first_answer(host, port, addresses[:ADDRESSES_TRIED], timeout)

    def _first_answer(self, host: str, port: int, addresses: Sequence[str], timeout: float) -> socket.socket:
        failure: OSError = OSError(f"{host} has no address")
        share = timeout / max(1, len(addresses))
        for address in addresses:
            try:
                connection = self.connect((address, port), share)
                connection.settimeout(timeout)
            except OSError as error:
                failure = error
                continue
            try:
                self._admit(host, refusal_of_address(str(connection.getpeername()[0])))
            except UrlRefused:
                connection.close()
                raise
            return connection
        raise failure

    def _admit(self, host: str, refusal: str) -> None:
        if refusal:
            raise UrlRefused(f"{host}: refused, {refusal}")

    def _allowed(self, host: str) -> bool:
        return any(host == allowed or host.endswith(f".{allowed}") for allowed in self.allow_hosts)

    def _is_mirror(self, host: str, port: int) -> bool:
        for base in self.mirrors.values():
            parts = urlsplit(base)
            if (parts.hostname or "") == host.strip("[]") and (parts.port or PORTS.get(parts.scheme)) == port:
                return True
        return False
