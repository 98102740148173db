"""What every folder of tests shares: the project's own instance folder left alone, and a real server to ask for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.serving import Server

settings.register_profile("house", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def no_instance_of_the_project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Send what names no instance folder to a temporary one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSESSMENT_INSTANCE", str(tmp_path_factory.mktemp("instance")))
        yield


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running server with an empty instance folder; the test may stop, kill and start it."""
    running = Server(tmp_path / "instance", tmp_path / "server.log")
    running.start()
    yield running
    running.kill()
