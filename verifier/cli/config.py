"""Settings from a file: `[tool.verifier]` in pyproject.toml, or verifier.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from verifier.errors import ConfigError
from verifier.settings import DEFAULT_CACHE, Settings

PATHS = frozenset({"cache", "reports", "baseline"})
LISTS = frozenset({"formats", "languages", "allow_hosts"})
FORMATS = (
    "html", "json", "csv", "markdown", "junit", "sarif", "github", "text",
    "jsonl", "parquet", "xlsx", "annotations", "prov", "crate", "claimreview",
)  # fmt: skip
FORMAT_ALIASES = ("ro-crate",)  # the other names that verifier.reporting knows
SAID = {bool: "bool", int: "whole number", float: "number", str: "string", dict: "table"}
LEAST = {"jobs": 1, "host_slots": 1, "pace": 0, "deadline": 1, "body_cap": 1, "retry_after_cap": 0}
CHOICES = {
    "fail_on": ("review", "fail", "never"),
    "engine": ("serial", "processes", "dask"),
    "ocr": ("auto", "never", "always", "thorough"),
}


def find_config(folder: Path) -> Path | None:
    """verifier.toml, else a pyproject.toml that has a [tool.verifier] table, in this folder; None when neither."""
    own = folder / "verifier.toml"
    if own.is_file():
        return own
    project = folder / "pyproject.toml"
    if project.is_file() and "verifier" in _parse(project).get("tool", {}):
        return project
    return None


def load_config(path: Path) -> dict[str, Any]:
    """The settings a file names, checked. Raises ConfigError with the file, the key and the nearest valid one."""
    if not path.is_file():
        said = "is a folder, not a configuration file" if path.is_dir() else "no such configuration file"
        raise ConfigError(said, path=str(path))
    table = _parse(path)
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("verifier", {})
    return {_known(key, path): _value(key.replace("-", "_"), value, path) for key, value in table.items()}


def settings_from(config: Path | None, told: dict[str, Any]) -> Settings:
    """Defaults, then the file, then what the command line told (None means not told)."""
    found = config or find_config(Path.cwd())
    base = load_config(found) if found else {}
    flags = {name: value for name, value in told.items() if value is not None}
    return replace(Settings(), **{**base, **flags})


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror or error})", path=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"not valid TOML: {error}", path=str(path)) from None


def _known(key: str, path: Path) -> str:
    name = key.replace("-", "_")
    if name in Settings.names():
        return name
    raise ConfigError(f"unknown key {key!r}{nearest(name, Settings.names(), cutoff=0.4)}", path=str(path))


def nearest(name: str, valid: Iterable[str], *, cutoff: float = 0.6) -> str:
    """`; did you mean ...?` for a name that is near a valid one, else ''."""
    near = get_close_matches(name, list(valid), n=1, cutoff=cutoff)
    return f"; did you mean {near[0].replace('_', '-')!r}?" if near else ""


def is_web(url: object) -> bool:
    """True for text that begins as a web address."""
    return isinstance(url, str) and url.startswith(("http://", "https://"))


def _value(name: str, value: Any, path: Path) -> Any:
    made = _of_type(name, value, path)
    wrong = _refusal(name, made)
    if wrong:
        raise ConfigError(f"{name.replace('_', '-')} {wrong}", path=str(path))
    return made


def _of_type(name: str, value: Any, path: Path) -> Any:
    """The value as the settings hold it. Raises ConfigError for one of another type."""
    if name in CHOICES:
        return value
    if name == "cache" and "://" in str(value):
        from verifier.captures.remote import cache_folder

        return cache_folder(str(value), path.parent / f"{DEFAULT_CACHE}_remote")
    if name in LISTS and isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if name in LISTS and isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    expected = str if name in PATHS else type(getattr(Settings(), name))
    if expected is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if name in LISTS or not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
        named = "list of words" if name in LISTS else SAID[expected]
        raise ConfigError(f"{name.replace('_', '-')} must be a {named}, not {value!r}", path=str(path))
    return Path(str(value)) if name in PATHS else value


def _refusal(name: str, value: Any) -> str:
    """Why a value of the right type still cannot be; '' when it can."""
    if name in CHOICES and value not in CHOICES[name]:
        hint = nearest(str(value), CHOICES[name], cutoff=0.3) or f"; did you mean {CHOICES[name][0]!r}?"
        return f"cannot be {value!r}{hint}"
    if name == "formats":
        odd = [part for part in value if part not in {*FORMATS, *FORMAT_ALIASES}]
        return f"cannot hold {odd[0]!r}{nearest(odd[0], FORMATS)}" if odd else ""
    if name == "mirrors":
        odd = [host for host, url in value.items() if not is_web(url)]
        return f"must give a web address for {odd[0]!r}" if odd else ""
    least = LEAST.get(name)
    return f"must be at least {least:g}, not {value!r}" if least is not None and value < least else ""
