#!/usr/bin/env python3
"""Answers what Docker Compose reads from many env files, which a service names as `env_file`.

Standard input is a JSON object: "environment", the caller's variables, and "files", base64 texts.
Standard output has one line of JSON for each: {"ok": true, "json": ["NAME=value", ...]} or
{"ok": false, "error": "..."}.
"""
import base64
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile

PROGRAM = os.path.join(os.path.dirname(sys.executable), "docker-compose")
PROJECT = "services: {wandb: {image: wandb/local, env_file: [%s]}}\n"


def read(folder, environment, text):
    """The variables of the service; `config` writes every dollar sign twice."""
    with open(os.path.join(folder, "a.env"), "wb") as file:
        file.write(text)
    with open(os.path.join(folder, "compose.yaml"), "w", encoding="utf-8") as file:
        file.write(PROJECT % "a.env")
    run = subprocess.run(
        [PROGRAM, "--project-directory", folder, "config", "--format", "json"],
        capture_output=True, cwd=folder, timeout=60, check=False,
        env=dict(environment, PATH=os.environ["PATH"], HOME=folder))
    if run.returncode != 0:
        return {"ok": False, "error": run.stderr.decode(errors="replace").strip()[-300:]}
    service = json.loads(run.stdout)["services"]["wandb"]
    variables = service.get("environment") or {}
    if "" in variables:
        return {"ok": False, "error": "a variable without a name, which the daemon rejects"}
    return {
        "ok": True,
        "json": [f"{name}={value.replace('$$', '$')}" for name, value in variables.items()]}


def main():
    request = json.load(sys.stdin)
    files = [base64.b64decode(text) for text in request["files"]]
    environment = request["environment"]
    workers = os.cpu_count() or 1
    answers = [None] * len(files)
    with tempfile.TemporaryDirectory() as root:
        def share(number):
            folder = os.path.join(root, f"project{number}")
            os.mkdir(folder)
            return [read(folder, environment, text) for text in files[number::workers]]
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            for number, answered in enumerate(pool.map(share, range(workers))):
                answers[number::workers] = answered
    for answer in answers:
        print(json.dumps(answer))


main()
