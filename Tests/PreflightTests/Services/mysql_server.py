"""Replays dialogues of MySQL servers: `mysql_server.py DIALOGUES TLS LOG NAME=PORT …`.

NAME is a dialogue, or a dialogue and a certificate: `mysql8`, `mysql8.expired`. Lines of a dialogue:

    greeting HEX             the first packet; a server that does not offer TLS leaves its flag out
    greeting-after-tls HEX   the first packet to a client that encrypted its last connection
    login USER               the packets that follow are those of this user's login
    < HEX                    the client's packet has to contain these bytes
    <length N                … has to have this length
    > HEX                    a packet of the server; `TLS FILE` sends a file in a packet after these bytes
    answer USER SQL          the answer to statements of a user (`*`: everybody) that begin with SQL:
    row A | B                … a row; NULL is `\\N`, and {now+SECONDS} a time
    ok, error CODE TEXT, stall

Statements about tables are appended to LOG, each after its user.
"""

import pathlib
import re
import socket
import ssl
import sys
import threading
import time

TLS_FLAG = 0x800


class Dialogue:
    """What a server says."""

    def __init__(self, text):
        self.greeting, self.logins, self.answers = b"", {}, []
        self.second = self.next = None
        packets = rows = None
        for line in text.splitlines():
            verb, _, rest = line.partition(" ")
            if verb == "greeting":
                self.greeting = bytes.fromhex(rest)
            elif verb == "greeting-after-tls":
                self.second = bytes.fromhex(rest)
            elif verb == "login":
                packets = self.logins.setdefault(rest, [])
            elif verb in ("<", "<length", ">"):
                packets.append((verb, rest))
            elif verb == "answer":
                user, _, statement = rest.partition(" ")
                rows = []
                self.answers.append((user, statement, rows))
            elif verb in ("row", "ok", "error", "stall"):
                rows.append((verb, rest))

    def answer(self, user, statement):
        for owner, beginning, rows in self.answers:
            if owner in ("*", user) and statement.startswith(beginning):
                return rows
        return [("error", f"1064 the dialogue has no answer to {statement}")]


class Client:
    """A connection to a client."""

    def __init__(self, connection):
        self.connection, self.number = connection, 0

    def receive(self):
        header = self.exactly(4)
        self.number = header[3] + 1
        return self.exactly(int.from_bytes(header[:3], "little"))

    def exactly(self, count):
        result = b""
        while len(result) < count:
            part = self.connection.recv(count - len(result))
            if not part:
                raise OSError("the client left")
            result += part
        return result

    def send(self, payload):
        self.connection.sendall(len(payload).to_bytes(3, "little") + bytes([self.number & 255]) + payload)
        self.number += 1

    def refuse(self, code, text):
        self.send(b"\xff" + code.to_bytes(2, "little") + b"#HY000" + text.encode())

    def table(self, rows):
        """A result as text, with the marks at its ends that older clients expect."""
        self.send(bytes([len(rows[0])]))
        for _ in rows[0]:
            name = b"\x01c"
            self.send(b"\x03def\0\0\0" + name + name + b"\x0c\x2d\0\xff\0\0\0\xfd\0\0\0\0\0")
        self.send(b"\xfe\0\0\2\0")
        for row in rows:
            self.send(b"".join(b"\xfb" if cell == "\\N" else text(cell) for cell in row))
        self.send(b"\xfe\0\0\2\0")


def text(cell):
    cell = re.sub(r"\{now\+(\d+)\}", lambda found: f"{time.time() + int(found[1]):.6f}", cell)
    data = cell.encode()
    length = bytes([len(data)]) if len(data) < 251 else b"\xfc" + len(data).to_bytes(2, "little")
    return length + data


def log_in(client, packets, response, tls):
    """Replays the packets of a login; whether it succeeded."""
    packet, answered = response, False
    for verb, rest in packets:
        if verb == ">":
            words = rest.split(" TLS ")
            data = bytes.fromhex(words[0])
            client.send(data + ((tls / words[1]).read_bytes() if len(words) == 2 else b""))
            packet, answered = None, data[0] == 0
            continue
        packet = packet if packet is not None else client.receive()
        is_right = len(packet) == int(rest) if verb == "<length" else bytes.fromhex(rest) in packet
        if not is_right:
            client.refuse(1045, f"Access denied for user (expected {verb} {rest})")
            return False
        packet = None
    return answered


def serve(dialogue, connection, certificate, tls, log):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client = Client(connection)
    try:
        client.send(dialogue.next or dialogue.greeting)
        dialogue.next = None
        response = client.receive()
        if len(response) == 32 and int.from_bytes(response[:4], "little") & TLS_FLAG:
            dialogue.next = dialogue.second
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls / f"{certificate}.pem", tls / f"{certificate}.key")
            client.connection = context.wrap_socket(connection, server_side=True)
            response = client.receive()
        user = response[32:response.index(0, 32)].decode()
        if user not in dialogue.logins:
            return client.refuse(1045, f"Access denied for user '{user}'@'localhost' (using password: YES)")
        if not log_in(client, dialogue.logins[user], response, tls):
            return
        while True:
            command = client.receive()
            statement = command[1:].decode()
            if command[0] == 1:
                return
            if command[0] == 2:
                statement = f"USE {statement}"
            elif " TABLE " in statement:
                with open(log, "a") as file:
                    print(user, statement, file=file, flush=True)
            rows = dialogue.answer(user, statement)
            verb, rest = rows[0] if rows else ("ok", "")
            if verb == "row":
                client.table([[cell.strip() for cell in line.split(" | ")] for _, line in rows])
            elif verb == "error":
                code, _, reason = rest.partition(" ")
                client.refuse(int(code), reason)
            elif verb == "stall":
                client.receive()
            else:
                client.send(b"\0\0\0\2\0\0\0")
    except OSError:
        pass
    finally:
        client.connection.close()


def listen(listener, *rest):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(rest[0], connection, *rest[1:]), daemon=True).start()


def main(dialogues, tls, log, *words):
    for word in words:
        name, port = word.split("=")
        name, _, certificate = name.partition(".")
        dialogue = Dialogue((pathlib.Path(dialogues) / f"{name}.dialogue").read_text())
        listener = socket.create_server(("127.0.0.1", int(port)), backlog=64)
        rest = (dialogue, certificate or "server", pathlib.Path(tls), log)
        threading.Thread(target=listen, args=(listener, *rest)).start()


main(*sys.argv[1:])
