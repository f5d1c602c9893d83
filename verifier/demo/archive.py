"""The sample archive as a server: every site of it on one loopback port, each under its own prefix."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs

from verifier.demo.server import Asked, LoopbackServer, Reply

SITE = Path(__file__).parent / "site"
PREFIXES = {
    "nsarchive.gwu.edu": "nsarchive",
    "digitalarchive.wilsoncenter.org": "wilson",
    "www.documentcloud.org": "documentcloud",
    "api.www.documentcloud.org": "documentcloud-api",
    "s3.documentcloud.org": "documentcloud-files",
    "history.state.gov": "frus",
    "www.strait-commission.example": "strait",
    "cabinet.velland.example": "cabinet",
    "www.portilvan-gazette.example": "gazette",
    "web.archive.org": "wayback",
    "archive.org": "archive",
}
ROBOTS = b"User-agent: *\nDisallow: /search\n"
_FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")


@contextmanager
def serve() -> Iterator[dict[str, str]]:
    """Serve the sample archive; yields the mirrors to ask in place of its hosts."""
    with LoopbackServer(fallback=Archive()) as server:
        yield {host: f"{server.url}/{prefix}" for host, prefix in PREFIXES.items()}


class Archive:
    """Answers a request under `/{prefix}` as the site of that prefix would."""

    def __init__(self, site: Path = SITE) -> None:
        index = json.loads((site / "index.json").read_text(encoding="utf-8"))
        self._site = site
        self._served = {f"/{PREFIXES[entry['host']]}{entry['path']}": entry for entry in index}
        self._mementos = [entry for entry in index if entry["host"] == "web.archive.org"]

    def __call__(self, asked: Asked) -> Reply:
        """The reply of the site the path names; a plain 404 for what it does not hold."""
        path, _, query = asked.path.partition("?")
        if path.endswith("/robots.txt"):
            return Reply(ROBOTS, media_type="text/plain")
        if path == "/wayback/cdx/search/cdx":
            return self._cdx(parse_qs(query))
        entry = self._served.get(asked.path) or self._served.get(path)
        if entry is None:
            return Reply(b"<html><head><title>Not Found</title></head><body><h1>Not Found</h1></body></html>\n", 404)
        return Reply((self._site / entry["file"]).read_bytes(), entry["status"], entry["media_type"], entry["headers"])

    def _cdx(self, query: dict[str, list[str]]) -> Reply:
        """The web archive's index of captures of one address: the named columns of each, as JSON with a heading."""
        fields = query.get("fl", [",".join(_FIELDS)])[0].split(",")
        wanted = _bare(query.get("url", [""])[0])
        rows = [self._row(entry) for entry in self._mementos if _bare(entry["path"].split("id_/", 1)[-1]) == wanted]
        table = [fields, *([row[name] for name in fields] for row in rows)] if rows else []
        return Reply(json.dumps(table).encode(), media_type="application/json")

    def _row(self, entry: dict[str, str]) -> dict[str, str]:
        stamp, original = entry["path"].removeprefix("/web/").split("id_/", 1)
        length = str((self._site / entry["file"]).stat().st_size)
        values = (_bare(original), stamp, original, "text/html", "200", "SPECIMEN", length)
        return dict(zip(_FIELDS, values, strict=True))


def _bare(url: str) -> str:
    """An address without scheme and `www.`: captures are found under either."""
    return url.rpartition("://")[2].removeprefix("www.").rstrip("/")
