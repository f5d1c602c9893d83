"""Write docs/report.schema.json anew: `python -m tests.reporting.publish_schema`."""

from __future__ import annotations

from tests.conftest import ROOT
from verifier.reporting.canonical import schema_text

if __name__ == "__main__":
    (ROOT / "docs" / "report.schema.json").write_text(schema_text(), encoding="utf-8")
