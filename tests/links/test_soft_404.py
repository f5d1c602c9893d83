"""Pages that only pretend to be there, and pages that only look as if they did: no live page may be called dead."""

from __future__ import annotations

import pytest

from verifier.captures.body import Body
from verifier.captures.classify import Seen, classify
from verifier.records.capture import CaptureState

TEXT = "The minister spoke at length about the harbour and the council replied on the next day with a letter. "
MENU = "Home About Collections Research Visit Donate Events Press Contact Search Login Help Privacy Terms "
URL = "https://archive.example/items/4711"


def judged(title: str, heading: str, text: str) -> CaptureState:
    body = f"<!doctype html><title>{title}</title><body><h1>{heading}</h1><p>{text}</p>".encode()
    return classify(Seen(URL, URL, 200, Body(body, len(body), len(body)), {"content-type": "text/html"})).state


LIVE = [
    ("Sorry, Wrong Number (1948) | Film Archive", "Sorry, Wrong Number", TEXT * 10),
    ("Error 404: a short history of the web's best known page", "Error 404: a short history", TEXT * 60),
    ("HTTP 404 - An encyclopedia", "HTTP 404", TEXT * 80),
    (
        "List of status codes",
        "List of status codes",
        TEXT * 60 + "404 Not Found: the requested resource was not found.",
    ),
    ("Document removed from National Archives, 2006", "Document removed from National Archives", TEXT * 40),
    ("Page not found in any index: on lost folios", "Page not found in any index", TEXT * 40),
    ("Record not found: gaps in an archive", "Record not found: gaps in an archive", TEXT * 40),
    ("Gone", "Gone", TEXT * 40),
    ("The item is no longer available to researchers, a log of 1994", "Log of 1994", TEXT * 30),
    ("Oops: the memoirs of a clumsy diplomat", "Oops", TEXT * 30),
    ("Item 404: letter to the chancellor", "Item 404", TEXT * 5),
    ("404", "404 - memorandum of conversation", TEXT * 20),
    ("404 Maple Street: a house history", "404 Maple Street", TEXT * 30),
    ("Telegram 40432", "Telegram 40432", TEXT * 8),
    ("Object not found in collection, presumed lost", "Object not found in collection", TEXT * 30),
]
DEAD = [
    ("Page not found | National Library", "Page not found", MENU),
    ("404 Not Found", "Not Found", "The requested URL was not found on this server."),
    ("Error", "We can't find that page", MENU + "The page you are looking for might have been removed."),
    ("The Archive", "Oops!", MENU * 3 + "Sorry, the page you requested could not be found."),
    ("Seite nicht gefunden – Bundesarchiv", "Seite nicht gefunden", MENU * 10),
    ("Document unavailable", "This document is no longer available", MENU),
    ("Page introuvable", "Page introuvable", MENU * 30),
    ("Page not found - Big Library", "Page not found", MENU * 100),
    ("Страница не найдена", "404", MENU),
    ("National Archives", "404 Error", MENU * 5),
]


@pytest.mark.parametrize("page", LIVE, ids=[page[0] for page in LIVE])
def test_a_page_about_loss_is_not_lost(page: tuple[str, str, str]) -> None:
    assert judged(*page) is CaptureState.OK


@pytest.mark.parametrize("page", DEAD, ids=[f"{page[0]} / {page[1]}" for page in DEAD])
def test_a_page_that_says_it_is_not_there_is_not(page: tuple[str, str, str]) -> None:
    assert judged(*page) is CaptureState.SOFT_404
