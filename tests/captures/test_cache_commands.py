"""`verifier cache ...` as its user meets it: one clear line for what cannot be, nothing left out in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from verifier.captures import Store
from verifier.cli.main import cli, run

PAGE = "https://web.example/doc"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A cache with two captures."""
    store = Store(tmp_path / "cache")
    for turn in (b"first", b"second"):
        store.keep({"url": PAGE, "state": "ok", "status": 200, "media_type": "text/html"}, turn)
    return store.root


def tell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Exit code, output and error output of `verifier cache ...`."""
    monkeypatch.setattr("sys.argv", ["verifier", "cache", *map(str, words)])
    try:
        run()
        code = 0
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("list", "--cache", "FILE"), 2, "not a folder, so no cache"),
        (("verify", "--cache", "FILE"), 2, "not a folder, so no cache"),
        (("doctor", "--cache", "FILE"), 2, "not a folder, so no cache"),
        (("export", "--cache", "NEW", "o.wacz"), 2, "holds no capture to export"),
        (("export", "--cache", "CACHE", "o.zip"), 2, "its name says no form"),
        (("export", "--cache", "CACHE", "--as", "bag", "CACHE"), 2, "is not an empty folder"),
        (("import", "--cache", "NEW", "nowhere.warc"), 2, "no such file or folder to import"),
        (("import", "--cache", "NEW", "FILE"), 2, "does not begin as a WARC record"),
        (("import", "--cache", "NEW", "CACHE"), 2, "is no BagIt bag"),
        (("show", "--cache", "CACHE", "https://web.example/none"), 3, "no capture of"),
        (("add", "--cache", "CACHE", PAGE, "nowhere.pdf"), 2, "no such file to register"),
        (("add", "--cache", "CACHE", "http://localhost/x", "FILE"), 2, "a private network"),
        (("add", "--cache", "FILE", PAGE, "FILE"), 2, "not a folder, so no cache"),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_is_one_line(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...], code: int, line: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.txt").write_text("a few words")
    named = {"FILE": "file.txt", "NEW": "new", "CACHE": root}
    got, out, err = tell(monkeypatch, capsys, *(named.get(word, word) for word in words))
    assert (got, out) == (code, "")
    assert line in err
    assert err.count("\n") == 1


def test_an_empty_cache_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert tell(monkeypatch, capsys, "list") == (0, "", "archive_cache: no captures\n")
    assert tell(monkeypatch, capsys, "doctor")[1] == "archive_cache: nothing to mend\n"
    assert tell(monkeypatch, capsys, "prune")[1] == "archive_cache: nothing to remove\n"


@pytest.mark.parametrize("words", [("list",), ("show", PAGE)], ids=["list", "show"])
def test_a_damaged_record_is_named_beside_the_sound_ones(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    record = next((root / "captures").rglob("*.json"))
    record.write_bytes(record.read_bytes().replace(b"200", b"201"))
    code, out, err = tell(monkeypatch, capsys, *words, "--cache", root)
    assert code == 1
    assert PAGE in out
    assert record.name in err


def test_nothing_is_exported_while_a_record_is_damaged(root: Path, tmp_path: Path) -> None:
    record = next((root / "captures").rglob("*.json"))
    record.write_bytes(record.read_bytes().replace(b"200", b"201"))
    done = CliRunner().invoke(cli, ["cache", "export", "--cache", str(root), str(tmp_path / "o.wacz")])
    assert "nothing was exported" in str(done.exception)
    assert not (tmp_path / "o.wacz").exists()


def test_a_secret_in_an_address_is_not_said_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "saved.txt").write_text("words")
    address = f"{PAGE}?token=hunter2"
    code, out, _ = tell(monkeypatch, capsys, "add", "--cache", root, address, tmp_path / "saved.txt")
    assert code == 0
    assert "hunter2" not in out


HAD = b"<html><body><p>The minister said that not an inch would be given up before the spring.</p></body></html>"
DRIFTS = {
    "unchanged": ({"state": "ok", "status": 200}, HAD, 0),
    "bytes_changed": ({"state": "ok", "status": 200}, HAD.replace(b"<p>", b"<p class='x'>"), 0),
    "quotation_kept": ({"state": "ok", "status": 200}, HAD.replace(b"spring", b"autumn"), 0),
    "quotation_gone": ({"state": "ok", "status": 200}, HAD.replace(b"not an inch", b"several miles"), 1),
    "soft_404": ({"state": "soft_404", "status": 200}, b"<title>Page not found</title>", 1),
    "gone": ({"state": "gone", "status": 404}, b"", 1),
}


@pytest.mark.parametrize(("kind", "later"), DRIFTS.items(), ids=DRIFTS)
def test_drift_is_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    kind: str, later: tuple[dict[str, object], bytes, int],
) -> None:  # fmt: skip
    fields, body, expected = later
    store = Store(tmp_path / "cache")
    for known, data in (({"state": "ok", "status": 200}, HAD), (fields, body)):
        store.keep({"url": PAGE, "media_type": "text/html", **known}, data)
    (tmp_path / "claims.csv").write_text('quote,url\n"not an inch would be given up",https://web.example/doc\n')
    code, out, _ = tell(monkeypatch, capsys, "drift", tmp_path / "claims.csv", "--cache", store.root)
    assert (code, out.split()[0], out.count("\n")) == (expected, kind, 1)
    assert PAGE in out
    assert ("“not an inch would be given up”" in out) == kind.startswith("quotation")


def test_drift_without_quotations_tells_that_the_text_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(tmp_path / "cache")
    for data in (HAD, HAD.replace(b"spring", b"autumn")):
        store.keep({"url": PAGE, "state": "ok", "status": 200, "media_type": "text/html"}, data)
    code, out, _ = tell(monkeypatch, capsys, "drift", "--cache", store.root)
    assert (code, out.split()[0]) == (0, "text_changed")
