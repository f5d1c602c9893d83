"""Anyone can re-prove a report: from the cache, by sha256sum, by openssl, and against the runs before."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.reporting.sample import BY_NAME, claims, sample_run
from verifier import reporting
from verifier.errors import InputError
from verifier.records.report import ClaimResult, Run
from verifier.records.verdict import Cause, Level, Verdict
from verifier.reporting import seal
from verifier.reporting.history import HISTORY_FILE, append_history, changes, past, read_history
from verifier.reporting.manifest import MANIFEST_FILE, check_manifest, write_manifest

GAP = "~"


class Shelf:
    """A cache in memory whose bodies and texts fit a run made by `provable`."""

    def __init__(self, bodies: dict[str, bytes], texts: dict[str, str]) -> None:
        self.bodies, self.texts = bodies, texts

    def body(self, sha256: str) -> bytes | None:
        return self.bodies.get(sha256)

    def text(self, result: ClaimResult) -> str | None:
        return self.texts.get(result.id)


def provable() -> tuple[Run, Shelf]:
    """The sample with real bodies and texts under it: every digest, length and offset true."""
    bodies = {name: f"the bytes of {name}".encode() for name in BY_NAME}
    captures = tuple(
        capture.model_copy(
            update={"sha256": hashlib.sha256(bodies[name]).hexdigest(), "length": len(bodies[name])}
            if capture.sha256
            else {}
        )
        for name, capture in BY_NAME.items()
    )
    held, texts = [], {}
    for entry in claims():
        if entry.matches:
            place = entry.matches[0]
            texts[entry.id] = (
                GAP * (place.start - len(place.prefix)) + place.prefix + place.exact + place.suffix + GAP * 50
            )
            judged = hashlib.sha256(texts[entry.id].encode()).hexdigest()
            entry = entry.model_copy(update={"reading": entry.reading.model_copy(update={"text_sha256": judged})})
        held.append(entry)
    run = sample_run(held).model_copy(update={"captures": captures})
    return run, Shelf({hashlib.sha256(body).hexdigest(): body for body in bodies.values()}, texts)


def with_claim(run: Run, at: int, **changed: Any) -> Run:
    held = list(run.claims)
    held[at] = held[at].model_copy(update=changed)
    return run.model_copy(update={"claims": tuple(held)})


def said(run: Run, shelf: Shelf) -> str:
    return "\n".join(str(problem) for problem in reporting.verify_run(run, shelf))


def test_an_honest_report_is_borne_out_by_its_cache() -> None:
    assert reporting.verify_run(*provable()) == []


def test_a_damaged_a_lost_and_a_shortened_body_are_told_apart() -> None:
    run, shelf = provable()
    first, second, third = (capture.sha256 for capture in run.captures[:3])
    del shelf.bodies[first]
    shelf.bodies[second] = b"other bytes"
    shorter = tuple(c.model_copy(update={"length": 3}) if c.sha256 == third else c for c in run.captures)
    found = said(run.model_copy(update={"captures": shorter}), shelf)
    assert "the cache does not hold its bytes" in found
    assert "do not have its digest" in found
    assert "3 in the report" in found


def test_a_text_that_reads_otherwise_now_is_named() -> None:
    run, shelf = provable()
    shelf.texts["c001"] += "one word more"
    assert said(run, shelf) == "c001: the text read from the cache now is not the text that was judged"


def test_a_text_the_cache_cannot_give_is_named() -> None:
    run, shelf = provable()
    del shelf.texts["c001"]
    assert "c001: the cache gives no text" in said(run, shelf)


FORGERIES = [
    pytest.param({"quote": "another quotation"}, "do not rebuild", id="a quotation changed after the fact"),
    pytest.param({"verdict": Verdict.ABSENT}, "do not add up", id="a verdict changed after the fact"),
    pytest.param({"matches": ()}, "without a place", id="a pass without a place"),
    pytest.param({"id": "c002"}, "stands 2 times", id="an id given twice"),
]


@pytest.mark.parametrize(("changed", "message"), FORGERIES)
def test_a_forged_record_is_caught(changed: dict[str, Any], message: str) -> None:
    run, shelf = provable()
    assert message in said(with_claim(run, 0, **changed), shelf)


def test_words_that_stand_elsewhere_are_caught() -> None:
    run, shelf = provable()
    place = run.claims[0].matches[0]
    moved = place.model_copy(update={"start": place.start + 1, "end": place.end + 1})
    assert "are not those reported" in said(with_claim(run, 0, matches=(moved,)), shelf)


def test_a_verbatim_claim_whose_edit_names_a_negation_is_caught() -> None:
    run, shelf = provable()
    edits = run.claims[0].edits
    lied = (edits[0].model_copy(update={"cause": Cause.NEGATION}), *edits[1:])
    assert "is verbatim although an edit says negation" in said(with_claim(run, 0, edits=lied), shelf)


# --- the manifest


def evidence_in(folder: Path) -> dict[str, Path]:
    body = b"the archive's bytes"
    path = folder / "objects" / hashlib.sha256(body).hexdigest()
    path.parent.mkdir(parents=True)
    path.write_bytes(body)
    return {path.name: path}


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum on this machine")
def test_sha256sum_checks_the_reports_and_the_evidence(tmp_path: Path) -> None:
    held = evidence_in(tmp_path / "cache")
    reports = tmp_path / "reports"
    reporting.write_reports(sample_run(), reports, ["html", "json", "csv"], evidence=held)

    def checked() -> subprocess.CompletedProcess[str]:
        return subprocess.run(["sha256sum", "-c", MANIFEST_FILE], cwd=reports, capture_output=True, text=True)

    assert checked().returncode == 0
    assert checked().stdout.count(": OK") == 5
    assert check_manifest(reports / MANIFEST_FILE) == []
    next(iter(held.values())).write_bytes(b"other bytes")
    assert checked().returncode == 1
    assert "bytes have changed" in check_manifest(reports / MANIFEST_FILE)[0]


def test_a_run_rendered_again_in_one_more_format_keeps_its_manifest(tmp_path: Path) -> None:
    reporting.write_reports(sample_run(), tmp_path, ["json", "csv"])
    reporting.write_reports(sample_run(), tmp_path, ["text"], again=True)
    named = {line.partition("  ")[2] for line in (tmp_path / MANIFEST_FILE).read_text().splitlines()}
    assert {"report.json", "report.csv", "report.txt"} <= named


def test_the_manifest_names_a_missing_file_and_a_line_it_cannot_read(tmp_path: Path) -> None:
    reporting.write_reports(sample_run(), tmp_path, ["csv"])
    (tmp_path / "report.csv").unlink()
    assert check_manifest(tmp_path / MANIFEST_FILE) == ["report.csv: is missing"]
    (tmp_path / MANIFEST_FILE).write_text("nonsense\n")
    with pytest.raises(InputError, match="SHA256SUMS:1"):
        check_manifest(tmp_path / MANIFEST_FILE)


@pytest.mark.parametrize("name", ["plain", "with space", "back\\slash", "new\nline", "ünï"])
def test_a_file_of_any_name_is_in_the_manifest(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")
    write_manifest(tmp_path, [tmp_path / name])
    assert check_manifest(tmp_path / MANIFEST_FILE) == []
    if shutil.which("sha256sum"):
        done = subprocess.run(["sha256sum", "-c", MANIFEST_FILE], cwd=tmp_path, capture_output=True)
        assert done.returncode == 0


# --- the seal


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A time-stamping authority of our own, in a folder: key, certificate, configuration."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on this machine")
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(
        "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=Test authority\n"
        "[ext]\nextendedKeyUsage=critical,timeStamping\nbasicConstraints=CA:true\n"
        "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_cert=tsa.pem\nsigner_key=tsa.key\nsigner_digest=sha256\n"
        "default_policy=1.2.3.4\ndigests=sha256\ncerts=tsa.pem\ness_cert_id_alg=sha256\n"
    )
    (folder / "serial").write_text("01\n")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.pem"]
    subprocess.run([*made, "-days", "2", "-config", "tsa.cnf"], cwd=folder, check=True, capture_output=True)
    return folder


def answered(authority: Path, question: Path) -> bytes:
    asked = ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "t", "-queryfile", str(question)]
    done = subprocess.run([*asked, "-out", "answer.tsr"], cwd=authority, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return (authority / "answer.tsr").read_bytes()


def test_a_sealed_manifest_is_good_until_a_byte_of_it_changes(tmp_path: Path, authority: Path) -> None:
    reporting.write_reports(sample_run(), tmp_path, ["json"])
    assert seal.check(tmp_path, authority / "tsa.pem") == "there is no seal beside the manifest"
    seal.attach(tmp_path, answered(authority, seal.request(tmp_path)), authority / "tsa.pem")
    assert seal.check(tmp_path, authority / "tsa.pem") == ""
    assert "GMT" in seal.sealed_at(tmp_path)
    manifest = tmp_path / MANIFEST_FILE
    manifest.write_text(manifest.read_text().replace("a", "b", 1))
    assert seal.check(tmp_path, authority / "tsa.pem") == "the manifest is not the one that was sealed"


def test_another_runs_seal_is_refused_and_not_kept(tmp_path: Path, authority: Path) -> None:
    for name, run in (("one", sample_run()), ("two", sample_run([]))):
        reporting.write_reports(run, tmp_path / name, ["json"])
    token = answered(authority, seal.request(tmp_path / "one"))
    with pytest.raises(InputError, match="not the one that was sealed"):
        seal.attach(tmp_path / "two", token, authority / "tsa.pem")
    assert not (tmp_path / "two" / seal.ANSWER_FILE).exists()


# --- over time


def later(run: Run) -> Run:
    """The next run: one verdict better, one quotation rewritten, one claim gone, one new."""
    held = list(run.claims)
    held[1] = held[1].model_copy(update={"verdict": Verdict.VERBATIM, "level": Level.PASS})
    held[3] = held[3].model_copy(update={"quote": held[3].quote + " tomorrow"})
    gone = held.pop(5)
    new = gone.model_copy(update={"id": "c099", "claim": gone.claim.model_copy(update={"id": "c099"})})
    return sample_run([*held, new], finished="2026-12-01T09:00:00Z")


def test_the_history_says_what_became_of_each_claim() -> None:
    found = changes(past(sample_run()), past(later(sample_run())))
    assert {(change.kind, change.claim.id) for change in found} == {
        ("verdict", "c002"), ("quotation", "c004"), ("gone", "c006"), ("new", "c099"),
    }  # fmt: skip


def test_a_run_is_added_to_the_history_once_and_the_dashboard_shows_the_change(tmp_path: Path) -> None:
    kept = tmp_path / HISTORY_FILE
    for run in (sample_run(), sample_run(), later(sample_run())):
        written = reporting.write_reports(run, tmp_path, ["json"], history=kept)
    assert len(read_history(kept)) == 2
    page = written["history"].read_text()
    assert "altered → verbatim" in page
    assert "no longer in the manuscript" in page
    assert "<script" not in page


def test_a_damaged_history_is_named_by_its_line(tmp_path: Path) -> None:
    kept = tmp_path / HISTORY_FILE
    append_history(kept, sample_run())
    kept.write_text(kept.read_text() + "{broken\n")
    with pytest.raises(InputError, match=r"history\.jsonl:2"):
        read_history(kept)


def test_a_hostile_claim_stays_text_in_the_dashboard() -> None:
    entry = claims()[1].model_copy(update={"id": "<script>x</script>", "quote": "<img src=x onerror=y>"})
    runs = [past(sample_run()), past(sample_run([entry]))]
    page = reporting.history_html(runs)
    assert "<script" not in page
    assert "<img" not in page


# --- extras


def test_prov_ties_each_verdict_to_its_capture_and_each_decision_to_a_person() -> None:
    import json

    prov = json.loads(reporting.render(sample_run(), "prov"))
    assert prov["entity"]["v:report"]["v:sha256"] == reporting.record_digest(sample_run())
    derived = [pair["prov:generatedEntity"] for pair in prov["wasDerivedFrom"].values()]
    assert "v:verdict/c001" in derived
    assert "v:person/M. Okafor" in prov["agent"]
    known = set(prov["entity"]) | set(prov["agent"]) | set(prov["activity"])
    for relation in ("used", "wasDerivedFrom", "wasAttributedTo", "wasGeneratedBy", "wasAssociatedWith"):
        for pair in prov[relation].values():
            assert set(pair.values()) <= known


def test_the_crate_describes_files_that_the_folder_has(tmp_path: Path) -> None:
    import json

    reporting.write_reports(sample_run(), tmp_path, ["html", "json", "csv", "crate"])
    crate = json.loads((tmp_path / "ro-crate-metadata.json").read_text())
    root = next(entry for entry in crate["@graph"] if entry["@id"] == "./")
    assert all((tmp_path / part["@id"]).is_file() for part in root["hasPart"])


def test_a_claim_review_rates_wording_and_leaves_the_unchecked_unrated() -> None:
    import json

    graph = json.loads(reporting.render(sample_run(), "claimreview"))["@graph"]
    compared = [entry for entry in claims() if entry.claim.to_verify and entry.level != "blocked"]
    assert len(graph) == len(compared)
    assert all(entry["reviewAspect"] == "wording" for entry in graph)
