"""Word documents made by hand, as small as Word itself would open them."""
# ruff: noqa: E501 - pages, sources and tables read best as they stand

from __future__ import annotations

import io
import zipfile
from html import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/></Types>'
)
STYLES = """<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="My own"/><w:basedOn w:val="Q"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>"""


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A run of words."""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:t xml:space="preserve">{words}</w:t></w:r>'


def mark(number: int, kind: str = "footnote", attributes: str = "") -> str:
    """A note's mark."""
    return f'<w:r><w:{kind}Reference w:id="{number}" {attributes}/></w:r>'


def field(instruction: str, result: str, properties: str = "") -> str:
    """A field of five runs, its instruction cut in two as Word likes to."""
    half = len(instruction) // 2
    parts = [escape(part) for part in (instruction[:half], instruction[half:])]
    code = "".join(f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>' for part in parts)
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return char.format("begin") + code + char.format("separate") + r(result, properties) + char.format("end")


def note(number: int, *runs: str, kind: str = "footnote") -> str:
    """A note's body, which repeats its mark."""
    return f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r>{r(" ")}{"".join(runs)}</w:p></w:{kind}>'


def docx(
    body: str, *, footnotes: str = "", endnotes: str = "", settings: str = "", links: str = "", comments: str = ""
) -> bytes:
    """A .docx. `links` is `rId=address` pairs, parted by spaces."""
    separators = '<w:{0} w:id="-1" w:type="separator"><w:p/></w:{0}>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_W} {_R} {_MC}><w:body>{body}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {_W}>{separators.format('footnote')}{footnotes}</w:footnotes>",
        "word/endnotes.xml": f"<w:endnotes {_W}>{separators.format('endnote')}{endnotes}</w:endnotes>",
        "word/settings.xml": f"<w:settings {_W}>{settings}</w:settings>",
        "word/styles.xml": f"<w:styles {_W}>{STYLES}</w:styles>",
        "word/comments.xml": f"<w:comments {_W}>{comments}</w:comments>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELS}">'
        + "".join(
            f'<Relationship Id="{pair.partition("=")[0]}" TargetMode="External" Target="{pair.partition("=")[2]}" '
            f'Type="{_OFFICE}/hyperlink"/>'
            for pair in links.split()
        )
        + "".join(
            f'<Relationship Id="p{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
            for kind in ("footnotes", "endnotes", "settings", "styles", "comments")
        )
        + "</Relationships>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()
