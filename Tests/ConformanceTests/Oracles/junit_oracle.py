#!/usr/bin/env python3
"""Reads JUnit reports with junitparser and validates them against junit-10.xsd of Jenkins.

Argument: the XSD. Standard input: a JSON array of reports, each in base64. One line a report on standard
output: {"ok": true, "json": [SUITE, ...]} or {"ok": false, "error": WHY}; a suite is its name and, for
each test case, its name and "passed" or the type of its failure.
"""
import base64
import json
import subprocess
import sys

from junitparser import Failure, JUnitXml


def refusal(data):
    """What the XSD says."""
    done = subprocess.run(
        ["xmllint", "--noout", "--nonet", "--schema", sys.argv[1], "-"], input=data,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    return done.stderr.decode() if done.returncode else None


def suites(data):
    """What the report says, whose counts must be those of its test cases."""
    found = []
    report = JUnitXml.fromstring(data)
    totals = [report.tests, report.failures, report.errors]
    for suite in report:
        cases = [(case.name, [kind for kind in case.result if isinstance(kind, Failure)])
                 for case in suite]
        failed = sum(1 for _, failures in cases if failures)
        assert [suite.tests, suite.failures, suite.errors] == [len(cases), failed, 0], suite.name
        totals = [totals[0] - len(cases), totals[1] - failed, totals[2]]
        found.append([suite.name, [[name, failures[0].type if failures else "passed"]
                                   for name, failures in cases]])
    assert totals == [0, 0, 0], totals
    return found


for text in json.load(sys.stdin):
    report = base64.b64decode(text)
    try:
        error = refusal(report)
        tree = suites(report) if error is None else None
    except Exception as problem:  # Whatever the library raises is an answer.
        error = f"{type(problem).__name__}: {problem}"
    print(json.dumps({"ok": False, "error": error} if error else {"ok": True, "json": tree}))
