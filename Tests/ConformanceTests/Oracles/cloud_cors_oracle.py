#!/usr/bin/env python3
"""Judges CORS documents in JSON by the clients of the clouds: `s3`, `gcs` or `azure` as argument.

Standard input is a JSON array of base64 texts; standard output has one line of JSON for each. S3 is
botocore's own validation of PutBucketCors, GCS the schema of storage.v1 in google-api-python-client,
Azure the model of azure-storage-blob, of which a document must give every argument.
"""
import base64
import json
import pathlib
import sys

import jsonschema


def s3():
    import botocore.session
    import botocore.validate

    shape = botocore.session.Session().get_service_model("s3").operation_model("PutBucketCors")
    validator = botocore.validate.ParamValidator()

    def judge(tree):
        # The console's form is the list alone.
        rules = tree if isinstance(tree, list) else tree["CORSRules"]
        configuration = {"CORSRules": rules} if isinstance(tree, list) else tree
        report = validator.validate(
            {"Bucket": "b", "CORSConfiguration": configuration}, shape.input_shape)
        if report.has_errors():
            raise ValueError(report.generate_report())
        return rules

    return judge


def gcs():
    import googleapiclient

    folder = pathlib.Path(googleapiclient.__file__).parent / "discovery_cache/documents"
    bucket = json.loads((folder / "storage.v1.json").read_text())["schemas"]["Bucket"]
    schema = bucket["properties"]["cors"]
    schema["items"]["additionalProperties"] = False

    def judge(tree):
        jsonschema.validate(tree, schema)
        return tree

    return judge


def azure():
    from azure.storage.blob import CorsRule

    names = {
        "allowedOrigins": "allowed_origins", "allowedMethods": "allowed_methods",
        "allowedHeaders": "allowed_headers", "exposedHeaders": "exposed_headers",
        "maxAgeInSeconds": "max_age_in_seconds",
    }

    def judge(tree):
        rules = tree["properties"]["cors"]["corsRules"]
        if list(tree) != ["properties"] or not 1 <= len(rules) <= 5:
            raise ValueError("a service has one to five rules")
        for rule in rules:
            if set(rule) != set(names):
                raise ValueError(f"{sorted(rule)} are not all five members")
            made = CorsRule(**{names[key]: value for key, value in rule.items()})
            if made.allowed_origins != ",".join(rule["allowedOrigins"]):
                raise ValueError(f"the client makes {made.allowed_origins!r} of the origins")
        return rules

    return judge


judge = {"s3": s3, "gcs": gcs, "azure": azure}[sys.argv[1]]()
for encoded in json.load(sys.stdin):
    try:
        print(json.dumps({"ok": True, "json": judge(json.loads(base64.b64decode(encoded)))}))
    except Exception as error:  # whatever the clients raise is a verdict
        print(json.dumps({"ok": False, "error": f"{type(error).__name__}: {error}"}))
