"""Addresses: when two of them mean the same page, where its captures are shelved, and what must not be written down."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

SHORT_HASH_DIGITS = 16  # hex digits of a shelf's name: 64 bits, no twin among a billion addresses
SLUG_LIMIT = 80  # characters of a host in a folder's name; file systems stop at 255 bytes
REMEMBERED = 4096  # addresses whose parts are remembered; each is asked about some thirty times while it is fetched
MASK = "REDACTED"
_MASKED_NAMES = (
    "api[-_]?key|access[-_]?token|auth[-_]?token|id[-_]?token|refresh[-_]?token|token|auth|authorization|passwd|"
    "password|pwd|secret|client[-_]?secret|sig|signature|session[-_]?id|jsessionid|phpsessid|jwt|"
    "x-amz-signature|x-amz-credential|x-amz-security-token|awsaccesskeyid|x-goog-signature|x-goog-credential"
)
_SECRET = re.compile(rf"(?i)([?&#;](?:{_MASKED_NAMES})=)[^&#;\s]*")
_USERINFO = re.compile(r"(?i)^([a-z][a-z0-9+.-]*:)?//[^/?#\s]*@")
_SAFE = "!$&'()*+,;=:@/~-._%"
_DEFAULT_PORTS = {"http": 80, "https": 443}


def mask(url: str) -> str:
    """`url` with userinfo and the values of secret-looking parameters taken out; what a record may hold."""
    if "=" not in url and "@" not in url:
        return url
    return _SECRET.sub(rf"\g<1>{MASK}", _USERINFO.sub(r"\1//", url))


@lru_cache(maxsize=REMEMBERED)
def split(url: str) -> SplitResult:
    """`urlsplit`, but never raising: what cannot be split comes back as a bare path."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return SplitResult("", "", url.strip(), "", "")
    return parts


@lru_cache(maxsize=REMEMBERED)
def host_of(url: str) -> str:
    """The host in lower case, without port or trailing dot; empty when there is none."""
    return (split(url).hostname or "").rstrip(".")


def origin_of(url: str) -> str:
    """`scheme://host`, with its port where that is not the usual one: the unit a robots file speaks for."""
    parts = split(url)
    usual = parts.port in (None, _DEFAULT_PORTS.get(parts.scheme))
    return f"{parts.scheme}://{host_of(url)}" + ("" if usual else f":{parts.port}")


@lru_cache(maxsize=REMEMBERED)
def lookup_key(url: str) -> str:
    """What two addresses share when they name one page: scheme, fragment, default port and last slash set aside."""
    parts = split(mask(url))
    host = (parts.hostname or "").rstrip(".")
    port = parts.port
    if port is not None and port != _DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    path = quote(unquote(parts.path, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape").rstrip("/")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{path}{query}"


def same_page(one: str, other: str) -> bool:
    """True when the two differ only by scheme, fragment, default port or a last slash."""
    return lookup_key(one) == lookup_key(other)


def without_fragment(url: str) -> str:
    """What goes over the wire."""
    parts = split(url)
    return urlunsplit(parts._replace(fragment=""))


def host_slug(url: str) -> str:
    """A folder's name for the host: letters, digits, dots and dashes only, never `.` or a device's name."""
    slug = re.sub(r"[^a-z0-9.-]+", "-", host_of(url)).strip(".-")[:SLUG_LIMIT].rstrip(".-")
    return slug if "." in slug else f"host-{slug or 'none'}"


def short_hash(url: str) -> str:
    """The name of the shelf that holds every capture of this page."""
    key = lookup_key(url).encode("utf-8", "surrogatepass")
    return hashlib.sha256(key).hexdigest()[:SHORT_HASH_DIGITS]
