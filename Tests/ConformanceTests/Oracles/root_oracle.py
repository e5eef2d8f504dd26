#!/usr/bin/env python3
"""Answers what the real `terraform` says of root modules, without init or providers.

Standard input is a JSON list of base64 texts, each the JSON of {"files": {PATH: TEXT}, "step":
"validate" | "plan" | "names" | "console", "arguments": [...], "expression": "..."}. The root module stands in
`root/`, modules that it calls beside it, with a `modules.json` that leads to them. Standard output
has one line of JSON for each: {"ok": true, "json": VALUE} or {"ok": false, "error": "..."}. The step "names"
plans, and its value are the names `v0`, `v1`, … that errors speak of.
"""
import base64
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile


def run(arguments, folder, text=""):
    environment = dict(
        os.environ, TF_CLI_CONFIG_FILE="/dev/null", CHECKPOINT_DISABLE="1", TF_IN_AUTOMATION="1")
    return subprocess.run(
        ["terraform"] + arguments, input=text.encode(), cwd=folder, capture_output=True,
        env=environment, timeout=120, check=False)


def write(case, folder):
    shutil.rmtree(folder, ignore_errors=True)
    root = os.path.join(folder, "root")
    modules = [{"Key": "", "Source": "", "Dir": "."}]
    for path, text in case["files"].items():
        place = os.path.join(folder, path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(text.encode())
    for name, source in case.get("modules", {}).items():
        address, _, version = source.partition("@")
        modules.append({"Key": name, "Source": address, "Dir": "../" + name})
        if version:
            modules[-1]["Version"] = version
    os.makedirs(os.path.join(root, ".terraform/modules"), exist_ok=True)
    with open(os.path.join(root, ".terraform/modules/modules.json"), "w", encoding="utf-8") as file:
        json.dump({"Modules": modules}, file)
    return root


def errors(run):
    lines = (run.stdout + run.stderr).decode(errors="replace").splitlines()
    kept = [line.strip("│╷╵ ") for line in lines]
    summaries = [line for line in kept if line.startswith("Error: ")]
    return summaries or [" ".join(kept)[:200]]


def plan(root, arguments):
    return run(
        ["plan", "-no-color", "-input=false", "-lock=false", "-refresh=false"] + arguments, root)


def answer(case, folder):
    root = write(case, folder)
    arguments = case.get("arguments", [])
    if case["step"] == "console":
        done = run(
            ["console", "-no-color"] + arguments, root,
            "base64encode(jsonencode(%s))\n" % case["expression"])
        if done.returncode != 0 or b"Error:" in done.stderr:
            return {"ok": False, "error": "; ".join(errors(done))}
        last = done.stdout.decode().strip().splitlines()[-1]
        return {"ok": True, "json": json.loads(base64.b64decode(json.loads(last)))}
    if case["step"] == "names":
        done = plan(root, arguments)
        text = (done.stdout + done.stderr).decode(errors="replace")
        text = "\n".join(part for part in text.split("Error: ")[1:])
        return {"ok": True, "json": sorted(set(re.findall(r"\bv[0-9]+\b", text)))}
    done = run(["validate", "-no-color"], root)
    if done.returncode == 0 and case["step"] == "plan":
        done = plan(root, arguments)
    if done.returncode != 0:
        return {"ok": False, "error": "; ".join(errors(done))}
    return {"ok": True, "json": None}


def main():
    cases = [json.loads(base64.b64decode(text)) for text in json.load(sys.stdin)]
    workers = (os.cpu_count() or 1) * 2
    with tempfile.TemporaryDirectory() as top:
        folders = [os.path.join(top, str(number)) for number in range(workers)]
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            shares = pool.map(
                lambda number: [answer(case, folders[number]) for case in cases[number::workers]],
                range(workers))
            answers = [None] * len(cases)
            for number, share in enumerate(shares):
                answers[number::workers] = share
    for one in answers:
        print(json.dumps(one))


main()
