#!/usr/bin/env python3
"""Answers whether botocore has endpoints in a region.

Standard input is a JSON list of base64 texts. Standard output has one line of JSON for each:
{"ok": true, "json": true} or {"ok": false, "error": "..."}.
"""
import base64
import json
import sys

from botocore.loaders import create_loader


def main():
    partitions = create_loader().load_data("endpoints")["partitions"]
    regions = {region for partition in partitions for region in partition["regions"]}
    for text in json.load(sys.stdin):
        region = base64.b64decode(text).decode()
        known = region in regions
        print(json.dumps(
            {"ok": True, "json": True} if known else {"ok": False, "error": "no endpoints"}))


main()
