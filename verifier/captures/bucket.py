"""A folder in an object store, by way of fsspec: names, bytes, and errors that are one line a person can act on."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from verifier.errors import ConfigError, StoreError

AT_ONCE = 256  # objects asked for together: the wait for the store is paid once for all of them
S3_TRIES = {
    "retries": {"mode": "standard", "total_max_attempts": 4}
}  # some ten seconds before a silent store is given up
SAID = 200  # letters of a store's own words that are passed on


class Bucket:
    """What lies below one address of a store, every name relative to it.

    `url` is without a last slash. Raises ConfigError when the package that reaches this kind of store is absent.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._files, self._base = _open(url)

    def names(self, folder: str) -> list[str]:
        """All names below a folder, sorted; none where nothing was put yet. Raises StoreError, also for no bucket."""
        try:
            found = self._files.find(f"{self._base}/{folder}")
        except FileNotFoundError:  # a folder is only a beginning of names and never missing: it is the bucket
            raise StoreError(f"{self.url}: there is no such bucket") from None
        except Exception as error:
            raise StoreError(f"{self.url}: cannot be listed ({in_a_line(error)})") from error
        return sorted(str(path).removeprefix(self._base).lstrip("/") for path in found)

    def put(self, name: str, data: bytes) -> None:
        """Put all of `data` there in one step; what stood there is replaced. Raises OSError (not FileNotFoundError)."""
        try:
            self._files.pipe_file(f"{self._base}/{name}", data)
        except FileNotFoundError:
            raise OSError("the store did not take it: there is no such bucket") from None
        except Exception as error:
            raise OSError(f"the store did not take it: {in_a_line(error)}") from error

    def get(self, name: str) -> bytes:
        """The bytes of one object. Raises FileNotFoundError when there is none, OSError when it cannot be had."""
        try:
            return bytes(self._files.cat_file(f"{self._base}/{name}"))
        except FileNotFoundError:
            raise
        except Exception as error:
            raise OSError(f"the store did not give it: {in_a_line(error)}") from error

    def get_all(self, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Each object with its bytes, many asked for at once. Raises StoreError when one cannot be had."""
        for start in range(0, len(names), AT_ONCE):
            paths = {f"{self._base}/{name}": name for name in names[start : start + AT_ONCE]}
            try:
                found = self._files.cat(list(paths), on_error="raise")
            except Exception as error:
                raise StoreError(f"{self.url}: a record could not be had ({in_a_line(error)})") from error
            yield from ((paths[path], bytes(body)) for path, body in found.items())


def in_a_line(error: BaseException) -> str:
    """What a store's package has to say, in one line: some of them quote whole pages."""
    said = " ".join(str(error).split())
    return (said[: SAID - 1] + "…" if len(said) > SAID else said) or type(error).__name__


def _open(url: str) -> tuple[Any, str]:
    """The file system of an address, and the address as that file system spells it. Opens no socket."""
    scheme = url.partition(":")[0]
    try:
        fsspec = import_module("fsspec")
    except ImportError:
        raise ConfigError(f"a cache at {url} needs the extra: pip install 'verifier[remote]'") from None
    told: dict[str, Any] = {"use_listings_cache": False, "skip_instance_cache": True}
    if scheme in {"s3", "s3a"}:
        told["config_kwargs"] = S3_TRIES
    try:
        kind = _google() if scheme in {"gs", "gcs"} else fsspec.get_filesystem_class(scheme)
        told |= kind._get_kwargs_from_urls(url)  # noqa: SLF001 - what fsspec itself does with an address
        return kind(**told), str(kind._strip_protocol(url)).rstrip("/")  # noqa: SLF001
    except (ImportError, ValueError) as error:
        raise ConfigError(f"a cache at {url} cannot be reached: {in_a_line(error)}") from None


def _google() -> Any:
    """Google's file system over its JSON interface alone, which puts an object whole or not at all.

    The one that the package registers asks a second service about every bucket, and in some of them appends to
    objects that readers see. The package also logs the traceback of what it raises, which is left to who listens.
    """
    logging.getLogger("gcsfs").addHandler(logging.NullHandler())
    return import_module("gcsfs.core").GCSFileSystem
