"""Settings from a file: `[tool.verifier]` in pyproject.toml, or verifier.toml."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from verifier.errors import ConfigError
from verifier.settings import Settings

PATHS = frozenset({"cache", "reports", "baseline"})
LISTS = frozenset({"formats", "languages", "allow_hosts"})
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
    near = get_close_matches(name, Settings.names(), n=1, cutoff=0.4)
    hint = f"; did you mean {near[0].replace('_', '-')!r}?" if near else ""
    raise ConfigError(f"unknown key {key!r}{hint}", path=str(path))


def _value(name: str, value: Any, path: Path) -> Any:
    if name in CHOICES and value not in CHOICES[name]:
        near = get_close_matches(str(value), CHOICES[name], n=1, cutoff=0.3) or CHOICES[name][:1]
        raise ConfigError(f"{name.replace('_', '-')} cannot be {value!r}; did you mean {near[0]!r}?", path=str(path))
    if name in PATHS:
        return Path(str(value))
    if name in LISTS:
        return tuple(value.split(",")) if isinstance(value, str) else tuple(value)
    expected = type(getattr(Settings(), name))
    if expected is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, expected):
        raise ConfigError(f"{name.replace('_', '-')} must be a {expected.__name__}, not {value!r}", path=str(path))
    return value
