"""Runs the shell steps of a composite action as a runner does: expressions filled in, outputs read back."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

_EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


@dataclass
class Runner:
    """A job in `folder`, for an event. `done` holds each step's output on the terminal, `outputs` what it set."""

    folder: Path
    event: dict[str, Any]
    inputs: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    done: dict[str, subprocess.CompletedProcess[str]] = field(default_factory=dict)

    def run(self, *steps: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run these steps, by id, in order; the last one's outcome."""
        import yaml

        action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
        given = {name: str(told.get("default", "")) for name, told in action["inputs"].items()} | self.inputs
        by_id = {step["id"]: step for step in action["runs"]["steps"] if "id" in step}
        for name in steps:
            self._step(by_id[name], given, env or {})
        return self.done[steps[-1]]

    def _step(self, step: dict[str, Any], given: dict[str, str], env: dict[str, str]) -> None:
        files = self.folder.parent / "runner"
        files.mkdir(exist_ok=True)
        (files / "event.json").write_text(json.dumps(self.event), encoding="utf-8")
        output = files / f"output-{step['id']}"
        output.write_text("")
        told = {name: self._filled(str(value), given) for name, value in step.get("env", {}).items()}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        common = {
            "PATH": path, "HOME": str(files), "GITHUB_EVENT_PATH": str(files / "event.json"),
            "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(files / "summary.md"), "GITHUB_ACTIONS": "true",
        }  # fmt: skip
        assert step["shell"] == "bash"
        self.done[step["id"]] = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.folder, env={**common, **told, **env}, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        pairs = [line.partition("=") for line in output.read_text(encoding="utf-8").splitlines()]
        self.outputs[step["id"]] = {name: value for name, _, value in pairs}

    def _filled(self, text: str, given: dict[str, str]) -> str:
        def value(found: re.Match[str]) -> str:
            kind, _, name = found[1].partition(".")
            if kind == "inputs":
                return given[name]
            if kind == "steps":
                step, _, output = name.partition(".outputs.")
                return self.outputs[step].get(output, "")
            return {"github.action_path": str(ROOT)}[found[1]]

        return _EXPRESSION.sub(value, text)

    @property
    def summary(self) -> str:
        """The job summary."""
        file = self.folder.parent / "runner" / "summary.md"
        return file.read_text(encoding="utf-8") if file.exists() else ""
