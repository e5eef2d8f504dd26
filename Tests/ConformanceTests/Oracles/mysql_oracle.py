#!/usr/bin/env python3
"""Answers what a MariaDB server makes of many pairs of SQL and options.

Standard input is a JSON list of base64 texts, each a JSON object with "sql", "options" (the option
file), "user", "database", "password" (absent for an account that is locked) and "neighbour" (a database
that the user must not reach). Standard output has one line of JSON for each: {"ok": true, "json":
{"signsIn": ..., "creates": ..., "neighbour": ...}} or {"ok": false, "error": "..."}.

The server starts once, with the options of the first pair.
"""
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

CASES = [json.loads(base64.b64decode(text)) for text in json.load(sys.stdin)]


def query(folder, sql, user="root", password="", database=None):
    command = ["mariadb", "--no-defaults", f"--socket={folder}/socket", f"--user={user}",
               "--default-character-set=utf8mb4", "--batch", "--skip-column-names"]
    if database is not None:
        command.append(f"--database={database}")
    environment = {"PATH": os.environ["PATH"], "MYSQL_PWD": password}
    return subprocess.run(command, input=sql.encode(), capture_output=True, env=environment)


def answer(folder, case):
    result = query(folder, case["sql"])
    if result.returncode != 0 or result.stderr:
        return {"ok": False, "error": result.stderr.decode(errors="replace")}
    neighbour = case["neighbour"].replace("`", "``")
    query(folder, f"CREATE DATABASE IF NOT EXISTS `{neighbour}`")
    access = [case["user"], case.get("password") or ""]
    return {"ok": True, "json": {
        "signsIn": query(folder, "SELECT 1", *access).returncode == 0,
        "creates": query(
            folder, "CREATE TABLE t (c TEXT)", *access, case["database"]).returncode == 0,
        "neighbour": query(folder, "SELECT 1", *access, case["neighbour"]).returncode == 0,
    }}


with tempfile.TemporaryDirectory() as folder:
    subprocess.run(
        ["mariadb-install-db", "--no-defaults", f"--datadir={folder}/data", "--user=root",
         "--auth-root-authentication-method=normal", "--skip-test-db"],
        check=True, capture_output=True)
    query_options = pathlib.Path(folder, "wandb.cnf")
    query_options.write_text(CASES[0]["options"])
    server = subprocess.Popen(
        ["mariadbd", f"--defaults-file={query_options}", f"--datadir={folder}/data", "--user=root",
         f"--socket={folder}/socket", "--skip-networking", f"--pid-file={folder}/pid"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        for _ in range(600):
            if query(folder, "SELECT 1").returncode == 0 or server.poll() is not None:
                break
            time.sleep(0.1)
        for case in CASES:
            print(json.dumps(answer(folder, case)))
    finally:
        server.terminate()
        server.wait()
