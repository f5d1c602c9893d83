"""Every error the verifier raises on purpose.

    VerifierError
    ├── InputError            what the user gave cannot be used (exit 2)
    │   ├── ManuscriptError   a manuscript that cannot be read as its format
    │   ├── ClaimsError       a claims table without what it needs
    │   ├── ConfigError       an unknown key or an impossible value
    │   ├── WrongType         an argument of another type than the function takes (a TypeError too)
    │   └── UrlRefused        an address we will not ask (scheme, port, private network)
    ├── CaptureError          the cache or a capture is not what it says it is
    │   ├── CaptureDamaged    bytes on disk do not match their digest
    │   └── StoreError        the cache folder cannot be written or read
    └── SourceUnreadable      bytes were captured but no text could be had from them

A fact about the manuscript is a Finding, never an exception; an exception is a fact about the run.
"""

from __future__ import annotations


class VerifierError(Exception):
    """Base of all. `str(error)` is one line a person can act on."""


class InputError(VerifierError):
    """What the user gave cannot be used. `path` and `line` (1-based) say where, when known."""

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None) -> None:
        place = ":".join(str(part) for part in (path, line) if part is not None)
        super().__init__(f"{place}: {message}" if place else message)
        self.path = path
        self.line = line


class ManuscriptError(InputError):
    """A manuscript that cannot be read as the format its name says."""


class ClaimsError(InputError):
    """A claims table without the column or value it needs."""


class ConfigError(InputError):
    """A configuration key that is unknown, or a value that cannot be."""


class WrongType(InputError, TypeError):
    """An argument of another type than the function takes; the message says what to call instead."""


class UrlRefused(InputError):
    """An address that will not be asked; the message says by which rule."""


class CaptureError(VerifierError):
    """The cache, or one capture in it, is not what it says it is."""


class CaptureDamaged(CaptureError):
    """The bytes of an object do not match the digest they are stored under."""


class StoreError(CaptureError):
    """The cache folder cannot be written or read (disk full, permissions)."""


class SourceUnreadable(VerifierError):
    """Bytes were captured, but no text could be had from them; the message says why."""
