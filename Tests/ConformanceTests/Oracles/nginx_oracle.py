#!/usr/bin/env python3
"""Answers whether `nginx -t` accepts many configurations.

Standard input is a JSON list of base64 texts. Standard output has one line of JSON for each:
{"ok": true, "json": {"servers": [names of each server]}} or {"ok": false, "error": "..."}.
"""
import base64
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM = shutil.which("nginx") or "/usr/sbin/nginx"


def certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test",
         "-keyout", f"{folder}/key", "-out", f"{folder}/crt"], check=True, capture_output=True)


def answer(text, files):
    with tempfile.TemporaryDirectory() as folder:
        configuration = base64.b64decode(text).decode()
        path = pathlib.Path(folder, "nginx.conf")
        path.write_text(configuration)
        for kind, name in re.findall(r'ssl_certificate(_key)? "?([^";]+)', configuration):
            shutil.copy(f"{files}/key" if kind else f"{files}/crt", pathlib.Path(folder, name))
        result = subprocess.run(
            [PROGRAM, "-t", "-q", "-c", path, "-p", folder, "-g", "error_log stderr;"],
            capture_output=True, text=True)
    if result.returncode != 0 or "[warn]" in result.stderr or "[emerg]" in result.stderr:
        return {"ok": False, "error": result.stderr}
    names = re.findall(r"server_name ([^;]+);", configuration)
    return {"ok": True, "json": {"servers": names}}


with tempfile.TemporaryDirectory() as files:
    certificate(files)
    for text in json.load(sys.stdin):
        print(json.dumps(answer(text, files)))
