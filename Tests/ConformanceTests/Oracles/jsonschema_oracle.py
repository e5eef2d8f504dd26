#!/usr/bin/env python3
"""Validates JSON texts against a JSON Schema.

Standard input: {"schema": TEXT, "documents": [TEXT, ...]}. One line a document on standard output:
{"ok": true} or {"ok": false, "error": WHY}. The schema itself is checked first.
"""
import json
import sys

import jsonschema

request = json.load(sys.stdin)
schema = json.loads(request["schema"])
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for text in request["documents"]:
    errors = [f"{e.json_path}: {e.message}" for e in validator.iter_errors(json.loads(text))]
    print(json.dumps({"ok": False, "error": errors[0]} if errors else {"ok": True, "json": None}))
