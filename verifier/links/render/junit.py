"""A link run as JUnit XML: each link a test; what failed is a failure, what could not be settled is skipped."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from verifier.links.levels import findings_of, message_of, severity_of
from verifier.links.records import ALIVE, LinkResult, LinkRun, LinkState
from verifier.records.findings import Severity

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UNSETTLED = frozenset(set(LinkState) - set(ALIVE) - {LinkState.GONE, LinkState.SOFT_404, LinkState.DRIFTED})


def to_junit(run: LinkRun) -> str:
    """One suite. The file and line of a test are those of the link's first place."""
    cases = [_case(result) for result in run.results]
    failed = sum(case.find("failure") is not None for case in cases)
    skipped = sum(case.find("skipped") is not None for case in cases)
    counts = {"tests": str(len(cases)), "failures": str(failed), "errors": "0", "skipped": str(skipped)}
    suites = ET.Element("testsuites", {"name": "verifier links", **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": "links", **counts, "time": f"{run.seconds:.3f}"})
    suite.extend(cases)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _case(result: LinkResult) -> ET.Element:
    place = result.link.mentions[0].place
    named = {"name": xml_safe(result.url), "classname": xml_safe(place.file), "file": xml_safe(place.file)}
    case = ET.Element("testcase", {**named, "line": str(place.line)})
    said = xml_safe(f"{place}: {message_of(result)}")
    if result.ignored:
        ET.SubElement(case, "skipped", {"message": xml_safe(f"known: {result.ignored}")})
    elif severity_of(result) is Severity.FAIL:
        failure = ET.SubElement(case, "failure", {"type": result.state.value, "message": said})
        failure.text = xml_safe("\n".join(str(mention.place) for mention in result.link.mentions))
    elif result.state in UNSETTLED:
        ET.SubElement(case, "skipped", {"message": said})
    elif findings_of(result):
        ET.SubElement(case, "system-out").text = said
    return case


def xml_safe(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
