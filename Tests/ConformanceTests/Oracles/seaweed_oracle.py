#!/usr/bin/env python3
"""Puts CORS documents into a SeaweedFS server, and asks it what a browser asks before a request.

Standard input is a JSON array of base64 texts; standard output has one line of JSON for each: what
the server answered to a preflight from each origin of the document, and from one that is not in it.
"""
import base64
import json
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from html import unescape

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

KEYS = Credentials("key", "secret")
WRONG = "https://elsewhere.example.net"


def free_ports(count):
    """Below 10,000 less than the highest, since gRPC's ports are given as well."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def start(folder):
    (folder / "s3.json").write_text(json.dumps({"identities": [{
        "name": "w", "credentials": [{"accessKey": KEYS.access_key, "secretKey": KEYS.secret_key}],
        "actions": ["Admin", "Read", "Write", "List", "Tagging"]}]}))
    names = ["master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port",
             "filer.port.grpc", "s3.port", "s3.port.grpc"]
    ports = dict(zip(names, free_ports(len(names))))
    weed = pathlib.Path(sys.executable).parent / "weed"
    process = subprocess.Popen(
        [weed, "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder}", "-s3",
         "-volume.max=5", "-master.volumeSizeLimitMB=64", "-master.telemetry=false",
         "-s3.port.iceberg=0", "-s3.port.lance=0", f"-s3.config={folder}/s3.json"]
        + [f"-{name}={port}" for name, port in ports.items()],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return process, f"http://127.0.0.1:{ports['s3.port']}"


def send(method, url, data=b"", headers=None, signed=True):
    headers = dict(headers or {})
    if signed:
        request = AWSRequest(method, url, headers=headers, data=data)
        S3SigV4Auth(KEYS, "s3", "us-east-1").add_auth(request)
        headers = dict(request.headers)
    call = urllib.request.Request(url, data=data or None, headers=headers, method=method)
    try:
        with urllib.request.urlopen(call, timeout=10) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def preflight(url, origin):
    status, headers = send("OPTIONS", url, signed=False, headers={
        "Origin": origin, "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "content-type"})
    return {"status": status, "origin": headers.get("Access-Control-Allow-Origin"),
            "methods": headers.get("Access-Control-Allow-Methods")}


def judge(base, number, document):
    bucket = f"{base}/bucket-{number}"
    send("PUT", bucket)
    status, _ = send("PUT", bucket + "?cors=", document, {"Content-Type": "application/xml"})
    if status != 200:
        raise ValueError(f"the server answered {status}")
    origins = [unescape(text) for text in
               re.findall(r"<AllowedOrigin>(.*?)</AllowedOrigin>", document.decode())]
    allowed = [preflight(bucket + "/file", origin) | {"asked": origin} for origin in origins]
    return {"allowed": allowed, "refused": preflight(bucket + "/file", WRONG)}


with tempfile.TemporaryDirectory() as scratch:
    process, base = start(pathlib.Path(scratch))
    try:
        for _ in range(600):
            try:
                if send("PUT", base + "/ready")[0] == 200:
                    break
            except OSError:
                pass
            time.sleep(0.1)
        else:
            sys.exit("SeaweedFS does not answer")
        for number, encoded in enumerate(json.load(sys.stdin)):
            try:
                found = judge(base, number, base64.b64decode(encoded))
                print(json.dumps({"ok": True, "json": found}))
            except Exception as error:  # whatever goes wrong is a verdict
                print(json.dumps({"ok": False, "error": f"{type(error).__name__}: {error}"}))
    finally:
        # It takes many seconds over an orderly end, and its state is thrown away.
        process.send_signal(signal.SIGKILL)
        process.wait()
