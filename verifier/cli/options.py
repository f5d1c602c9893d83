"""Options that several commands share, with the same names, defaults and help everywhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from verifier.cli.config import CHOICES, FORMATS, is_web, nearest, settings_from
from verifier.errors import ConfigError, InputError
from verifier.settings import DEFAULT_CACHE, DEFAULT_CLAIMS, DEFAULT_JOBS, DEFAULT_PACE_S, DEFAULT_REPORTS, Settings

Command = TypeVar("Command", bound=Callable[..., Any])


class CacheFolder(click.Path):
    """A folder, or the address of an object store, for which a folder beside the default cache is the working copy."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The folder."""
        folder = super().convert(value, param, ctx)
        if "://" not in str(value):
            return folder
        from verifier.captures.remote import cache_folder

        return cache_folder(str(value), Path(f"{DEFAULT_CACHE}_remote"))


def cache_option(command: Command) -> Command:
    """`--cache DIR`."""
    return click.option(
        "--cache",
        type=CacheFolder(path_type=Path),
        metavar="DIR",
        help=f"Folder of captures, or s3://... or gs://... [{DEFAULT_CACHE}].",
    )(command)


def config_option(command: Command) -> Command:
    """`--config FILE`."""
    return click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Settings file [default: [tool.verifier] in pyproject.toml, or verifier.toml].",
    )(command)


def fetch_options(command: Command) -> Command:
    """Options of every command that may ask the network."""
    for option in (
        click.option("--offline/--online", default=None, help="Open no socket: use the cache alone."),
        click.option("--refresh", is_flag=True, default=None, help="Ask again for what is already captured."),
        click.option(
            "--mirror",
            "mirrors",
            multiple=True,
            metavar="HOST=URL",
            help="Ask URL instead of HOST (a mirror, or a replica on this machine).",
        ),
        click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help=f"Requests at once [{DEFAULT_JOBS}]."),
        click.option(
            "--pace",
            type=click.FloatRange(0),
            metavar="SECONDS",
            help=f"Gap between requests to one host; 0 turns pacing off [{DEFAULT_PACE_S}].",
        ),
    ):
        command = option(command)
    return config_option(cache_option(command))


def report_options(command: Command) -> Command:
    """Options of every command that writes reports and fails on findings."""
    for option in (
        click.option(
            "--reports", type=click.Path(path_type=Path), metavar="DIR", help=f"Folder of reports [{DEFAULT_REPORTS}]."
        ),
        click.option("--format", "formats", metavar="LIST", help=f"Any of {','.join(FORMATS)} [html,json,csv]."),
        click.option("--fail-on", type=click.Choice(CHOICES["fail_on"]), help="Which level exits with 1 [fail]."),
        click.option(
            "--baseline",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Findings known before: a report.json, or a baseline written by --write-baseline.",
        ),
    ):
        command = option(command)
    return command


def unchecked_option(command: Command) -> Command:
    """`--unchecked-ok`, for hooks and runs on forks' pull requests, where the cache need not know everything."""
    return click.option(
        "--unchecked-ok", is_flag=True, help="Exit with 0, not 3 or 5, when nothing is wrong but not all was checked."
    )(command)


def judge_options(command: Command) -> Command:
    """Options of how a run is judged and spread."""
    for option in (
        click.option("--ocr", type=click.Choice(CHOICES["ocr"]), help="When to read scans ourselves [auto]."),
        click.option("--engine", type=click.Choice(CHOICES["engine"]), help="How the run is spread [serial]."),
        click.option("--scheduler", metavar="ADDRESS", help="A running Dask scheduler (tcp://...)."),
    ):
        command = option(command)
    return command


def fold_settings(told: dict[str, Any]) -> Settings:
    """Settings from the options of one call; removes them from `told`. Raises ConfigError for an impossible value."""
    config = told.pop("config", None)
    names = set(Settings.names()) & set(told)
    flags = {name: told.pop(name) for name in names}
    if "mirrors" in flags:
        flags["mirrors"] = dict(_mirror(pair) for pair in flags["mirrors"]) or None
    if flags.get("formats") is not None:
        flags["formats"] = _formats(flags["formats"])
    settings = settings_from(config, flags)
    if settings.offline:
        from verifier.captures.remote import refuse_offline

        refuse_offline(settings.cache)
    return settings


def _mirror(pair: str) -> tuple[str, str]:
    host, equals, url = pair.partition("=")
    if not equals or not host or not is_web(url):
        raise ConfigError(f"--mirror takes HOST=URL, not {pair!r}")
    return host.lower(), url.rstrip("/")


def _formats(listed: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in listed.split(",") if name.strip())
    for name in names:
        if name not in FORMATS:
            raise ConfigError(f"no report format {name!r}{nearest(name, FORMATS)}; there are {', '.join(FORMATS)}")
    return names


def default_input() -> Path:
    """The table that is checked when no input is named. Raises InputError, saying what to do, when there is none."""
    table = Path(DEFAULT_CLAIMS)
    if not table.exists():
        raise InputError(f"no input is named, and there is no {table} here; name a manuscript or a claims table")
    return table


def ready(settings: Settings, *, writes: Path | None = None) -> None:
    """Raise InputError now for what a run would stumble over at its end: its folders, and a baseline without sense."""
    if writes is not None:
        _writable(writes)
    if not settings.offline:
        _writable(settings.cache)
    if settings.baseline is not None:
        from verifier.suppressions.baseline import read_baseline

        read_baseline(settings.baseline)


def _writable(folder: Path) -> None:
    """Raise InputError where the folder cannot be made or written in. Makes nothing."""
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    if not there.is_dir():
        raise InputError("is a file; a folder is needed here", path=str(there))
    if not os.access(there, os.W_OK | os.X_OK):
        raise InputError("cannot be written in", path=str(there))
