"""The files of deploy/ as they work together: `python -m bench.behind_nginx`. Needs nginx (Debian: nginx-light).

Starts gunicorn with deploy/gunicorn.conf.py and nginx with deploy/nginx/verhaallijn.conf, in which only places, ports
and certificates are others: a folder of its own, and a certificate that nobody vouches for. Prints what it saw.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bench.screen_server import open_bench
from bench.under_pressure import UPLOADS, asked_for, half_open, signed_in, told, upload_all
from bench.web_servers import GUNICORN, ROOT, Process, started, until_it_answers

NAME, TLS_PORT, PLAIN_PORT = "localhost", 18443, 18080
ADDRESS = f"https://{NAME}:{TLS_PORT}"


def main() -> int:
    with tempfile.TemporaryDirectory() as given:
        folder = Path(given)
        folder.chmod(0o755)  # nginx gives up its rights
        bench = open_bench(folder / "data")
        links = [bench.link() for _person in range(UPLOADS)]
        with _gunicorn(folder) as web, _nginx(folder):
            until_it_answers(f"{ADDRESS}/health")
            seen = [_answers(), _large_files(folder, links), _silent(), _a_process_that_dies(web), _numbers(folder)]
    for is_well, sentence in seen:
        print("ok  " if is_well else "NOT ", sentence)
    return int(not all(is_well for is_well, _sentence in seen))


def _answers() -> tuple[bool, str]:
    plain = httpx.get(f"http://{NAME}:{PLAIN_PORT}/aanmelden?x=1")
    page = httpx.get(f"{ADDRESS}/aanmelden", verify=False)  # noqa: S501
    closed = [httpx.get(f"{ADDRESS}/{one}", verify=False).status_code for one in ("metrics", "ready")]  # noqa: S501
    is_well = (plain.status_code, page.status_code, closed) == (301, 200, [404, 404])
    is_well &= "max-age" in page.headers.get("Strict-Transport-Security", "") and "X-Request-ID" in page.headers
    return (
        is_well,
        f"http {plain.status_code}, https {page.status_code} ({page.http_version}), /metrics and /ready {closed}",
    )


def _large_files(folder: Path, links: list[str]) -> tuple[bool, str]:
    people = [signed_in(ADDRESS, link) for link in links]
    answers: Counter[int] = Counter()
    slowest = max(asked_for(ADDRESS, lambda: answers.update(upload_all(people))))
    left = [path for path in (folder / "body").rglob("*") if path.is_file()]
    return slowest < 10 and not left, f"{UPLOADS} files at once: {told(answers)}; slowest page {slowest:.2f} s"


def _silent() -> tuple[bool, str]:
    with half_open(ADDRESS):
        slowest = max(asked_for(ADDRESS, lambda: time.sleep(5)))
    return slowest < 3, f"150 silent connections: slowest page {slowest:.2f} s"


def _a_process_that_dies(web: Process) -> tuple[bool, str]:
    children = Path(f"/proc/{web.pid}/task/{web.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    statuses = Counter(httpx.get(f"{ADDRESS}/aanmelden", verify=False).status_code for _time in range(40))  # noqa: S501
    return statuses[200] >= 38, f"one of {len(children)} processes killed: {told(statuses)}"


def _numbers(folder: Path) -> tuple[bool, str]:
    over = httpx.HTTPTransport(uds=str(folder / "web.sock"))
    with httpx.Client(transport=over, base_url="http://localhost", headers={"Authorization": "Bearer word"}) as asking:
        told = [asking.get("/metrics").text for _time in range(4)]
        ready = asking.get("/ready")
    counts = [
        line for line in told[-1].splitlines() if line.startswith("verhaallijn_requests_total") and "/aanmelden" in line
    ]
    return bool(counts) and ready.status_code == 200, f"/ready {ready.status_code}; of all processes: {counts[:1]}"


@contextmanager
def _gunicorn(folder: Path) -> Iterator[Process]:
    (folder / "token").write_text("word\n")
    settings = {
        "VERHAALLIJN_PUBLIC_URL": ADDRESS,
        "VERHAALLIJN_SECURE_COOKIES": "true",
        "VERHAALLIJN_TRUSTED_PROXIES": "127.0.0.1",
        "VERHAALLIJN_LOG_FORMAT": "json",
        "VERHAALLIJN_METRICS_TOKEN_FILE": str(folder / "token"),
        "VERHAALLIJN_BIND": f"unix:{folder / 'web.sock'}",
    }
    with started((*GUNICORN, "--umask", "0"), folder, settings) as web:
        yield web
    print("gunicorn ended with", web.returncode)


@contextmanager
def _nginx(folder: Path) -> Iterator[None]:
    _make_certificate(folder)
    site = (ROOT / "deploy/nginx/verhaallijn.conf").read_text()
    for deployed, here in (
        ("unix:/run/verhaallijn/web.sock", f"unix:{folder / 'web.sock'}"),
        ("/etc/letsencrypt/live/verhaallijn.example/", f"{folder}/"),
        ("/var/log/nginx/", f"{folder}/"),
        ("verhaallijn.example", NAME),
        ("listen 443", f"listen {TLS_PORT}"),
        ("[::]:443", f"[::]:{TLS_PORT}"),
        ("listen 80", f"listen {PLAIN_PORT}"),
        ("[::]:80;", f"[::]:{PLAIN_PORT};"),
    ):
        site = site.replace(deployed, here)
    whole = (
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; events {{ worker_connections 1024; }}\n"
        f"http {{ client_body_temp_path {folder}/body;\n{site}}}"
    )
    (folder / "nginx.conf").write_text(whole)
    server = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf")])
    try:
        yield
    finally:
        server.terminate()
        server.wait(20)


def _make_certificate(folder: Path) -> None:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain
    (folder / "privkey.pem").write_bytes(key.private_bytes(*form))
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))


if __name__ == "__main__":
    sys.exit(main())
