#!/usr/bin/env python3
"""Answers what the real `docker create --env-file` makes of many files, without a daemon.

A server on the loopback interface takes the place of the daemon, keeps the request and refuses it.
Standard input is a JSON object: "environment", the caller's variables, and "files", base64 texts.
Standard output has one line of JSON for each: {"ok": true, "json": ["NAME=value", ...]} or
{"ok": false, "error": "..."}.
"""
import base64
import concurrent.futures
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading


class Daemon(http.server.BaseHTTPRequestHandler):
    """Answers the ping, and captures the body of `POST /containers/create`."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"{}"):
        self.send_response(status)
        self.send_header("Api-Version", "1.50")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_HEAD(self):
        self.answer(200)

    def do_GET(self):
        self.answer(200 if self.path.endswith("_ping") else 404, b"OK")

    def do_POST(self):
        body = self.body()
        if "/containers/create" in self.path:
            self.server.captured = json.loads(body)
            self.answer(400, b'{"message":"captured"}')
        else:
            self.answer(404)

    def body(self):
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        pieces = []
        while size := int(self.rfile.readline(), 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(pieces)


class Client:
    """One worker: a stand-in daemon of its own, so that answers never mix."""

    def __init__(self, environment, folder):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Daemon)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.file = os.path.join(folder, f"{self.server.server_port}.env")
        self.environment = dict(environment)
        # An empty configuration, or the user's proxies would become variables.
        self.environment.update(
            PATH=os.environ["PATH"], HOME=folder, DOCKER_CONFIG=folder,
            DOCKER_HOST=f"tcp://127.0.0.1:{self.server.server_port}")

    def read(self, text):
        with open(self.file, "wb") as file:
            file.write(text)
        self.server.captured = None
        run = subprocess.run(
            ["docker", "create", "--pull", "never", "--env-file", self.file, "image"],
            capture_output=True, env=self.environment, timeout=60, check=False)
        if self.server.captured is None:
            return {"ok": False, "error": run.stderr.decode(errors="replace").strip()}
        return {"ok": True, "json": self.server.captured.get("Env") or []}


def main():
    request = json.load(sys.stdin)
    files = [base64.b64decode(text) for text in request["files"]]
    with tempfile.TemporaryDirectory() as folder:
        workers = os.cpu_count() or 1
        clients = [Client(request["environment"], folder) for _ in range(workers)]
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            shares = pool.map(
                lambda number: [clients[number].read(text) for text in files[number::workers]],
                range(workers))
            answers = [None] * len(files)
            for number, share in enumerate(shares):
                answers[number::workers] = share
    for answer in answers:
        print(json.dumps(answer))


main()
