"""Out of the cache and back: WARC, WACZ and BagIt, by our own reader and, where installed, other people's tools."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.captures.conftest import SITE, MakeFetcher, Serve
from tests.replica.httpd import Asked, Reply, redirect
from verifier.captures import Fetcher, Store
from verifier.captures.exports import export_captures, import_captures
from verifier.captures.index import surt
from verifier.captures.warcimport import unchunked
from verifier.captures.warcread import WarcBroken, read_warc
from verifier.errors import InputError
from verifier.records.capture import CaptureMethod, CaptureState
from verifier.settings import Settings

HTML = "<html><title>Ärchive</title><p>the words — of the document</p></html>".encode()
PDF = b"%PDF-1.7\r\n" + bytes(range(256)) * 20 + b"\r\n%%EOF\r\n"
FORMS = ("warc", "wacz", "bag")
NAMES = {"warc": "out.warc.gz", "wacz": "out.wacz", "bag": "out"}
BESIDE_US = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
tool = {name: shutil.which(name, path=BESIDE_US) for name in ("warcio", "wacz", "wb-manager", "wayback")}
needs = {
    name: pytest.mark.skipif(path is None, reason=f"{name} is not installed (extra `archive`)")
    for name, path in tool.items()
}


@pytest.fixture
def full(serve: Serve, fetcher_for: MakeFetcher, tmp_path: Path) -> Store:
    """A cache with every kind of capture there is."""

    def tagged(asked: Asked) -> Reply:
        same = "if-none-match" in asked.headers
        return Reply(b"", 304) if same else Reply(b"<p>tagged</p>", headers={"ETag": '"1"'})

    server = serve(
        {
            "/page": Reply(gzip.compress(HTML), headers={"Content-Encoding": "gzip"}),
            "/file.pdf": Reply(PDF, media_type="application/pdf"),
            "/old": redirect("/page"),
            "/tagged": tagged,
            "/wall": Reply(b"<title>Just a moment...</title>", 403),
            "/drop": Reply(drop=True),
        }
    )
    fetcher = fetcher_for(server)
    fetcher.fetch_all(
        [f"{SITE}{path}" for path in ("/page", "/file.pdf", "/old", "/tagged", "/wall", "/gone", "/drop")]
    )
    fetcher_for(server, refresh=True).fetch(f"{SITE}/tagged")
    (tmp_path / "saved.txt").write_bytes(b"saved by hand")
    fetcher.store.add_manual(f"{SITE}/manual", tmp_path / "saved.txt")
    copy = {"method": "wayback", "memento_url": f"https://web.archive.org/web/2021id_/{SITE}/copy", "status": 200}
    fetcher.store.keep({"url": f"{SITE}/copy", "state": "ok", "media_type": "text/html", **copy}, b"<p>a copy</p>")
    return fetcher.store


@pytest.mark.parametrize("form", FORMS)
def test_what_goes_out_comes_back_without_loss(full: Store, tmp_path: Path, form: str) -> None:
    count = export_captures(full, tmp_path / NAMES[form], form)
    other = Store(tmp_path / "other")
    done = import_captures(other, tmp_path / NAMES[form])
    assert done.passed_over == []
    assert count == len(done.captures) == 10
    assert list(other.captures()) == list(full.captures())
    assert [other.body(capture) for capture in other.captures()] == [full.body(capture) for capture in full.captures()]
    assert other.verify() == []


@pytest.mark.parametrize("form", FORMS)
def test_the_same_captures_give_the_same_bytes(full: Store, tmp_path: Path, form: str) -> None:
    written = []
    for turn in ("a", "b"):
        (tmp_path / turn).mkdir()
        export_captures(full, tmp_path / turn / NAMES[form], form)
        written.append(
            {p.relative_to(tmp_path / turn): p.read_bytes() for p in (tmp_path / turn).rglob("*") if p.is_file()}
        )
    assert written[0] == written[1]


def test_importing_twice_changes_nothing(full: Store, tmp_path: Path) -> None:
    export_captures(full, tmp_path / "out.warc.gz", "warc")
    other = Store(tmp_path / "other")
    for _ in range(2):
        import_captures(other, tmp_path / "out.warc.gz")
    assert len(list(other.captures())) == 10
    assert other.verify() == []


def test_a_chosen_few_can_be_exported(full: Store, tmp_path: Path) -> None:
    chosen = full.history(f"{SITE}/page")
    assert export_captures(full, tmp_path / "o.wacz", "wacz", chosen) == 1
    assert [c.url for c in import_captures(Store(tmp_path / "other"), tmp_path / "o.wacz").captures] == [f"{SITE}/page"]


class TestAWarc:
    def test_cut_anywhere_is_refused_by_name_and_nothing_is_kept(self, full: Store, tmp_path: Path) -> None:
        export_captures(full, tmp_path / "out.warc.gz", "warc")
        whole = (tmp_path / "out.warc.gz").read_bytes()
        for cut in [*range(1, len(whole), max(1, len(whole) // 60)), len(whole) - 1]:
            (tmp_path / "cut.warc.gz").write_bytes(whole[:cut])
            with pytest.raises(InputError, match=r"cut\.warc\.gz"):
                import_captures(Store(tmp_path / "other"), tmp_path / "cut.warc.gz")
        assert not (tmp_path / "other").exists()

    def test_cut_between_two_records_is_refused_too(self, full: Store, tmp_path: Path) -> None:
        export_captures(full, tmp_path / "out.warc.gz", "warc")
        plain = gzip.decompress((tmp_path / "out.warc.gz").read_bytes())
        place = plain.rindex(b"WARC/1.1\r\n")
        (tmp_path / "cut.warc").write_bytes(plain[:place])
        with pytest.raises(WarcBroken, match=r"truncated: .* records are there"):
            import_captures(Store(tmp_path / "other"), tmp_path / "cut.warc")

    @pytest.mark.parametrize("cut", [1, 4, 30, 200])
    def test_without_compression_cut_short_is_refused(self, full: Store, tmp_path: Path, cut: int) -> None:
        export_captures(full, tmp_path / "out.warc.gz", "warc")
        plain = gzip.decompress((tmp_path / "out.warc.gz").read_bytes())
        (tmp_path / "cut.warc").write_bytes(plain[:-cut])
        with pytest.raises(WarcBroken, match="truncated"):
            import_captures(Store(tmp_path / "other"), tmp_path / "cut.warc")

    def test_with_a_changed_word_is_refused(self, full: Store, tmp_path: Path) -> None:
        export_captures(full, tmp_path / "out.warc.gz", "warc")
        plain = gzip.decompress((tmp_path / "out.warc.gz").read_bytes())
        (tmp_path / "changed.warc").write_bytes(plain.replace(b"the words", b"the swore"))
        with pytest.raises(WarcBroken, match="digest does not hold"):
            import_captures(Store(tmp_path / "other"), tmp_path / "changed.warc")
        assert not (tmp_path / "other").exists()

    @pytest.mark.parametrize(
        "rubbish", [b"", b"rubbish", b"\x1f\x8b rubbish", b"WARC/1.0\r\n\r\n", b"PK\x03\x04 rubbish"]
    )
    def test_that_is_none_is_refused(self, tmp_path: Path, rubbish: bytes) -> None:
        (tmp_path / "x").write_bytes(rubbish)
        with pytest.raises(InputError):
            import_captures(Store(tmp_path / "other"), tmp_path / "x")

    def test_of_somebody_else_is_judged_by_our_rules(self, tmp_path: Path) -> None:
        (tmp_path / "theirs.warc").write_bytes(foreign_warc())
        store = Store(tmp_path / "cache")
        done = import_captures(store, tmp_path / "theirs.warc")
        found = {capture.url: capture for capture in done.captures}
        page = found["https://archive.example/a"]
        assert (page.state, page.retrieved_at) == (CaptureState.OK, "2021-11-03T12:00:00.000000Z")
        assert store.body(page) == b"<p>packed words</p>"
        assert (page.agent, page.note) == ("Heritrix/3.4", "imported from theirs.warc")
        assert store.body(found["https://archive.example/b"]) == b"<p>chunked words</p>"
        assert found["https://archive.example/c"].state is CaptureState.SOFT_404
        moved = found["https://archive.example/old"]
        assert (moved.state, [hop.status for hop in moved.hops]) == (CaptureState.MOVED, [301])
        assert [reason for _, reason in done.passed_over] == [
            "a revisit whose bytes stand elsewhere",
            "no page of the web",
        ]

    def test_of_somebody_else_keeps_every_visit_to_a_page(self, tmp_path: Path) -> None:
        later = foreign_warc().replace(b"2021-11-03", b"2023-05-09")
        (tmp_path / "theirs.warc").write_bytes(foreign_warc() + later)
        store = Store(tmp_path / "cache")
        done = import_captures(store, tmp_path / "theirs.warc")
        page = "https://archive.example/a"
        assert [c.retrieved_at[:4] for c in store.history(page)] == ["2021", "2023"]
        assert len(done.captures) == 8
        hop = [c.retrieved_at[:4] for c in done.captures if c.url.endswith("/old")]
        assert hop == ["2021", "2023"]

    def test_of_somebody_else_without_a_date_is_refused_and_nothing_is_kept(self, tmp_path: Path) -> None:
        whole = foreign_warc()
        undated = whole.replace(b"2021-11-03T12:00:00Z", b"once upon a time....")
        (tmp_path / "theirs.warc").write_bytes(whole + undated)
        with pytest.raises(InputError, match="no readable date"):
            import_captures(Store(tmp_path / "cache"), tmp_path / "theirs.warc")
        assert not (tmp_path / "cache").exists()

    def test_of_somebody_else_follows_a_page_to_its_secure_address(self, tmp_path: Path) -> None:
        plain, secure = "http://archive.example/a", "https://archive.example/a"
        hop = warc_record("response", f"HTTP/1.1 301 Moved\r\nLocation: {secure}\r\n\r\n".encode(), plain)
        page = warc_record("response", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>words</p>", secure)
        (tmp_path / "theirs.warc").write_bytes(hop + page)
        done = import_captures(Store(tmp_path / "cache"), tmp_path / "theirs.warc")
        assert [(c.url, c.final_url, c.state.value) for c in done.captures] == [
            (plain, secure, "ok"),
            (secure, secure, "ok"),
        ]

    def test_keeps_no_secret_of_somebody_else(self, tmp_path: Path) -> None:
        (tmp_path / "theirs.warc").write_bytes(foreign_warc())
        store = Store(tmp_path / "cache")
        import_captures(store, tmp_path / "theirs.warc")
        assert not any(b"hunter2" in path.read_bytes() for path in store.root.rglob("*") if path.is_file())


def warc_record(kind: str, block: bytes, url: str = "", content: str = "application/http; msgtype=response") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2021-11-03T12:00:00Z\r\n"
    head += f"WARC-Record-ID: <urn:x:{len(block)}>\r\n"
    head += f"WARC-Target-URI: {url}\r\n" if url else ""
    head += f"WARC-Block-Digest: sha1:{hashlib.sha1(block).hexdigest()}\r\n"
    return f"{head}Content-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def foreign_warc() -> bytes:
    """A WARC as another crawler writes it: requests with cookies, gzip, chunks, a redirect, a revisit."""

    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    packed = b"Content-Encoding: gzip\r\nSet-Cookie: hunter2\r\n\r\n" + gzip.compress(b"<p>packed words</p>", mtime=0)
    chunked = b"Transfer-Encoding: chunked\r\n\r\n7\r\n<p>chun\r\nd\r\nked words</p>\r\n0\r\n\r\n"
    site = "https://archive.example"
    return b"".join(
        [
            warc_record("warcinfo", b"software: Heritrix/3.4\r\n", content="application/warc-fields"),
            warc_record("request", b"GET /a HTTP/1.1\r\nCookie: hunter2\r\n\r\n", f"{site}/a"),
            warc_record("response", http + packed, f"{site}/a"),
            warc_record("response", http + chunked, f"{site}/b"),
            warc_record("response", http + b"\r\n<title>Page not found</title>", f"{site}/c"),
            warc_record("response", b"HTTP/1.1 301 Moved\r\nLocation: /a\r\n\r\n", f"{site}/old"),
            warc_record("revisit", b"HTTP/1.1 200 OK\r\n\r\n", f"{site}/d"),
            warc_record("response", b"20211103120000\n10.0.0.1", "dns:archive.example", content="text/dns"),
        ]
    )


def test_a_body_that_only_claims_to_be_chunked_is_left_as_it_is() -> None:
    assert unchunked(b"<p>not chunked") == b"<p>not chunked"
    assert unchunked(b"3\r\nabc\r\n0\r\n\r\n") == b"abc"


class TestAWacz:
    def test_has_a_page_for_each_usable_capture_and_an_index(self, full: Store, tmp_path: Path) -> None:
        export_captures(full, tmp_path / "o.wacz", "wacz")
        with zipfile.ZipFile(tmp_path / "o.wacz") as package:
            pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()]
            index = package.read("indexes/index.cdx").decode().splitlines()
            warc = package.read("archive/data.warc.gz")
        assert pages[0]["format"] == "json-pages-1.0"
        assert len(pages) - 1 == len([capture for capture in full.captures() if capture.usable])
        assert index == sorted(index)
        for line in index:
            facts = json.loads(line.split(" ", 2)[2])
            start, length = int(facts["offset"]), int(facts["length"])
            assert facts["url"].encode() in gzip.decompress(warc[start : start + length])

    @pytest.mark.parametrize("name", ["archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl"])
    def test_with_a_changed_file_is_refused(self, full: Store, tmp_path: Path, name: str) -> None:
        export_captures(full, tmp_path / "o.wacz", "wacz")
        rewrite(
            tmp_path / "o.wacz", lambda n, data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:] if n == name else data
        )
        with pytest.raises(InputError, match="was changed"):
            import_captures(Store(tmp_path / "other"), tmp_path / "o.wacz")
        assert not (tmp_path / "other").exists()

    def test_with_a_stray_archive_is_refused(self, full: Store, tmp_path: Path) -> None:
        export_captures(full, tmp_path / "o.wacz", "wacz")
        with zipfile.ZipFile(tmp_path / "o.wacz", "a") as package:
            package.writestr("archive/../../evil.warc.gz", b"")
        with pytest.raises(InputError, match="not in the package's list"):
            import_captures(Store(tmp_path / "other"), tmp_path / "o.wacz")


@pytest.mark.parametrize(
    ("url", "key"),
    [  # as pywb's own canonicalizer writes them
        ("https://web.example", "example,web)/"),
        ("https://web.example/doc/", "example,web)/doc"),
        ("http://www2.gwu.edu/~nsarchiv/NSAEBB/doc02.pdf", "edu,gwu)/~nsarchiv/nsaebb/doc02.pdf"),
        ("https://www.example.org/A/b?z=1&a=2", "org,example)/a/b?a=2&z=1"),
        ("https://x.example/doc?b=2&a=1&a=0&c", "example,x)/doc?a=0&a=1&b=2&c"),
        ("https://nsarchive.gwu.edu//NSAEBB//x.htm", "edu,gwu,nsarchive)/nsaebb/x.htm"),
        ("http://web.example:8080/x%20y?q=%C3%84", "example,web:8080)/x%20y?q=%c3%84"),
        ("https://x.example/a%2Fb?q=a%26b&b", "example,x)/a/b?b&b&q=a"),
        ("https://x.example:443/a#frag", "example,x)/a"),
        ("https://münchen.example/x", "example,xn--mnchen-3ya)/x"),
        (
            "https://web.archive.org/web/2021id_/https://web.example/copy",
            "org,archive,web)/web/2021id_/https:/web.example/copy",
        ),
    ],
)
def test_an_address_is_keyed_as_replay_tools_key_it(url: str, key: str) -> None:
    assert surt(url) == key


def test_nothing_of_a_wacz_is_kept_when_one_of_its_archives_is_cut(full: Store, tmp_path: Path) -> None:
    export_captures(full, tmp_path / "o.wacz", "wacz")
    with zipfile.ZipFile(tmp_path / "o.wacz") as package:
        files = {name: package.read(name) for name in package.namelist()}
    files["archive/second.warc.gz"] = files["archive/data.warc.gz"][:-20]
    listed = json.loads(files["datapackage.json"])
    digest = f"sha256:{hashlib.sha256(files['archive/second.warc.gz']).hexdigest()}"
    listed["resources"].append({"path": "archive/second.warc.gz", "hash": digest})
    files["datapackage.json"] = json.dumps(listed).encode()
    with zipfile.ZipFile(tmp_path / "o.wacz", "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    with pytest.raises(InputError, match=r"second\.warc\.gz.*truncated"):
        import_captures(Store(tmp_path / "other"), tmp_path / "o.wacz")
    assert not (tmp_path / "other").exists()


def rewrite(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in files.items():
            package.writestr(name, change(name, data))


class TestABag:
    def test_is_proved_by_sha256sum(self, full: Store, tmp_path: Path) -> None:
        export_captures(full, tmp_path / "bag", "bag")
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            subprocess.run(["sha256sum", "-c", "--quiet", "--strict", manifest], cwd=tmp_path / "bag", check=True)

    def test_states_its_size(self, full: Store, tmp_path: Path) -> None:
        export_captures(full, tmp_path / "bag", "bag")
        files = [path for path in (tmp_path / "bag" / "data").rglob("*") if path.is_file()]
        oxum = f"Payload-Oxum: {sum(path.stat().st_size for path in files)}.{len(files)}"
        assert oxum in (tmp_path / "bag" / "bag-info.txt").read_text()

    @pytest.mark.parametrize("harm", ["change", "delete", "add"])
    def test_that_is_not_whole_is_refused(self, full: Store, tmp_path: Path, harm: str) -> None:
        export_captures(full, tmp_path / "bag", "bag")
        path = min(path for path in (tmp_path / "bag" / "data").rglob("*") if path.is_file())
        if harm == "change":
            path.write_bytes(b"x" + path.read_bytes()[1:])
        elif harm == "delete":
            path.unlink()
        else:
            (path.parent / "stray").write_bytes(b"x")
        with pytest.raises(InputError, match="nothing was imported"):
            import_captures(Store(tmp_path / "other"), tmp_path / "bag")
        assert not (tmp_path / "other").exists()

    def test_is_never_written_over_another_folder(self, full: Store, tmp_path: Path) -> None:
        (tmp_path / "bag").mkdir()
        (tmp_path / "bag" / "mine").write_bytes(b"x")
        with pytest.raises(InputError, match="not an empty folder"):
            export_captures(full, tmp_path / "bag", "bag")


def test_an_unknown_form_is_named(full: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="warc, wacz, bag"):
        export_captures(full, tmp_path / "x", "tar")


class TestOtherPeoplesTools:
    @needs["warcio"]
    def test_warcio_finds_every_digest_right(self, full: Store, tmp_path: Path) -> None:
        export_captures(full, tmp_path / "o.warc.gz", "warc")
        checked = subprocess.run(
            [str(tool["warcio"]), "check", "-v", "o.warc.gz"], cwd=tmp_path, capture_output=True, text=True
        )
        assert checked.returncode == 0
        assert "fail" not in checked.stdout
        assert checked.stdout.count("digest pass") >= len(list(read_warc(tmp_path / "o.warc.gz"))) - 1
        subprocess.run(["gzip", "-t", "o.warc.gz"], cwd=tmp_path, check=True)

    @needs["wacz"]
    def test_py_wacz_validates(self, full: Store, tmp_path: Path) -> None:
        export_captures(full, tmp_path / "o.wacz", "wacz")
        ran = subprocess.run(
            [str(tool["wacz"]), "validate", "-f", "o.wacz"], cwd=tmp_path, capture_output=True, text=True
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert "Validation succeeded" in ran.stdout

    @needs["wb-manager"]
    @needs["wayback"]
    @pytest.mark.parametrize("form", ["warc", "wacz"])
    def test_pywb_replays_every_usable_capture_byte_for_byte(self, full: Store, tmp_path: Path, form: str) -> None:
        export_captures(full, tmp_path / NAMES[form], form)
        usable = [capture for capture in full.captures() if capture.usable and not capture.hops]
        with pywb(tmp_path, NAMES[form]) as server:
            for capture in usable:
                moment = capture.retrieved_at[:19].translate(str.maketrans("", "", "-:T"))
                at = capture.memento_url or capture.url
                with urlopen(f"{server}/c/{moment}id_/{at}", timeout=20) as replayed:
                    assert replayed.read() == full.body(capture), capture.url
        assert len(usable) >= 5

    @needs["wb-manager"]
    @needs["wayback"]
    def test_pywb_serves_as_a_time_gate(self, full: Store, tmp_path: Path) -> None:
        export_captures(full, tmp_path / "out.warc.gz", "warc")
        with pywb(tmp_path, "out.warc.gz") as server:
            fetcher = Fetcher(Settings(mirrors={"web.example": server}, pace=0), Store(tmp_path / "again"))
            capture = fetcher.memento(f"{SITE}/page", "https://web.example/c", "2026-11-22")
            assert (capture.method, capture.state) == (CaptureMethod.WAYBACK, CaptureState.OK)
            assert capture.memento_at[:10] == next(iter(full.history(f"{SITE}/page"))).retrieved_at[:10]
            assert b"the words" in fetcher.store.body(capture)
            fetcher.close()


@contextmanager
def pywb(folder: Path, export: str) -> Iterator[str]:
    """A pywb that serves an export in the collection `c`, answering TimeGate requests with redirects."""
    add = ["add", "--unpack-wacz"] if export.endswith(".wacz") else ["add"]
    subprocess.run([str(tool["wb-manager"]), "init", "c"], cwd=folder, check=True, capture_output=True)
    subprocess.run([str(tool["wb-manager"]), *add, "c", export], cwd=folder, check=True, capture_output=True)
    (folder / "config.yaml").write_text("framed_replay: false\nredirect_to_exact: true\n")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    server = subprocess.Popen(
        [str(tool["wayback"]), "-p", str(port), "-b", "127.0.0.1"],
        cwd=folder, env=clean, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(900):  # its start takes seconds, on a busy machine many
            try:
                urlopen(Request(f"http://127.0.0.1:{port}/c/"), timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def test_reading_a_warc_needs_no_other_library() -> None:
    program = "import sys, verifier.captures.warcimport, verifier.captures.wacz; print('warcio' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
