"""A mail server that takes everything and notes who got which message: light, so that a bench measures who sends."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer

_END = b".\r\n"


@dataclass
class PostDesk:
    """`arrived`: (reader, Message-ID) of every message, in the order in which they were taken."""

    arrived: list[tuple[str, str]] = field(default_factory=list)


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64
    desk: PostDesk


class _Visit(StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 post")
        reader = ""
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                reader = line.decode().partition("<")[2].partition(">")[0]
            if word == b"DATA":
                self._say("354 go on")
                self._take(reader)
            else:
                self._say("221 bye" if word == b"QUIT" else "250 ok")
            if word == b"QUIT":
                return

    def _take(self, reader: str) -> None:
        message_id = ""
        while (line := self.rfile.readline()) and line != _END:
            if line.lower().startswith(b"message-id:"):
                message_id = line.partition(b":")[2].strip().decode()
        if line == _END:
            server: _Server = self.server  # type: ignore[assignment]
            server.desk.arrived.append((reader, message_id))
            self._say("250 ok")

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@contextmanager
def open_desk(desk: PostDesk) -> Iterator[int]:
    """The port at which it listens."""
    with _Server(("127.0.0.1", 0), _Visit) as server:
        server.desk = desk
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()
