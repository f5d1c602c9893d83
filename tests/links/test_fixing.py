"""`--fix` writes new addresses and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from verifier.errors import InputError
from verifier.links.fixing import apply, plan, unified
from verifier.links.locate import scan_file
from verifier.links.records import LinkResult, LinkState, gather_links

OLD, NEW = "http://old.example/a", "https://new.example/docs/a"


def moved(
    file: Path, *, final: str = NEW, permanent: bool = True, state: LinkState = LinkState.MOVED
) -> list[LinkResult]:
    return [LinkResult(link, state, 200, final, permanent=permanent) for link in gather_links(scan_file(file))]


CASES = [
    ("Markdown", "a.md", f"He said “{OLD} is it”. [x]({OLD}) {OLD}-b\n", OLD + "-b"),
    ("a fragment is kept", "a.md", f"[x]({OLD}#part)\n", ""),
    ("HTML", "a.html", f'<a href="{OLD}?x=1&amp;y=2">“words”</a>\n', ""),
    ("a table", "c.csv", f'id,quote,url\n1,"so, they said",{OLD}\n', ""),
    ("LaTeX", "a.tex", f"\\href{{{OLD}\\_b}}{{words}}\n", ""),
    ("line ends of Windows", "a.md", f"one\r\n[x]({OLD})\r\n", ""),
]


@pytest.mark.parametrize(("name", "text", "other"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_only_the_address_changes(name: str, text: str, other: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(text.encode())
    (edit,) = plan([result for result in moved(file) if result.url != other])
    apply(edit)
    written = file.read_bytes().decode()
    rest_before, rest_after = text, written
    for change in edit.changes:
        assert NEW.split("//")[1].split("/", maxsplit=1)[0] in change.new
        rest_before = rest_before.replace(change.old, "@", 1) if change.old != other else rest_before
        rest_after = rest_after.replace(change.new, "@", 1)
    assert rest_before == rest_after
    assert [result.url for result in moved(file) if OLD in result.url] == ([other] if other else [])


def test_a_fragment_goes_along(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"[x]({OLD}#:~:text=some%20words)")
    (edit,) = plan(moved(file))
    assert edit.result == f"[x]({NEW}#:~:text=some%20words)"


def test_a_cell_stays_a_cell(tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    file.write_text(f"quote,url\nx,{OLD}\n")
    (edit,) = plan(moved(file, final=f"{NEW},b"))
    assert edit.result == f"quote,url\nx,{NEW}%2Cb\n"


@pytest.mark.parametrize(
    "wrong",
    [
        {"permanent": False},
        {"state": LinkState.OK},
        {"state": LinkState.SOFT_404},
        {"final": ""},
        {"final": "https://new.example/a b"},
    ],
    ids=["a temporary redirect", "no move", "a move to a soft 404", "no new address", "an address with a space"],
)
def test_what_is_not_safe_is_left_alone(wrong: dict[str, object], tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"[x]({OLD})")
    assert plan(moved(file, **wrong)) == []  # type: ignore[arg-type]


def test_the_same_address_over_https_is_written(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"[x]({OLD}#part)")
    (edit,) = plan(moved(file, final=OLD.replace("http:", "https:"), state=LinkState.OK))
    assert edit.result == "[x](https://old.example/a#part)"


def test_https_is_never_given_up(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("[x](https://old.example/a)")
    assert plan(moved(file, final="http://new.example/a")) == []


def test_an_address_over_two_lines_is_left_to_a_person(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("See http://old.example/very-\nlong-name/x for it.")
    assert plan(moved(file)) == []


def test_the_diff_shows_what_would_be_written(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"one\n[x]({OLD})")
    (edit,) = plan(moved(file))
    shown = unified(edit)
    assert f"-[x]({OLD})" in shown
    assert f"+[x]({NEW})" in shown
    assert file.read_text() == f"one\n[x]({OLD})"


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"[x]({OLD})")
    (edit,) = plan(moved(file))
    file.write_text("something else")
    with pytest.raises(InputError, match="was changed since"):
        apply(edit)
