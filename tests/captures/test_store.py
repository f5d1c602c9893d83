from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.captures import Store
from verifier.errors import CaptureDamaged, InputError
from verifier.records.capture import Capture, CaptureMethod, CaptureState

URL = "https://archive.example/doc/1"
OK = {"url": URL, "state": "ok", "status": 200, "media_type": "text/html"}


def test_what_is_kept_is_read_back_byte_for_byte(store: Store) -> None:
    kept = store.keep(OK, b"\x00\xffbytes\r\n")
    again = Store(store.root).latest(URL)
    assert again == kept
    assert store.body(kept) == b"\x00\xffbytes\r\n"
    assert kept.sha256 == hashlib.sha256(b"\x00\xffbytes\r\n").hexdigest()


@given(st.binary(min_size=1, max_size=4000))
@settings(max_examples=15, deadline=None)
def test_any_bytes_survive(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    store = Store(tmp_path_factory.mktemp("cache"))
    assert store.body(store.keep(OK, body)) == body


def test_a_reader_creates_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "none")
    assert store.latest(URL) is None
    assert store.history(URL) == []
    assert list(store.captures()) == []
    assert store.verify() == []
    assert not store.root.exists()


def test_the_same_body_twice_is_two_captures_of_one_object(store: Store) -> None:
    first, second = store.keep(OK, b"same"), store.keep(OK, b"same")
    assert first.id != second.id
    assert [capture.sequence for capture in store.history(URL)] == [1, 2]
    assert len(list(store.objects.walk())) == 1


def test_a_changed_body_never_replaces_the_old_one(store: Store) -> None:
    first, second = store.keep(OK, b"old"), store.keep(OK, b"new")
    assert store.body(first) == b"old"
    assert store.body(second) == b"new"
    assert store.latest(URL) == second


def test_a_failure_does_not_hide_the_usable_capture_before_it(store: Store) -> None:
    good = store.keep(OK, b"words")
    bad = store.keep({"url": URL, "state": "gone", "status": 404})
    assert store.latest(URL) == good
    assert store.latest(URL, usable=False) == bad


def test_an_archived_copy_is_given_only_where_there_is_no_capture_of_ours(store: Store) -> None:
    live = store.keep(OK, b"live")
    copy = store.keep({**OK, "method": "wayback", "memento_url": "https://web.archive.org/web/2021id_/x"}, b"copy")
    assert store.latest(URL) == live
    assert store.latest(URL, method=CaptureMethod.WAYBACK) == copy


def test_a_page_is_found_by_the_address_it_was_redirected_to(store: Store) -> None:
    kept = store.keep({**OK, "final_url": "https://archive.example/documents/one"}, b"x")
    assert store.find("https://archive.example/documents/one") == kept
    assert Store(store.root).find("http://archive.example/documents/one/#p2") == kept
    assert store.find("https://archive.example/documents/two") is None


def test_a_stale_or_missing_index_changes_nothing(store: Store) -> None:
    store.keep({**OK, "final_url": "https://archive.example/a"}, b"x")
    store.doctor()
    other = store.keep({**OK, "url": URL + "2", "final_url": "https://archive.example/b"}, b"y")
    assert Store(store.root).find("https://archive.example/b") == other
    (store.root / "index.cdxj").write_bytes(b"\xff rubbish")
    assert Store(store.root).find("https://archive.example/b") == other
    (store.root / "index.cdxj").unlink()
    assert Store(store.root).find("https://archive.example/b") == other


def test_a_record_is_sorted_json_that_its_own_name_seals(store: Store) -> None:
    kept = store.keep(OK, b"x")
    path = next(store.shelf.walk())
    fields = json.loads(path.read_text("utf-8"))
    assert list(fields) == sorted(fields)
    assert path.stem == kept.id
    assert kept.id.endswith(hashlib.sha256(path.read_bytes()).hexdigest()[:16])
    assert path.parent.parent.name == "archive.example"


def test_the_ledger_is_read_by_sha256sum(store: Store) -> None:
    store.keep(OK, b"x")
    store.keep({**OK, "url": URL + "2"}, b"y")
    subprocess.run(["sha256sum", "-c", "--quiet", "--strict", "captures.sha256"], cwd=store.root, check=True)


def test_a_changed_body_is_refused_whenever_it_is_read(store: Store) -> None:
    kept = store.keep(OK, b"words")
    store.objects.path(kept.sha256).write_bytes(b"worse")
    with pytest.raises(CaptureDamaged, match="changed"):
        store.body(kept)


def test_a_missing_body_is_refused(store: Store) -> None:
    kept = store.keep(OK, b"words")
    store.objects.path(kept.sha256).unlink()
    with pytest.raises(CaptureDamaged, match="missing"):
        store.body(kept)


def test_keeping_the_same_bytes_again_mends_a_damaged_body(store: Store) -> None:
    kept = store.keep(OK, b"words")
    store.objects.path(kept.sha256).write_bytes(b"worse")
    store.keep(OK, b"words")
    assert store.body(kept) == b"words"


def test_an_edited_record_is_refused_and_not_passed_over(store: Store) -> None:
    store.keep(OK, b"old")
    store.keep(OK, b"new")
    newest = list(store.shelf.walk())[-1]
    newest.write_bytes(newest.read_bytes().replace(b'"ok"', b'"no"'))
    with pytest.raises(CaptureDamaged, match="was changed"):
        store.latest(URL)


def test_a_record_in_another_pages_folder_is_refused(store: Store) -> None:
    store.keep(OK, b"x")
    other = store.keep({**OK, "url": URL + "2"}, b"y")
    path = store.shelf.folder(other.url) / f"{other.id}.json"
    stray = store.shelf.folder(URL) / path.name
    stray.write_bytes(path.read_bytes())
    with pytest.raises(CaptureDamaged, match="does not belong"):
        store.latest(URL)


def test_a_deleted_record_is_missed(store: Store) -> None:
    store.keep(OK, b"x")
    next(store.shelf.walk()).unlink()
    assert "record_missing" in {problem.kind for problem in store.verify()}


def test_an_orphan_is_pruned_only_when_no_record_is_damaged(store: Store) -> None:
    kept = store.keep(OK, b"x")
    orphan = store.objects.path(store.objects.put(b"nobody's"))
    assert store.prune() == []  # a run under way may be about to name it
    assert store.prune(older_than=store.clock.now(), apply=False) == [orphan]
    assert store.prune(older_than=store.clock.now()) == [orphan]
    assert not orphan.exists()
    record = next(store.shelf.walk())
    record.write_bytes(b"{}")
    with pytest.raises(CaptureDamaged, match="nothing is pruned"):
        store.prune(older_than=store.clock.now())
    assert store.objects.path(kept.sha256).exists()


def test_only_allowed_headers_are_kept(store: Store) -> None:
    kept = store.keep({**OK, "headers": {"ETag": '"1"', "Set-Cookie": "id=7", "Authorization": "Basic x"}}, b"x")
    assert kept.headers == {"etag": '"1"'}


def test_a_record_of_a_newer_version_is_named_as_such(store: Store) -> None:
    from verifier.captures.shelf import seal

    written, name = seal({"url": URL, "state": "ok", "retrieved_at": "2030-01-01T00:00:00.000000Z", "hologram": 1})
    path = store.shelf.folder(URL) / f"{name}.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(written)
    with pytest.raises(CaptureDamaged, match="this version cannot read it"):
        store.latest(URL)


class TestAHandSavedFile:
    def test_is_registered_as_such(self, store: Store, tmp_path: Path) -> None:
        (tmp_path / "doc.pdf").write_bytes(b"%PDF-1.4 words %%EOF")
        kept = store.add_manual(URL, tmp_path / "doc.pdf")
        assert (kept.method, kept.state, kept.media_type) == (CaptureMethod.MANUAL, CaptureState.OK, "application/pdf")
        assert "doc.pdf" in kept.note
        assert str(tmp_path) not in kept.model_dump_json()
        assert store.latest(URL) == kept

    def test_comes_before_an_older_live_capture(self, store: Store, tmp_path: Path) -> None:
        store.keep(OK, b"<html>wall</html>")
        (tmp_path / "page.html").write_bytes(b"<html>the page</html>")
        kept = store.add_manual(URL, tmp_path / "page.html")
        assert store.latest(URL) == kept

    @pytest.mark.parametrize("name", ["missing.pdf", "empty.pdf", "."])
    def test_must_be_a_file_with_something_in_it(self, store: Store, tmp_path: Path, name: str) -> None:
        (tmp_path / "empty.pdf").touch()
        with pytest.raises(InputError):
            store.add_manual(URL, tmp_path / name)

    def test_needs_an_address_that_could_have_been_asked(self, store: Store, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(b"x")
        with pytest.raises(InputError, match="file"):
            store.add_manual("file:///etc/passwd", tmp_path / "a.txt")


def test_a_capture_given_as_a_record_is_kept_under_a_new_id(store: Store) -> None:
    given = Capture(id="mine", url=URL, state=CaptureState.OK, retrieved_at="2026-01-01T00:00:00.000000Z")
    assert store.keep(given, b"x").id.startswith("20260101T000000.000000Z-")


def test_a_problem_reads_as_a_line(store: Store) -> None:
    kept = store.keep(OK, b"x")
    store.objects.path(kept.sha256).unlink()
    lines = [str(problem) for problem in store.verify()]
    assert lines[0].startswith("captures/archive.example/")
    assert "is gone" in lines[0]
