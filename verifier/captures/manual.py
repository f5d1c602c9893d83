"""A file somebody saved by hand, registered as the capture of an address and named as such everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from verifier.captures.addresses import mask
from verifier.captures.clock import stamp
from verifier.captures.guard import refusal_of_url
from verifier.captures.page import looks_like_html, looks_like_pdf
from verifier.errors import InputError
from verifier.records.capture import Capture, CaptureMethod, CaptureState

if TYPE_CHECKING:
    from verifier.captures.store import Store

_BY_SUFFIX = {
    ".txt": "text/plain", ".json": "application/json", ".xml": "application/xml", ".md": "text/markdown",
    ".mhtml": "multipart/related", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


def add_manual(store: Store, url: str, path: Path, *, note: str = "") -> Capture:
    """Keep the file at `path` as what `url` holds. Raises InputError for an address or a file that cannot be used."""
    refusal = refusal_of_url(url)
    if refusal:
        raise InputError(f"{mask(url)[:200]}: {refusal}")
    if not path.is_file():
        raise InputError("no such file to register" if not path.exists() else "not a file", path=str(path))
    try:
        body = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", path=str(path)) from error
    if not body:
        raise InputError("the file is empty", path=str(path))
    fields = {
        "url": url,
        "final_url": url,
        "state": CaptureState.OK,
        "reason": "saved by hand",
        "media_type": _media_type(body, path),
        "retrieved_at": stamp(store.clock.now()),
        "method": CaptureMethod.MANUAL,
        "role": "manual",
        "note": note or f"file {path.name}",
    }
    return store.keep(fields, body)


def _media_type(body: bytes, path: Path) -> str:
    if looks_like_pdf(body):
        return "application/pdf"
    if looks_like_html(body) or path.suffix.lower() in (".html", ".htm"):
        return "text/html"
    return _BY_SUFFIX.get(path.suffix.lower(), "application/octet-stream")
