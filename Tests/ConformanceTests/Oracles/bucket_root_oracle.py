#!/usr/bin/env python3
"""Runs `terraform` with the real AWS provider on root modules, against a server of moto's.

The argument is the folder of a filesystem mirror. Standard input is a JSON list of base64 texts, each
the JSON of {"files": {NAME: TEXT}, "step": "validate" | "apply"}. A step `apply` applies, plans
again, which must find nothing to change, and destroys. Standard output has one line of JSON for each:
{"ok": true, "json": {OUTPUT: VALUE}} or {"ok": false, "error": "..."}.
"""
import base64
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

SERVICES = ["iam", "kms", "s3", "sqs", "sts"]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def start():
    port = free_port()
    server = pathlib.Path(sys.executable).parent / "moto_server"
    process = subprocess.Popen(
        [server, "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process, f"http://127.0.0.1:{port}"
        except OSError:
            time.sleep(0.1)
    process.kill()
    sys.exit("moto does not answer")


def override(url):
    endpoints = "\n".join(f'    {name} = "{url}"' for name in SERVICES)
    return ('provider "aws" {\n  access_key = "k"\n  secret_key = "s"\n  s3_use_path_style = true\n'
            f"  endpoints {{\n{endpoints}\n  }}\n}}\n")


def terraform(folder, *arguments, accepted=(0,)):
    environment = {name: text for name, text in os.environ.items() if not name.startswith("TF_")}
    environment |= {"TF_CLI_CONFIG_FILE": str(folder.parent / "terraformrc"),
                    "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}
    done = subprocess.run(
        ["terraform", *arguments, "-no-color"], cwd=folder, capture_output=True, env=environment,
        timeout=600, check=False)
    if done.returncode not in accepted:
        text = (done.stdout + done.stderr).decode(errors="replace")
        raise ValueError(f"{arguments[0]}: {text[-3000:]}")
    return done.stdout


def judge(case, folder, url):
    for name, text in case["files"].items():
        (folder / name).write_text(text)
    (folder / "override.tf").write_text(override(url))
    terraform(folder, "init", "-input=false", "-backend=false")
    found = json.loads(terraform(folder, "validate", "-json"))
    if found["diagnostics"]:
        raise ValueError(json.dumps(found["diagnostics"]))
    if case["step"] == "validate":
        return {}
    terraform(folder, "apply", "-input=false", "-auto-approve")
    # 2 is what it exits with when something would change.
    terraform(folder, "plan", "-input=false", "-detailed-exitcode")
    outputs = json.loads(terraform(folder, "output", "-json"))
    terraform(folder, "destroy", "-input=false", "-auto-approve")
    return {name: output["value"] for name, output in outputs.items()}


with tempfile.TemporaryDirectory() as scratch:
    top = pathlib.Path(scratch)
    (top / "terraformrc").write_text(
        "provider_installation {\n  filesystem_mirror {\n"
        f"    path = {json.dumps(sys.argv[1])}\n  }}\n}}\n")
    server, address = start()
    try:
        for number, encoded in enumerate(json.load(sys.stdin)):
            place = top / str(number)
            place.mkdir()
            try:
                answer = judge(json.loads(base64.b64decode(encoded)), place, address)
                print(json.dumps({"ok": True, "json": answer}))
            except (ValueError, subprocess.TimeoutExpired) as error:
                print(json.dumps({"ok": False, "error": str(error)}))
    finally:
        server.kill()
        server.wait()
