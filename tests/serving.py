"""A real server process for the tests that need one: started, stopped, killed and started again."""

import socket
import subprocess
import sysconfig
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

HOST: Final = "127.0.0.1"
PROGRAM: Final = Path(sysconfig.get_path("scripts"), "assessment")
TRIES: Final = 300
PAUSE: Final = 0.1
STOPPING_SECONDS: Final = 10


def free_port() -> int:
    """A port of the loopback address that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """`assessment serve` on a port of its own, with an instance folder of its own.

    Stopped and started again it keeps both. What it prints is gathered in `log`.
    """

    instance: Path
    log: Path
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def pid(self) -> int:
        """The process's number; an AssertionError when it was not started."""
        assert self._process is not None, "the server is not running"
        return self._process.pid

    def start(self) -> None:
        """Return once /healthz answers 200; an AssertionError with the log when it never does."""
        assert self._process is None, "the server runs already"
        command: list[str | Path] = [
            PROGRAM,
            "serve",
            "--host",
            HOST,
            "--port",
            str(self.port),
            "--instance",
            self.instance,
        ]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.log.parent)
        for _ in range(TRIES):
            if self.is_ready():
                return
            if self._ended_within(PAUSE):
                break
        self.kill()
        raise AssertionError(f"the server did not get ready; it said:\n{self.said()}")

    def is_ready(self) -> bool:
        """Whether /healthz answers 200 within a second."""
        with closing(HTTPConnection(HOST, self.port, timeout=1)) as connection:
            try:
                connection.request("GET", "/healthz")
                return connection.getresponse().status == 200
            except (OSError, HTTPException):
                return False

    def stop(self) -> int:
        """Ask it to end, as an operator does, and return its exit code; killed after ten seconds."""
        assert self._process is not None, "the server is not running"
        self._process.terminate()
        if not self._ended_within(STOPPING_SECONDS):
            self._process.kill()
        return self._reap()

    def kill(self) -> None:
        """End it as a power cut would: no handler of its own runs. Nothing when it is not running."""
        if self._process is not None:
            self._process.kill()
            self._reap()

    def restart(self) -> None:
        """Stop and start on the same port and instance folder."""
        self.stop()
        self.start()

    def said(self) -> str:
        """What all its processes printed so far."""
        return self.log.read_text("utf-8", errors="replace") if self.log.exists() else ""

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Another command of the program on the same instance folder, such as `run("demo")`."""
        command: list[str | Path] = [PROGRAM, *words, "--instance", self.instance]
        return subprocess.run(command, cwd=self.log.parent, capture_output=True, text=True, check=False)

    def _ended_within(self, seconds: float) -> bool:
        assert self._process is not None
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _reap(self) -> int:
        assert self._process is not None
        code = self._process.wait()
        self._process = None
        return code
