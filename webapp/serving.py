"""The server that all requests come in through: of `verhaallijn serve`, and beside pictures and browser tests."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import waitress
import waitress.wasyncore
from flask import Flask

from webapp.application import MOST_UPLOAD_BYTES

# Requests and answers hold names: none is put on a disk while it passes.
_IN_MEMORY = {"inbuf_overflow": MOST_UPLOAD_BYTES, "outbuf_overflow": MOST_UPLOAD_BYTES}
# webapp.requests.proxies decides what is believed of it; waitress itself knows one proxy, and takes rubbish from it.
_WITH_WHAT_PROXIES_SAY = {"clear_untrusted_proxy_headers": False}
# A connection that says nothing costs a socket and no thread: hundreds may stand open, and none for long.
_PATIENT = {"connection_limit": 1000, "channel_timeout": 60, "cleanup_interval": 10, "asyncore_use_poll": True}
# Of these, webapp.requests.large_bodies keeps at most 16 with large files.
_OPTIONS = {"threads": 24, "ident": "", **_PATIENT, **_IN_MEMORY, **_WITH_WHAT_PROXIES_SAY}


def open_server(app: Flask, host: str, port: int, sockets: dict[int, Any] | None = None) -> Any:
    """A waitress server that listens; port 0 takes a free one, `run()` serves. `sockets` collects what is open."""
    return waitress.create_server(app, host=host, port=port, map=sockets, **_OPTIONS)


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of the application on a free port of this machine, until the block ends."""
    sockets: dict[int, Any] = {}
    server = open_server(app, "127.0.0.1", 0, sockets)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown()
        # Within its own loop, which ends when nothing is open any more; woken by an answer it may have done so already.
        with suppress(OSError):
            server.trigger.pull_trigger(lambda: waitress.wasyncore.close_all(sockets))
        thread.join()
