"""People's decisions: kept for good, standing while what they rest on stands, reopened when it does not."""

from __future__ import annotations

import csv
import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.reporting.payloads import FORMULAS
from tests.reporting.sample import claims, sample_run
from verifier import reporting
from verifier.errors import InputError
from verifier.records.report import Review, Run
from verifier.records.verdict import Verdict
from verifier.reporting.order import needs_human, standing_review
from verifier.reporting.review_server import BODY_CAP, ReviewServer, open_desk
from verifier.reporting.reviews import (
    COLUMNS,
    NAME_CAP,
    REVIEWS_FILE,
    append_review,
    apply_reviews,
    decide,
    orphans,
    read_reviews,
)

BARE = sample_run([entry.model_copy(update={"reviews": ()}) for entry in claims()])
FAILING = "c002"


def at(minute: int) -> str:
    return f"2026-11-22T09:{minute:02d}:00Z"


def reviewed(*decided: tuple[str, str], run: Run = BARE, two_person: bool = False) -> tuple[Review, ...]:
    """The reviews of the failing claim after these (decision, name) pairs."""
    held = [decide(BARE, FAILING, word, name, at(minute)) for minute, (word, name) in enumerate(decided)]
    after = apply_reviews(run, held, two_person=two_person)
    return next(entry.reviews for entry in after.claims if entry.id == FAILING)


def changed(**update: Any) -> Run:
    held = [e.model_copy(update=update) if e.id == FAILING else e for e in BARE.claims]
    return BARE.model_copy(update={"claims": tuple(held)})


# --- the rule


def test_an_acceptance_closes_a_claim_and_leaves_the_machines_verdict() -> None:
    held = [decide(BARE, FAILING, "accept", "Ada", at(0), "collated by hand")]
    entry = next(e for e in apply_reviews(BARE, held).claims if e.id == FAILING)
    assert entry.verdict is Verdict.ALTERED
    assert not needs_human(entry)
    review = standing_review(entry)
    assert review is not None
    assert review.reason == "collated by hand"


@pytest.mark.parametrize("word", ["dispute", "note"])
def test_a_dispute_or_a_note_leaves_it_open(word: str) -> None:
    held = [decide(BARE, FAILING, word, "Ada", at(0))]
    assert needs_human(next(e for e in apply_reviews(BARE, held).claims if e.id == FAILING))


def test_a_note_does_not_displace_a_decision() -> None:
    held = [decide(BARE, FAILING, "accept", "Ada", at(0)), decide(BARE, FAILING, "note", "Bo", at(1), "see file")]
    assert not needs_human(next(e for e in apply_reviews(BARE, held).claims if e.id == FAILING))


CAPTURE = BARE.captures[0]
REOPENING = [
    pytest.param(changed(quote="the Government intended nothing"), id="the quotation is rewritten"),
    pytest.param(changed(verdict=Verdict.ABSENT), id="the verdict is another"),
    pytest.param(
        BARE.model_copy(update={"captures": (CAPTURE.model_copy(update={"sha256": "0" * 64}), *BARE.captures[1:])}),
        id="the source's bytes are others",
    ),
]


@pytest.mark.parametrize("run", REOPENING)
def test_a_decision_is_reopened_when(run: Run) -> None:
    (review,) = reviewed(("accept", "Ada"), run=run)
    assert review.stale
    entry = next(e for e in run.claims if e.id == FAILING).model_copy(update={"reviews": (review,)})
    assert needs_human(entry)


def test_a_decision_survives_a_run_that_changes_nothing_it_rests_on() -> None:
    moved = changed(
        confidence=0.5, claim=next(e for e in BARE.claims if e.id == FAILING).claim.model_copy(update={"line": 99})
    )
    (review,) = reviewed(("accept", "Ada"), run=moved)
    assert not review.stale


TWO = [
    pytest.param([("accept", "Ada")], True, "", id="one person is not enough"),
    pytest.param([("accept", "Ada"), ("accept", "ada ")], True, "", id="the same person twice is one person"),
    pytest.param([("accept", "Ada"), ("accept", "Bo")], False, "Ada", id="two people close it"),
    pytest.param(
        [("accept", "Ada"), ("dispute", "Cy"), ("accept", "Bo")], True, "", id="a dispute between starts anew"
    ),
    pytest.param([("accept", "Ada"), ("note", "Cy"), ("accept", "Bo")], False, "Ada", id="a note between does not"),
]


@pytest.mark.parametrize(("decided", "pending", "second"), TWO)
def test_under_the_two_person_rule(decided: list[tuple[str, str]], pending: bool, second: str) -> None:
    last = reviewed(*decided, two_person=True)[-1]
    assert (last.pending, last.second) == (pending, second)


def test_without_the_rule_one_person_closes_it_and_a_second_is_still_named() -> None:
    assert [review.pending for review in reviewed(("accept", "Ada"), ("accept", "Bo"))] == [False, False]
    assert reviewed(("accept", "Ada"), ("accept", "Bo"))[-1].second == "Ada"


# --- the file


def test_the_file_only_grows_and_opens_as_a_table(tmp_path: Path) -> None:
    path = tmp_path / REVIEWS_FILE
    append_review(path, decide(BARE, FAILING, "accept", "Ada", at(0)))
    first = path.read_bytes()
    append_review(path, decide(BARE, FAILING, "dispute", "Bo", at(1), "no: see line 3"))
    assert path.read_bytes().startswith(first)
    with path.open(newline="") as file:
        assert [row["decision"] for row in csv.DictReader(file)] == ["accept", "dispute"]
    assert [held.name for held in read_reviews(path)] == ["Ada", "Bo"]


@pytest.mark.parametrize("payload", [*FORMULAS, "a\nb", 'say "so"', "Zoë", "محمد"], ids=repr)
def test_names_and_reasons_come_back_and_never_compute(tmp_path: Path, payload: str) -> None:
    path = tmp_path / REVIEWS_FILE
    held = decide(BARE, FAILING, "accept", "x" + payload, at(0), payload)
    append_review(path, held)
    assert read_reviews(path) == [held]
    with path.open(newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]


def test_no_row_is_lost_when_several_desks_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / REVIEWS_FILE
    append_review(path, decide(BARE, FAILING, "note", "first", at(0)))

    def desk(number: int) -> None:
        for minute in range(20):
            append_review(path, decide(BARE, FAILING, "note", f"desk {number}", at(minute), "x" * 200))

    desks = [threading.Thread(target=desk, args=(number,)) for number in range(4)]
    for thread in desks:
        thread.start()
    for thread in desks:
        thread.join()
    assert len(read_reviews(path)) == 81


BROKEN = [
    pytest.param("claim,decision\n", "lacks the column", id="a column is missing"),
    pytest.param(",".join(COLUMNS) + "\nc1,,,,maybe,Ada,,\n", "known word", id="an unknown decision"),
    pytest.param(",".join(COLUMNS) + "\nc1,,,,accept,,,\n", "with a claim, a name", id="nobody's decision"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_file_that_cannot_be_understood_is_refused_by_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / REVIEWS_FILE
    path.write_text(text)
    with pytest.raises(InputError, match=message) as caught:
        read_reviews(path)
    assert f"{path}:" in str(caught.value)


def test_a_spreadsheets_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / REVIEWS_FILE
    append_review(path, decide(BARE, FAILING, "accept", "Ada", at(0)))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_reviews(path)[0].name == "Ada"


def test_a_decision_on_a_claim_that_is_gone_is_kept_and_said() -> None:
    held = [decide(BARE, FAILING, "accept", "Ada", at(0))]
    assert orphans(sample_run([]), held) == held
    assert orphans(BARE, held) == []


@pytest.mark.parametrize(
    ("claim", "word", "name"),
    [("nobody", "accept", "Ada"), (FAILING, "approve", "Ada"), (FAILING, "accept", "  ")],
    ids=["an unknown claim", "an unknown word", "no name"],
)
def test_a_decision_that_says_nothing_is_refused(claim: str, word: str, name: str) -> None:
    with pytest.raises(InputError):
        decide(BARE, claim, word, name, at(0))


# --- the server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ReviewServer]:
    made = open_desk(BARE, tmp_path / REVIEWS_FILE)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


POST = {"claim": FAILING, "decision": "accept", "name": "Ada", "reason": "seen"}


def ask(server: ReviewServer, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes, Any]:
    """One request; headers that are not given are those our own page would send."""
    host = f"127.0.0.1:{server.server_address[1]}"
    own = {"Host": host}
    if method == "POST":
        own |= {"Origin": f"http://{host}", "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request(method, path, body, {k: v for k, v in {**own, **given}.items() if v})
    reply = connection.getresponse()
    answer = reply.status, reply.read(), reply.headers
    connection.close()
    return answer


def test_the_server_listens_on_loopback_and_its_address_holds_a_long_token(server: ReviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert len(server.token) >= 32
    status, body, headers = ask(server, "GET", f"/{server.token}/")
    assert status == 200
    assert b'class="decide' in body
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_decision_is_saved_and_the_answer_shows_it(server: ReviewServer, tmp_path: Path) -> None:
    status, body, _ = ask(server, "POST", f"/{server.token}/decide", json.dumps(POST).encode())
    answer = json.loads(body)
    assert status == 200
    assert not answer["needs_human"]
    assert answer["decided"] == "1 of 13"
    assert read_reviews(tmp_path / REVIEWS_FILE)[0].name == "Ada"
    assert b"Accepted" in ask(server, "GET", f"/{server.token}/")[1]


STRANGERS = [
    pytest.param({"path": "/"}, id="no token"),
    pytest.param({"path": "/x/decide"}, id="another token"),
    pytest.param({"path": "/{token}/../decide"}, id="a path that climbs"),
    pytest.param({"Host": "evil.example"}, id="another host, as in DNS rebinding"),
    pytest.param({"Origin": "http://evil.example"}, id="another site's page"),
    pytest.param({"Origin": ""}, id="no origin"),
    pytest.param({"Sec_Fetch_Site": "cross-site"}, id="a cross-site request"),
    pytest.param({"Content_Type": "text/plain"}, id="what a form could send"),
]


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_is_told_nothing_and_changes_nothing(
    server: ReviewServer, tmp_path: Path, stranger: dict[str, str]
) -> None:
    given = dict(stranger)
    path = given.pop("path", "/{token}/decide").replace("{token}", server.token)
    status, body, _ = ask(server, "POST", path, json.dumps(POST).encode(), **given)
    assert (status, body) == (404, b"nothing here\n")
    assert not (tmp_path / REVIEWS_FILE).exists()


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b'{"claim": 3}', json.dumps(POST | {"claim": "c999"}).encode(), b" " * (BODY_CAP + 1)],
    ids=["half a body", "a list", "a number for a text", "an unknown claim", "too much"],
)
def test_a_bad_decision_is_refused_with_a_reason(server: ReviewServer, tmp_path: Path, body: bytes) -> None:
    status, answer, _ = ask(server, "POST", f"/{server.token}/decide", body)
    assert status == 400
    assert json.loads(answer)["error"]
    assert not (tmp_path / REVIEWS_FILE).exists()


def test_a_name_without_end_is_cut_and_a_page_with_another_name_is_not_served(server: ReviewServer) -> None:
    ask(server, "POST", f"/{server.token}/decide", json.dumps(POST | {"name": "A" * 5000}).encode())
    assert len(server.desk.current().claims[1].reviews[0].name) == NAME_CAP
    assert ask(server, "GET", f"/{server.token}/../../etc/passwd")[0] == 404


def test_the_desk_is_open_only_while_its_block_runs(tmp_path: Path) -> None:
    with reporting.serve_review(BARE, tmp_path / REVIEWS_FILE) as url:
        host, path = url.removeprefix("http://").split("/", 1)
        connection = http.client.HTTPConnection(host, timeout=10)
        connection.request("GET", "/" + path)
        assert connection.getresponse().status == 200
        connection.close()
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection(host, timeout=2).connect()


def test_a_port_in_use_is_one_clear_line(server: ReviewServer, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be used"):
        open_desk(BARE, tmp_path / REVIEWS_FILE, port=server.server_address[1])
