#!/usr/bin/env python3
"""Answers what bash exports after `set -a; . FILE`, for many files.

A file counts as refused if the shell complains about it, since it then ran something that is not an
assignment. Commands do not exist where it looks for them. Standard input is a JSON object:
"environment", the caller's variables, and "files", base64 texts. Standard output has one line of JSON
for each: {"ok": true, "json": ["NAME=value", ...]} or {"ok": false, "error": "..."}. Variables that
the caller has, too, are left out unless their value differs.
"""
import base64
import concurrent.futures
import json
import os
import shutil
import subprocess
import sys
import tempfile

BASH = shutil.which("bash")
OWN = {"PWD", "OLDPWD", "SHLVL", "_", "PATH"}
SCRIPT = "set -a; . ./a.env; s=$?; set +a; unset BASH_ENV; exec 3>variables; " \
    "for n in $(compgen -e); do printf '%s=%s\\0' \"$n\" \"${!n}\" >&3; done; exit $s"


def read(folder, environment, text):
    with open(os.path.join(folder, "a.env"), "wb") as file:
        file.write(text)
    listing = os.path.join(folder, "variables")
    if os.path.exists(listing):
        os.remove(listing)
    run = subprocess.run(
        [BASH, "--norc", "--noprofile", "-c", SCRIPT], capture_output=True, cwd=folder, timeout=60,
        check=False, env=dict(environment, PATH="/nonexistent", HOME="/home/oracle", LC_ALL="C.UTF-8"))
    if run.stderr or run.returncode or not os.path.exists(listing):
        return {"ok": False, "error": run.stderr.decode(errors="replace").strip()[-300:]}
    found = []
    with open(listing, "rb") as file:
        for entry in file.read().split(b"\0")[:-1]:
            name, value = entry.decode("utf-8", "replace").split("=", 1)
            known = dict(environment, HOME="/home/oracle", LC_ALL="C.UTF-8").get(name)
            if name not in OWN and name != "s" and value != known:
                found.append(f"{name}={value}")
    return {"ok": True, "json": found}


def main():
    request = json.load(sys.stdin)
    files = [base64.b64decode(text) for text in request["files"]]
    workers = os.cpu_count() or 1
    answers = [None] * len(files)
    with tempfile.TemporaryDirectory() as root:
        def share(number):
            folder = os.path.join(root, str(number))
            os.mkdir(folder)
            return [read(folder, request["environment"], text) for text in files[number::workers]]
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            for number, answered in enumerate(pool.map(share, range(workers))):
                answers[number::workers] = answered
    for answer in answers:
        print(json.dumps(answer))


main()
