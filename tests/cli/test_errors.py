"""Whatever a user gives, the answer is a line that says what is wrong, and a code; never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import verifier
from verifier.cli.config import FORMATS
from verifier.errors import VerifierError
from verifier.reporting.formats import FORMATS as REPORT_FORMATS

ESSAY = "# E\n\nHe wrote that “the ships will leave the harbour before winter comes.”[^1]\n\n[^1]: https://archive.example.org/1.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A scratch folder with one good essay and every kind of bad neighbour."""
    (tmp_path / "good.md").write_text(ESSAY, encoding="utf-8")
    (tmp_path / "binary.md").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "binary.csv").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "nourl.csv").write_text("id,adress\n1,https://archive.example.org/1\n")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "bad.json").write_text("no json")
    (tmp_path / "bad.toml").write_text("offlin = true\n")
    (tmp_path / "folder").mkdir()
    with (tmp_path / "huge.md").open("wb") as huge:
        huge.truncate(65 * 2**20)  # sparse: takes no room
    return tmp_path


def call(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "verifier", *words], cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, **env}, stdin=subprocess.DEVNULL, encoding="utf-8", errors="replace", timeout=120,
    )  # fmt: skip


WRONG = [
    ("links missing.md", "missing.md: cannot be read (No such file", "a file that is not there"),
    ("links binary.md", "binary.md: is a binary file", "a binary file called Markdown"),
    ("links binary.csv", "binary.csv: is a binary file", "a binary file called a table"),
    ("links broken.docx", "broken.docx: is not a DOCX file", "a broken Word file"),
    ("links huge.md", "huge.md: is larger than 64 MB", "a file too large to be read"),
    ("links folder", "folder: the folder holds no manuscript", "an empty folder"),
    ("links empty.csv", "has no column 'url' (it has: nothing)", "an empty table"),
    ("links nourl.csv", "has no column 'url' (it has: id, adress)", "a table without the column"),
    ("links", "there is no claims.csv here", "no input at all"),
    ("check", "there is no claims.csv here", "no input for a check"),
    ("fetch", "there is no claims.csv here", "no input to fetch"),
    ("links good.md --resque", "'--rescue'", "a misspelt option names the right one"),
    ("links good.md --fail-on faill", "is not one of 'review', 'fail', 'never'", "a misspelt choice"),
    ("links good.md --jobs 0", "--jobs", "a number out of range"),
    ("links good.md --include (", "--include and --exclude take a regular expression", "a broken pattern"),
    ("links good.md --format html", "a link check has no format 'html'", "a format that links have not"),
    ("check good.md --format jsn", "did you mean 'json'?", "a misspelt format names the nearest"),
    ("explain q1o1", "nearest: Q101,", "a letter typed for a figure in a code"),
    ("links good.md --config none.toml", "none.toml: no such configuration file", "a configuration that is missing"),
    ("links good.md --config folder", "folder: is a folder", "a folder called the configuration"),
    ("links good.md --config bad.toml", "bad.toml: unknown key 'offlin'; did you mean 'offline'?", "a misspelt key"),
    ("check good.md --baseline none.json", "none.json: the baseline cannot be read", "a baseline that is missing"),
    ("links good.md --baseline bad.json", "bad.json: the baseline is no JSON", "a baseline that is none"),
    ("links good.md --reports bad.json", "bad.json: is a file; a folder is needed here", "a file for the reports"),
    ("check good.md --reports bad.json", "bad.json: is a file; a folder is needed here", "the same for a check"),
    ("links good.md --cache bad.json --online", "bad.json: is a file; a folder is needed here", "a file for the cache"),
    ("links good.md --since nowhere", "--since nowhere", "a commit outside any repository"),
    ("extract good.md -o folder", "folder: is a folder; name the table to write", "a folder for the table"),
    ("seal folder", "there is no manifest to seal; write the reports first", "nothing to seal"),
    ("seal --check", "--authority PEM is needed", "a seal without certificates"),
    ("seal --attach bad.json --authority bad.json", "holds no certificate in PEM form", "no certificates in the file"),
    ("report bad.json", "is not JSON", "a report that is none"),
    ("cache add nowhere good.md", "only http and https are asked", "a capture of no address"),
    ("cache add https://archive.example.org/1 none.pdf", "none.pdf: no such file", "a capture that is missing"),
]


@pytest.mark.parametrize(("words", "said"), [pytest.param(words, said, id=name) for words, said, name in WRONG])
def test_it_is_said_in_a_line_and_the_code_is_2(folder: Path, words: str, said: str) -> None:
    offline = [] if "--online" in words or words.split(maxsplit=1)[0] not in ("links", "check") else ["--offline"]
    done = call(folder, *words.split(), *offline)
    assert said in done.stderr
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not done.stdout


NAMES = [
    ("ftp://archive.example.org/box", "only http and https addresses can be asked, not ftp:"),
    ("mailto:keeper@archive.example.org", "a mail address, not a page"),
    ("data:text/plain,words", "the data stand in the address itself"),
    ("doi:10.1000/182", "write it as https://doi.org/10.1000/182"),
    ("tel:+1-202-555-0100", "a telephone number"),
]


@pytest.mark.parametrize(("address", "why"), NAMES, ids=[address.partition(":")[0] for address, _ in NAMES])
def test_an_address_that_is_no_page_is_not_checked_and_says_why(folder: Path, address: str, why: str) -> None:
    done = call(folder, "links", address)
    assert f"S209 not checked: {address}" in done.stdout
    assert why in done.stdout
    assert done.returncode == 3


FORMS_REFUSED = [
    "http://[::1", "http://[x]/", "http://a:99999/", "http://a:b/", "http://\u2100.example/", "http://", "https:///x",
    "http://a b/", "http://user:word@a.example/", "http://a.example/\x7f", "x:", ":", "//a.b/",
]  # fmt: skip
ODD = [
    *FORMS_REFUSED, "HTTP://A.EXAMPLE:0/", "http://..", "http://" + "a" * 300 + ".example/", "http://xn--/",
    "http://a.example/#%zz", "http://a.example#:~:text=%",
]  # fmt: skip


def test_no_form_of_an_address_ends_a_run(folder: Path) -> None:
    """On standard input, in a table and in Markdown, online: our own guard refuses each before a socket is opened."""
    command = [sys.executable, "-m", "verifier", "links"]
    given = "\n".join(FORMS_REFUSED)
    done = subprocess.run(
        [*command, "-"], cwd=folder, input=given, capture_output=True, text=True, check=False, timeout=120
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert f"{len(FORMS_REFUSED)} not checked" in done.stdout
    rows = "".join(f"some words of a source,{url}\n" for url in ODD)
    (folder / "odd.csv").write_text(f"quote,url\n{rows}", encoding="utf-8")
    (folder / "odd.md").write_text("\n\n".join(f"[x]({url}) <{url}> {url}" for url in ODD), encoding="utf-8")
    for name in ("odd.csv", "odd.md"):
        for verb in ("links", "check"):
            done = call(folder, verb, name, "--offline", "--format", "json,sarif,junit,markdown,csv")
            assert "Traceback" not in done.stderr, done.stderr
            assert done.returncode in (3, 5), done.stderr


def test_an_input_without_a_name_is_no_wish_for_the_whole_folder(folder: Path) -> None:
    assert "empty name" in call(folder, "links", "").stderr


def test_a_drive_of_windows_is_a_file(folder: Path) -> None:
    assert "C:/none.md: cannot be read" in call(folder, "links", "C:/none.md").stderr


ENCODINGS = [
    {"PYTHONIOENCODING": "cp1252"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]


@pytest.mark.parametrize("env", ENCODINGS, ids=[" ".join(f"{k}={v}" for k, v in e.items()) for e in ENCODINGS])
@pytest.mark.parametrize("command", ["links", "check", "extract"])
@pytest.mark.parametrize("name", [b"snow \xe2\x98\x83.md", b"caf\xe9.md"], ids=["a snowman", "no UTF-8"])
def test_no_letter_ends_a_run_whatever_the_terminal_can_show(
    folder: Path, env: dict[str, str], command: str, name: bytes
) -> None:
    essay = ESSAY.replace("ships", "naïve ships ☃").replace("/1", "/é☃")
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(essay, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    options = ["-o", "-"] if command == "extract" else ["--offline", "--format", "json,sarif,junit,markdown"]
    done = call(folder, command, os.fsdecode(name), *options, **env)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == (0 if command == "extract" else 3)


@pytest.mark.parametrize("words", ["rules", "--help", "explain Q105", "links good.md --offline"])
def test_a_reader_who_leaves_changes_no_exit_code(folder: Path, words: str) -> None:
    whole = call(folder, *words.split()).returncode
    run, write = os.pipe()
    os.close(run)
    done = subprocess.run(
        [sys.executable, "-m", "verifier", *words.split()], cwd=folder, stdout=write, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    os.close(write)
    assert (done.returncode, done.stderr) == (whole, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
@pytest.mark.parametrize("words", ["rules", "--help", "links good.md --offline"])
def test_a_full_disk_is_said(folder: Path, words: str) -> None:
    command = [sys.executable, "-m", "verifier", *words.split()]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=folder, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode != 0
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_streams_that_are_closed_are_done_without(folder: Path) -> None:
    shell = f"{sys.executable} -m verifier links good.md --offline >&- 2>&-; echo $?"
    done = subprocess.run(["sh", "-c", shell], cwd=folder, capture_output=True, text=True)
    assert done.stdout.strip() == "3"
    shell = f"{sys.executable} -m verifier links - <&-"
    done = subprocess.run(["sh", "-c", shell], cwd=folder, capture_output=True, text=True)
    assert "standard input is closed" in done.stderr


def test_the_formats_offered_are_those_that_are_written() -> None:
    assert set(FORMATS) == set(REPORT_FORMATS)


@pytest.mark.parametrize("given", ["one string", b"bytes"], ids=["a string", "bytes"])
def test_one_string_is_no_list_of_pages(given: str) -> None:
    with pytest.raises(VerifierError, match="from_text") as caught:
        verifier.SourceText.from_pages(given)
    assert isinstance(caught.value, TypeError)
