"""Which adapter a URL belongs to: strangers' first, then ours by name, the generic page last."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from verifier.records.source import Source
from verifier.sources.base import Adapter

GROUP = "verifier.sources"
BUILT_IN = {
    "archiveorg": "verifier.sources.archiveorg:ArchiveOrg",
    "briefing-book": "verifier.sources.briefing:BriefingBook",
    "cvce": "verifier.sources.cvce:Cvce",
    "documentcloud": "verifier.sources.documentcloud:DocumentCloud",
    "foia": "verifier.sources.foia:Foia",
    "frus": "verifier.sources.frus:Frus",
    "govinfo": "verifier.sources.govinfo:Govinfo",
    "kremlin": "verifier.sources.kremlin:Kremlin",
    "nato": "verifier.sources.nato:Nato",
    "nsarchive": "verifier.sources.nsarchive:NSArchive",
    "nsarchive-legacy": "verifier.sources.legacy:Legacy",
    "omeka": "verifier.sources.omeka:Omeka",
    "perma": "verifier.sources.perma:Perma",
    "presidential": "verifier.sources.presidential:Presidential",
    "wayback": "verifier.sources.wayback:Wayback",
    "web": "verifier.sources.web:Web",
    "wilson": "verifier.sources.wilson:Wilson",
}
_MEMBERS = ("name", "title", "forms", "recognise", "wants", "read")


@cache
def _loaded() -> tuple[tuple[Adapter, ...], tuple[str, ...]]:
    """Every adapter in the order they are asked, and one line for each that could not be loaded."""
    made: dict[str, Adapter] = {}
    problems: list[str] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        if BUILT_IN.get(entry.name) == entry.value:
            continue
        try:
            made[entry.name] = _adapter(entry)
        except Exception as error:  # noqa: BLE001 - a stranger's package may fail in any way; ours must go on
            problems.append(f"adapter {entry.name!r} ({entry.value}) was left out: {error}")
    for name, place in BUILT_IN.items():
        module, _, attribute = place.partition(":")
        made.setdefault(name, getattr(import_module(module), attribute)())
    generic = made.pop("web")
    return (*made.values(), generic), tuple(problems)


def _adapter(entry: EntryPoint) -> Adapter:
    found: Any = entry.load()
    adapter: Adapter = found() if isinstance(found, type) else found
    missing = [member for member in _MEMBERS if not hasattr(adapter, member)]
    if missing:
        raise TypeError(f"it has no {', '.join(missing)}")
    return adapter


def adapters() -> tuple[Adapter, ...]:
    """Every adapter, in the order in which a URL is offered to them."""
    return _loaded()[0]


def left_out() -> tuple[str, ...]:
    """One line for each installed adapter that could not be used."""
    return _loaded()[1]


def adapter(name: str) -> Adapter:
    """The adapter with this name. Raises KeyError, listing the names, when there is none."""
    found = next((one for one in adapters() if one.name == name), None)
    if found is None:
        raise KeyError(f"no adapter is called {name!r}; there are {', '.join(one.name for one in adapters())}")
    return found


def recognise(url: str) -> tuple[Adapter, Source]:
    """The adapter that claims a URL and the source it names. Always answers: any page is the generic adapter's."""
    for one in adapters():
        source = one.recognise(url)
        if source is not None:
            return one, source
    raise AssertionError("the generic adapter claims every address")
