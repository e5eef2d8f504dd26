#!/usr/bin/env python3
"""Answers what `docker compose config` makes of many compose files.

Standard input is a JSON list of base64 texts. Standard output has one line of JSON for each:
{"ok": true, "json": the first service} or {"ok": false, "error": "..."}. Compose writes a dollar sign
as `$$`, so that its output is a compose file too; here it is one character again.
"""
import base64
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = os.path.join(os.path.dirname(sys.executable), "docker-compose")


def plain(value):
    if isinstance(value, str):
        return value.replace("$$", "$")
    if isinstance(value, list):
        return [plain(element) for element in value]
    if isinstance(value, dict):
        return {key: plain(element) for key, element in value.items()}
    return value


def answer(text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "compose.yaml")
        path.write_bytes(base64.b64decode(text))
        result = subprocess.run(
            [PROGRAM, "--project-name", "test", "--file", path, "config", "--format", "json"],
            capture_output=True, cwd=folder, env={"PATH": os.environ["PATH"], "HOME": folder})
    if result.returncode != 0 or result.stderr:
        return {"ok": False, "error": result.stderr.decode(errors="replace") or "failed"}
    services = json.loads(result.stdout)["services"]
    return {"ok": True, "json": plain(next(iter(services.values())))}


with concurrent.futures.ThreadPoolExecutor(4) as pool:
    for line in pool.map(answer, json.load(sys.stdin)):
        print(json.dumps(line))
