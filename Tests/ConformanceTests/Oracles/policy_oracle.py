#!/usr/bin/env python3
"""Judges policies of AWS with parliament, and with cfn-lint in a template around them.

Standard input is a JSON array of base64 texts, each {"kind": "iam", "policy": {…}} with a kind of
iam, trust, bucket, key or queue; standard output has one line of JSON for each: {"ok": true, "json":
{}} or {"ok": false, "error": "…"}. What parliament finds and AWS does not:

* a key's policy is about `*`, which there means the key itself;
* `s3:GetObject*` holds an action that it knows for access points only;
* a range of IPv6 is no address to it;
* it does not know that a trust policy has no resource, nor identity providers of OpenID Connect.
"""
import base64
import functools
import ipaddress
import json
import sys

import parliament
from cfnlint import lint_all

TEMPLATES = {
    "iam": lambda policy: {
        "Type": "AWS::IAM::ManagedPolicy",
        "Properties": {"PolicyDocument": policy},
    },
    "trust": lambda policy: {
        "Type": "AWS::IAM::Role",
        "Properties": {"AssumeRolePolicyDocument": policy},
    },
    "bucket": lambda policy: {
        "Type": "AWS::S3::BucketPolicy",
        "Properties": {"Bucket": "files", "PolicyDocument": policy},
    },
    "key": lambda policy: {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": policy}},
    "queue": lambda policy: {
        "Type": "AWS::SQS::QueuePolicy",
        "Properties": {"Queues": ["events"], "PolicyDocument": policy},
    },
}


# `s3:GetObject*` on objects: the rest of what it matches, parliament takes.
ACCESS_POINTS = [
    {"action": "s3:GetObjectAttributes", "required_format": "arn:*:s3:*:*:accesspoint/*"}
]


def addresses(statement):
    """The ranges that conditions name; raises on what is none."""
    for members in statement.get("Condition", {}).values():
        texts = members.get("aws:SourceIp", [])
        for text in [texts] if isinstance(texts, str) else texts:
            yield ipaddress.ip_network(text)


def is_false_alarm(kind, finding, policy):
    match finding.issue:
        case "RESOURCE_STAR":
            return kind == "key"
        case "RESOURCE_MISMATCH":
            return finding.detail == ACCESS_POINTS
        case "MISMATCHED_TYPE":
            networks = [n for s in policy["Statement"] for n in addresses(s)]
            return "aws:SourceIp" in finding.detail and any(n.version == 6 for n in networks)
        case "MALFORMED":
            return kind == "trust" and "neither Resource nor NotResource" in finding.detail
        case "UNKNOWN_FEDERATION_SOURCE":
            return kind == "trust" and ":oidc-provider/" in finding.detail
    return False


def parliament_findings(kind, policy):
    analyzed = parliament.analyze_policy_string(json.dumps(policy), config=None)
    for finding in analyzed.findings:
        if not is_false_alarm(kind, finding, policy):
            yield f"parliament: {finding.issue} {finding.title} {finding.detail}"


def cfn_findings(kind, policy):
    resource = TEMPLATES[kind](policy)
    if kind == "key":
        # Advice about keys, not about their policies.
        resource |= {"UpdateReplacePolicy": "Delete", "DeletionPolicy": "Delete"}
    template = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Case": resource}}
    for match in lint_all(json.dumps(template)):
        yield f"cfn-lint: {match.rule.id} {match.message}"


# Most configurations share most policies.
@functools.cache
def findings(encoded):
    try:
        case = json.loads(base64.b64decode(encoded))
        kind, policy = case["kind"], case["policy"]
        return [*parliament_findings(kind, policy), *cfn_findings(kind, policy)]
    except Exception as error:  # whatever the linters raise is a verdict
        return [f"{type(error).__name__}: {error}"]


for encoded in json.load(sys.stdin):
    if found := findings(encoded):
        print(json.dumps({"ok": False, "error": "; ".join(found)}))
    else:
        print(json.dumps({"ok": True, "json": {}}))
