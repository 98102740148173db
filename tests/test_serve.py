"""The server as a process: it says where it listens, answers there, and ends when it is told to."""

import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from signal import SIGINT, SIGTERM, Signals

import pytest
from click.testing import CliRunner

from assessment.cli import main
from tests.serving import HOST, PROGRAM

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts servers with an instance folder of the test's own; those left over are killed."""
    started: list[subprocess.Popen[str]] = []

    def begun(*words: str) -> subprocess.Popen[str]:
        command = [str(PROGRAM), "serve", *words, "--instance", str(tmp_path / "instance")]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
        started.append(process)
        return process

    yield begun
    for process in started:
        process.kill()
        process.communicate()


def status(host: str, port: int, named: str) -> int:
    """What the server answers to somebody who knows it by this name."""
    with closing(HTTPConnection(host, port, timeout=10)) as connection:
        connection.request("GET", "/healthz", headers={"Host": f"{named}:{port}"})
        return connection.getresponse().status


def port_of(process: subprocess.Popen[str], host: str) -> int:
    """The port in the one line that the server prints when it is ready."""
    assert process.stdout is not None
    line = process.stdout.readline()
    start, end = f"Ready at http://{host}:", "/ (Ctrl+C ends it)\n"
    assert (line.startswith(start), line.endswith(end)) == (True, True), line
    return int(line.removeprefix(start).removesuffix(end))


@pytest.mark.parametrize("ending", [SIGTERM, SIGINT])
def test_a_free_port_is_taken_told_and_given_back(start: Start, ending: Signals) -> None:
    process = start("--port", "0")
    port = port_of(process, HOST)
    assert status(HOST, port, HOST) == 200
    process.send_signal(ending)
    assert process.communicate(timeout=20) == ("", "")
    assert process.returncode == 0
    with socket.create_server((HOST, port)):
        pass


def test_another_loopback_address_answers_to_its_own_name_and_to_no_foreign_one(start: Start) -> None:
    process = start("--host", "127.0.0.5", "--port", "0")
    port = port_of(process, "127.0.0.5")
    assert [status("127.0.0.5", port, name) for name in ("127.0.0.5", "localhost", "rebound.example")] == [
        200,
        200,
        400,
    ]


def test_a_port_in_use_is_refused_and_nothing_is_written(start: Start, tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        process = start("--port", str(port))
        assert process.communicate(timeout=20) == (
            "",
            f"Port {port} on 127.0.0.1 is in use: end the program that uses it, or choose another with --port "
            "(0 takes a free one).\n",
        )
    assert process.returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "example.org"])  # noqa: S104
def test_a_host_that_others_can_reach_is_refused_and_nothing_is_written(tmp_path: Path, host: str) -> None:
    refused = CliRunner().invoke(main, ["serve", "--host", host, "--instance", str(tmp_path / "instance")])
    assert (refused.exit_code, refused.stdout, refused.stderr) == (
        2,
        "",
        f"Host {host} can be reached from other machines, and there are no accounts yet that would keep anybody out: "
        "choose 127.0.0.1, ::1 or localhost.\n",
    )
    assert list(tmp_path.iterdir()) == []
