"""Reading members of zipped formats: bounded in size, with no entity, DTD or network behind the XML."""

from __future__ import annotations

import zipfile
from typing import Any

from verifier.errors import ManuscriptError

MEMBER_CAP = 256 * 2**20  # unpacked bytes of one member: a book's document.xml is near 20 MB; a zip bomb is not a book


def member(archive: zipfile.ZipFile, wanted: str, name: str) -> bytes | None:
    """The bytes of one member, None where it is absent.

    Raises ManuscriptError when it is damaged or unpacks too large.
    """
    import zlib

    try:
        info = archive.getinfo(wanted)
        with archive.open(info) as opened:
            body = opened.read(MEMBER_CAP + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, RuntimeError, NotImplementedError, ValueError) as error:
        raise ManuscriptError(f"its part {wanted} is damaged", path=name) from error
    if len(body) > MEMBER_CAP:
        raise ManuscriptError(f"its part {wanted} unpacks to more than {MEMBER_CAP // 2**20} MB", path=name)
    return body


def xml_root(body: bytes, name: str) -> Any:
    """The root element. Entities are not expanded, nothing outside is loaded. Raises ManuscriptError."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        message = str(error).splitlines()[0][:160] if str(error) else "no reason given"
        raise ManuscriptError(f"is not well-formed XML: {message}", path=name) from error
