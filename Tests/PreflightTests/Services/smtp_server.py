"""Mail servers: `smtp_server.py STATE TLS STARTTLS_PORT TLS_PORT PLAIN_PORT`.

The first demands STARTTLS and a login, the second speaks TLS from the start, the third neither.
Accepted mails become files in STATE.
"""

import asyncio
import pathlib
import signal
import ssl
import sys
import time

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USERS = {b"wandb": b"Sm+p p@ss:1"}


def authenticate(server, session, envelope, mechanism, data):
    success = isinstance(data, LoginPassword) and USERS.get(data.login) == data.password
    # If it is not handled, the server itself answers 535.
    return AuthResult(success=success, handled=success)


class Handler:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.endswith("@rejected.example"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        (self.folder / f"mail-{time.time_ns()}.eml").write_bytes(envelope.content)
        return "250 2.0.0 queued"


async def main(folder, tls, starttls_port, tls_port, plain_port):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{tls}/server.pem", f"{tls}/server.key")
    loop, handler = asyncio.get_running_loop(), Handler(folder)
    login = {"authenticator": authenticate, "auth_required": True}

    def with_starttls():
        return SMTP(handler, hostname="localhost", tls_context=context, require_starttls=True,
                    auth_require_tls=True, **login)

    def with_tls():
        return SMTP(handler, hostname="localhost", auth_require_tls=False, **login)

    def plain():
        return SMTP(handler, hostname="localhost")

    await loop.create_server(with_starttls, "127.0.0.1", int(starttls_port))
    await loop.create_server(with_tls, "127.0.0.1", int(tls_port), ssl=context)
    await loop.create_server(plain, "127.0.0.1", int(plain_port))
    ended = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    await ended.wait()


asyncio.run(main(*sys.argv[1:]))
