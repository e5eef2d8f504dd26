#!/usr/bin/env python3
"""Answers what PyYAML's CSafeLoader (libyaml, YAML 1.1) makes of many documents.

Standard input is a JSON array of base64 texts; standard output has one line of JSON for each:
{"ok": true, "json": ...} or {"ok": false, "error": "..."}. What JSON has no form for, a date or
a key that is no text, becomes the string "<type> repr", so that it equals no data of ours.
"""
import base64
import json
import math
import sys

import yaml


def plain(value):
    if isinstance(value, dict):
        return {key if isinstance(key, str) else foreign(key): plain(item)
                for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    return foreign(value)


def foreign(value):
    return f"<{type(value).__name__}> {value!r}"


def read(text):
    try:
        return {"ok": True, "json": plain(yaml.load(text, Loader=yaml.CSafeLoader))}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return {"ok": False, "error": str(error)}


for encoded in json.load(sys.stdin):
    print(json.dumps(read(base64.b64decode(encoded))))
