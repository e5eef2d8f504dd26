#!/usr/bin/env python3
"""Answers what systemd reads from many files that a unit names as `EnvironmentFile=`.

It calls `load_env_file` of systemd's own library, and then drops the names that the manager drops.
Standard input is a JSON object with "files", base64 texts. Standard output has one line of JSON for
each: {"ok": true, "json": ["NAME=value", ...]} or {"ok": false, "error": "..."}.
"""
import base64
import ctypes
import glob
import json
import sys
import tempfile

STRINGS = ctypes.POINTER(ctypes.c_char_p)


def library():
    found = sorted(
        glob.glob("/usr/lib/*/systemd/libsystemd-shared-*.so")
        + glob.glob("/usr/lib/systemd/libsystemd-shared-*.so"))
    shared = ctypes.CDLL(found[-1])
    shared.strv_env_clean_with_callback.restype = STRINGS
    shared.strv_env_clean_with_callback.argtypes = [STRINGS, ctypes.c_void_p, ctypes.c_void_p]
    return shared


def read(shared, path, text):
    with open(path, "wb") as file:
        file.write(text)
    out = STRINGS()
    status = shared.load_env_file(None, path.encode(), ctypes.byref(out))
    if status < 0:
        return {"ok": False, "error": f"errno {-status}"}
    if out:
        out = shared.strv_env_clean_with_callback(out, None, None)
    variables = []
    while out and out[len(variables)]:
        variables.append(out[len(variables)].decode("utf-8", "replace"))
    return {"ok": True, "json": variables}


def main():
    request = json.load(sys.stdin)
    shared = library()
    with tempfile.NamedTemporaryFile() as file:
        for text in request["files"]:
            print(json.dumps(read(shared, file.name, base64.b64decode(text))))


main()
