"""Servers that misbehave: `bad_servers.py TLS LOG silent=PORT expired=PORT …`.

The server `stall` answers as Redis does, but never to GET; SET and DEL are appended to LOG.
"""

import socket
import ssl
import sys
import threading

# The certificate that each server with TLS presents.
CERTIFICATES = {"expired": "expired", "oldca": "chained", "wronghost": "wronghost", "otherca": "stranger"}


def serve(name, listener, tls):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=answer, args=(name, connection, tls), daemon=True).start()


def answer(name, connection, tls):
    """Says nothing, or garbage, until the client leaves."""
    try:
        if name in CERTIFICATES:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(f"{tls}/{CERTIFICATES[name]}.pem", f"{tls}/{CERTIFICATES[name]}.key")
            connection = context.wrap_socket(connection, server_side=True)
        if name == "plain":
            connection.sendall(b"garbage\r\n" * 4)
        if name == "stall":
            return stall(connection, tls.log)
        while connection.recv(4096):
            pass
    except OSError:
        pass
    finally:
        connection.close()


def stall(connection, log):
    """Redis until a client asks for a value."""
    lines = connection.makefile("rb")
    while header := lines.readline():
        words = []
        for _ in range(int(header[1:])):
            lines.readline()
            words.append(lines.readline().strip().decode())
        if words[0] in ["SET", "DEL"]:
            with open(log, "a") as file:
                print(words[0], words[1], file=file, flush=True)
        if words[0] == "GET":
            lines.read()
        info = b"redis_version:7.0.0\r\nmaxmemory:8000000000\r\nmaxmemory_policy:x\r\nrole:master\r\n"
        bulk = b"$%d\r\n%s\r\n" % (len(info), info)
        connection.sendall({"INFO": bulk, "DEL": b":1\r\n"}.get(words[0], b"+OK\r\n"))


class Files(str):
    """The folder of certificates, and the file of commands."""

    log = ""


def main(tls, log, *words):
    tls = Files(tls)
    tls.log = log
    for word in words:
        name, port = word.split("=")
        listener = socket.create_server(("127.0.0.1", int(port)), backlog=64)
        threading.Thread(target=serve, args=(name, listener, tls)).start()


main(*sys.argv[1:])
