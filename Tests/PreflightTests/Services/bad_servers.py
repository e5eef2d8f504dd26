"""Servers that misbehave: `bad_servers.py TLS silent=PORT expired=PORT …`."""

import socket
import ssl
import sys
import threading

# The certificate that each server with TLS presents.
CERTIFICATES = {"expired": "expired", "wronghost": "wronghost", "otherca": "stranger"}


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
        while connection.recv(4096):
            pass
    except OSError:
        pass
    finally:
        connection.close()


def main(tls, *words):
    for word in words:
        name, port = word.split("=")
        listener = socket.create_server(("127.0.0.1", int(port)), backlog=64)
        threading.Thread(target=serve, args=(name, listener, tls)).start()


main(*sys.argv[1:])
