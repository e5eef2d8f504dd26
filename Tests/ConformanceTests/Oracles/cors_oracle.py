#!/usr/bin/env python3
"""Judges CORS documents by botocore's model of S3, as S3 would answer GetBucketCors with them.

Standard input is a JSON array of base64 XML texts; standard output has one line of JSON for each:
{"ok": true, "json": {"CORSRules": [...]}} or {"ok": false, "error": "..."}. Names and how often each
may stand come from the model; values and the limit of 100 rules from S3's documentation.
"""
import base64
import json
import sys
import xml.etree.ElementTree as ElementTree

import botocore.parsers
import botocore.session

NAMESPACE = "{http://s3.amazonaws.com/doc/2006-03-01/}"
METHODS = {"GET", "PUT", "POST", "DELETE", "HEAD"}
service = botocore.session.Session().get_service_model("s3")
output = service.operation_model("GetBucketCors").output_shape
rule_shape = service.shape_for("CORSRule")


def element_names(shape):
    """The element of every member: whether it repeats, and whether it is required."""
    names = {}
    for name, member in shape.members.items():
        element = member.serialization.get("name", name)
        names[element] = (member.type_name == "list", name in shape.required_members)
    return names


def complaints(rule):
    allowed = element_names(rule_shape)
    found = [child.tag.removeprefix(NAMESPACE) for child in rule]
    yield from (f"<{name}> is unknown" for name in found if name not in allowed)
    for name, (repeats, required) in allowed.items():
        if required and name not in found:
            yield f"<{name}> is missing"
        if not repeats and found.count(name) > 1:
            yield f"<{name}> stands {found.count(name)} times"
    for child in rule:
        text = child.text or ""
        match child.tag.removeprefix(NAMESPACE):
            case "AllowedMethod" if text not in METHODS:
                yield f"method {text!r}"
            case "AllowedOrigin" | "AllowedHeader" if text.count("*") > 1 or not text:
                yield f"wildcards or nothing in {text!r}"
            case "ExposeHeader" if "*" in text:
                yield f"wildcard in exposed {text!r}"
            case "MaxAgeSeconds" if not text.isdecimal():
                yield f"age {text!r}"


def judge(xml):
    root = ElementTree.fromstring(xml)
    if root.tag != NAMESPACE + "CORSConfiguration":
        raise ValueError(f"the root is {root.tag}")
    if not 1 <= len(root) <= 100:
        raise ValueError(f"{len(root)} rules")
    for rule in root:
        if rule.tag != NAMESPACE + "CORSRule":
            raise ValueError(f"{rule.tag} beside the rules")
        faults = list(complaints(rule))
        if faults:
            raise ValueError("; ".join(faults))
    parser = botocore.parsers.create_parser("rest-xml")
    parsed = parser.parse({"status_code": 200, "headers": {}, "body": xml}, output)
    return {"CORSRules": parsed["CORSRules"]}


for encoded in json.load(sys.stdin):
    try:
        print(json.dumps({"ok": True, "json": judge(base64.b64decode(encoded))}))
    except Exception as error:  # whatever the parsers raise is a verdict
        print(json.dumps({"ok": False, "error": f"{type(error).__name__}: {error}"}))
