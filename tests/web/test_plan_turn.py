"""One plan at a time is sought in a process: the others wait, and their time goes on."""

from collections.abc import Callable
from threading import Thread

import pytest
from flask import Flask

from assessment.web.plan_turn import turn
from tests.web.planned import BUDGET, PLAN, starting


def clock(monkeypatch: pytest.MonkeyPatch, *moments: float) -> None:
    told = iter(moments)
    monkeypatch.setattr("assessment.web.plan_turn.monotonic", lambda: next(told))


@pytest.mark.parametrize(
    ("seconds", "waited", "left"),
    [(20.0, 0.0, 20.0), (20.0, 7.5, 12.5), (20.0, 60.0, 1.0), (0.5, 9.0, 0.5), (0.0, 0.0, 0.0)],
)
def test_waiting_counts_but_for_the_last_second(
    monkeypatch: pytest.MonkeyPatch, seconds: float, waited: float, left: float
) -> None:
    clock(monkeypatch, 100.0, 100.0 + waited)
    with turn(seconds) as given:
        assert given == left


def test_a_turn_that_ends_in_a_fault_is_given_back() -> None:
    with pytest.raises(KeyError), turn(1.0):
        raise KeyError
    with turn(1.0) as left:
        assert left <= 1.0


@pytest.mark.parametrize("address", [BUDGET, f"{PLAN}/frontier"])
def test_a_plan_that_needs_the_solver_waits_for_its_turn(make_app: Callable[..., Flask], address: str) -> None:
    person, order = starting(make_app)(), []

    def ask() -> None:
        order.append(f"answered {person.client.get(address).status_code}")

    second = Thread(target=ask)
    with turn(1.0):
        second.start()
        second.join(timeout=0.5)
        order.append("first ends")
    second.join()
    assert order == ["first ends", "answered 200"]


def test_what_makes_a_pledge_fit_to_sign_needs_no_turn(make_app: Callable[..., Flask]) -> None:
    person = starting(make_app)()
    asking = Thread(target=person.open, args=(PLAN,), daemon=True)
    with turn(1.0):
        asking.start()
        asking.join(timeout=20)
        assert not asking.is_alive()
