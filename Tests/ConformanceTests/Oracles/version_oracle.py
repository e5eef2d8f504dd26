#!/usr/bin/env python3
"""Answers whether the real `terraform` is a version that a constraint allows.

Standard input is a JSON list of base64 texts. Standard output has one line of JSON for each:
{"ok": true, "json": {"version": "1.11.4", "allowed": true}} or {"ok": false, "error": "..."}.
"""
import base64
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile

ENVIRONMENT = dict(
    os.environ, TF_CLI_CONFIG_FILE="/dev/null", CHECKPOINT_DISABLE="1", TF_IN_AUTOMATION="1")


def terraform(arguments, folder=None):
    run = subprocess.run(
        ["terraform", *arguments, "-json"], cwd=folder, capture_output=True, env=ENVIRONMENT,
        timeout=120, check=False)
    return json.loads(run.stdout)


def answer(text, version):
    with tempfile.TemporaryDirectory() as folder:
        # JSON has one way to write any text, and no interpolation in this argument.
        module = {"terraform": {"required_version": text.decode()}}
        with open(os.path.join(folder, "main.tf.json"), "w", encoding="utf-8") as file:
            json.dump(module, file)
        result = terraform(["validate"], folder)
    errors = [item["summary"] for item in result["diagnostics"] if item["severity"] == "error"]
    if not errors or errors == ["Unsupported Terraform Core version"]:
        return {"ok": True, "json": {"version": version, "allowed": not errors}}
    return {"ok": False, "error": errors[0]}


def main():
    texts = [base64.b64decode(text) for text in json.load(sys.stdin)]
    version = terraform(["version"])["terraform_version"]
    with concurrent.futures.ThreadPoolExecutor((os.cpu_count() or 1) * 2) as pool:
        for line in pool.map(lambda text: answer(text, version), texts):
            print(json.dumps(line))


main()
