#!/usr/bin/env python3
"""Holds JSON against the schemas of Google's own discovery documents.

Standard input is a JSON array of base64 texts, each a `gcp-iam.json`; standard output has one line of
JSON for each: {"ok": true, "json": {"bodies": 6}} or {"ok": false, "error": "…"}. Google's client
sends what it does not know as it is, so names are checked here.
"""
import base64
import functools
import json
import pathlib
import sys

import googleapiclient

folder = pathlib.Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
PYTHON_TYPES = {
    "string": str, "boolean": bool, "integer": int, "number": (int, float), "any": object,
}  # fmt: skip


@functools.cache
def schemas(api):
    return json.loads((folder / f"{api}.json").read_text())["schemas"]


def complaints(value, schema, known, path):
    if "$ref" in schema:
        schema = known[schema["$ref"]]
    match schema.get("type"):
        case "object" if isinstance(value, dict):
            properties, rest = schema.get("properties", {}), schema.get("additionalProperties")
            for name, member in value.items():
                below = properties.get(name, rest)
                if below is None:
                    yield f"{path}.{name} is unknown"
                else:
                    yield from complaints(member, below, known, f"{path}.{name}")
        case "array" if isinstance(value, list):
            for index, element in enumerate(value):
                yield from complaints(element, schema["items"], known, f"{path}[{index}]")
        case name if name in PYTHON_TYPES and isinstance(value, PYTHON_TYPES[name]):
            if "enum" in schema and value not in schema["enum"]:
                yield f"{path} is {value!r}"
        case name:
            yield f"{path} is no {name}"


def bodies(document):
    """The schema and the body of each request; a policy's service is in its resource's name."""
    for policy in document.pop("policies"):
        service = policy.pop("resource").removeprefix("//").split(".googleapis.com/")[0]
        yield f"{service}.v1", "Policy", policy.pop("policy")
        assert not policy, f"beside a policy: {policy}"
    if "notification" in document:
        yield "pubsub.v1", "Topic", document.pop("topic")
        yield "pubsub.v1", "Subscription", document.pop("subscription")
        yield "storage.v1", "Notification", document.pop("notification")
    assert not document, f"unknown: {document}"


for encoded in json.load(sys.stdin):
    try:
        found, count = [], 0
        for api, name, body in bodies(json.loads(base64.b64decode(encoded))):
            known = schemas(api)
            found += complaints(body, known[name], known, name)
            count += 1
    except Exception as error:
        found = [f"{type(error).__name__}: {error}"]
    if found:
        print(json.dumps({"ok": False, "error": "; ".join(found)}))
    else:
        print(json.dumps({"ok": True, "json": {"bodies": count}}))
