"""The production server: where it may listen, how it starts, and how it ends."""

import errno
import ipaddress
import logging
import signal
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from waitress.server import create_server

from assessment import create_app

THREADS: Final = 8


class CannotServe(Exception):
    """The server cannot be started; the message says why and how to mend it."""


def serve(host: str, port: int, instance: Path, ready: Callable[[str], object]) -> None:
    """Answer requests until SIGINT or SIGTERM; requests under way are finished then.

    Port 0 takes a free one. ``ready`` is called with the address once the server listens there. Raises CannotServe,
    and what ``create_app`` raises.
    """
    address = _loopback(host)
    with _listening(address, port) as listener:
        authority = _authority(address, listener.getsockname()[1])
        app = _known_by(authority, create_app({"INSTANCE": instance}).wsgi_app)
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        server = create_server(app, sockets=[listener], threads=THREADS)
        signal.signal(signal.SIGTERM, _end)
        try:
            ready(f"http://{authority}/")
            server.run()
        finally:
            server.close()


def _loopback(host: str) -> str:
    if host == "localhost":
        return "127.0.0.1"
    try:
        allowed = ipaddress.ip_address(host).is_loopback
    except ValueError:
        allowed = False
    if not allowed:
        raise CannotServe(
            f"Host {host} can be reached from other machines, and there are no accounts yet that would keep anybody "
            "out: choose 127.0.0.1, ::1 or localhost."
        )
    return host


def _listening(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family)
    except OSError as error:
        raise CannotServe(_why(error, address, port)) from error


def _why(error: OSError, address: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {address} is in use: end the program that uses it, or choose another with --port "
            "(0 takes a free one)."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} is reserved by the system: choose one from 1024 with --port (0 takes a free one)."
    return f"Nothing can listen on {address}, port {port} ({error.strerror}): choose another --host or --port."


def _authority(address: str, port: int) -> str:
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _known_by(authority: str, app: WSGIApplication) -> WSGIApplication:
    # Werkzeug's list of trusted hosts cannot hold an IPv6 address, and should not have to hold all of 127.0.0.0/8.
    names = {authority, authority.removesuffix(":80")}

    def known(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("HTTP_HOST") in names:
            environ["HTTP_HOST"] = f"localhost:{environ['SERVER_PORT']}"
        return app(environ, start_response)

    return known


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
