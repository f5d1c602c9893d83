"""What a body is, told from its first bytes and never from its name: any source may come as any kind of file."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import Any

from verifier.texts.charset import decode
from verifier.texts.sniff import kind_of


class Family(StrEnum):
    """The media families adapters tell apart. OTHER holds no text we can read."""

    EMPTY = "empty"
    PDF = "pdf"
    TEI = "tei"
    HTML = "html"
    JSON = "json"
    TEXT = "text"
    IMAGE = "image"
    OTHER = "other"


_JSON = re.compile(rb"^(?:\xef\xbb\xbf)?\s*[\[{]\s*(?:[\"\[{\]}]|-?\d)")


def sniff(body: bytes) -> Family:
    """The family of a body."""
    if not body.strip():
        return Family.EMPTY
    if _JSON.match(body[:1024]):
        return Family.JSON
    kind = kind_of(body)
    return Family(kind) if kind in set(Family) else Family.OTHER


def read_json(body: bytes) -> Any:
    """The value a JSON body holds, None where it is not JSON after all."""
    try:
        return json.loads(decode(body, "utf-8"))
    except ValueError:
        return None
