#!/usr/bin/env python3
"""Answers what the real `terraform` reads from many values files, without init or providers.

Standard input is a JSON list of base64 texts. Standard output has one line of JSON for each:
{"ok": true, "json": {...}} or {"ok": false, "error": "..."}. The variables of each text are named
by every word in front of a `=` in it; one that the text does not set is null.
"""
import base64
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

# Meta-arguments of modules cannot be the names of variables.
RESERVED = {"source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"}
NAME = re.compile(r"([^\W\d][\w-]*)(?:[ \t]|/\*.*?\*/)*=(?!=)", re.DOTALL)
JSON_NAME = re.compile(r'"([^\W\d][\w-]*)"\s*:')


def read(text, folder):
    # Only an object of JSON begins with a brace.
    is_json = text.lstrip().startswith(b"{")
    pattern = JSON_NAME if is_json else NAME
    names = sorted(set(pattern.findall(text.decode(errors="replace"))) - RESERVED)
    with open(os.path.join(folder, "main.tf"), "w", encoding="utf-8") as module:
        for name in names:
            module.write('variable "%s" {\n  type    = any\n  default = null\n}\n' % name)
    file = os.path.join(folder, "x.tfvars.json" if is_json else "x.tfvars")
    with open(file, "wb") as values:
        values.write(text)
    members = ",".join(f'"{name}"=var.{name}' for name in names)
    environment = dict(
        os.environ, TF_CLI_CONFIG_FILE="/dev/null", CHECKPOINT_DISABLE="1", TF_IN_AUTOMATION="1",
        TF_DATA_DIR=os.path.join(folder, "data"))
    run = subprocess.run(
        ["terraform", "console", "-no-color", "-var-file=" + file],
        input=("base64encode(jsonencode({%s}))\n" % members).encode(), cwd=folder,
        capture_output=True, env=environment, timeout=120, check=False)
    errors = run.stderr.decode(errors="replace")
    if run.returncode != 0 or "Error:" in errors:
        return {"ok": False, "error": " ".join(errors.split())[:300]}
    last = run.stdout.decode().strip().splitlines()[-1]
    answer = base64.b64decode(json.loads(last))
    try:
        return {"ok": True, "json": json.loads(answer)}
    except ValueError:
        # Terraform normalises the JSON as well, which joins `\u003e` with an accent behind it.
        return {"ok": False, "error": "jsonencode"}


def main():
    texts = [base64.b64decode(text) for text in json.load(sys.stdin)]
    workers = (os.cpu_count() or 1) * 2
    with tempfile.TemporaryDirectory() as root:
        folders = [os.path.join(root, str(number)) for number in range(workers)]
        for folder in folders:
            os.mkdir(folder)
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            shares = pool.map(
                lambda number: [read(text, folders[number]) for text in texts[number::workers]],
                range(workers))
            answers = [None] * len(texts)
            for number, share in enumerate(shares):
                answers[number::workers] = share
    for answer in answers:
        print(json.dumps(answer))


main()
