"""What somebody wants to see over time: one unit's assessments, or the units side by side on one day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal
from urllib.parse import urlencode

from assessment.engine.model import Bank
from assessment.store.history import Sought, Unit

View = Literal["time", "units"]
EVERY: Final = "all"
"""How an address asks for every revision, and for every clause."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A view and its filter. ``unit`` is the one whose assessments are shown, None where nothing is stored.

    ``organisation`` narrows the units side by side, empty for all, and ``day`` is the day they are looked at on;
    ``misread`` is what was given as a day and is none, empty where it could be read.
    """

    view: View
    units: tuple[Unit, ...]
    unit: Unit | None
    sought: Sought
    every_clause: bool
    organisation: str
    day: date
    misread: str

    @property
    def organisations(self) -> tuple[str, ...]:
        """Every organisation once, that of the latest assessment first."""
        return tuple(dict.fromkeys(unit.organisation for unit in self.units))

    @property
    def siblings(self) -> tuple[Unit, ...]:
        """The units of the chosen unit's organisation."""
        return tuple(one for one in self.units if self.unit and one.organisation == self.unit.organisation)

    @property
    def filter(self) -> Mapping[str, str]:
        """What is asked for beside the view, by its names in an address."""
        given = {
            "status": self.sought.status,
            "revisions": EVERY if self.sought.every_revision else "",
            "pledge": self.sought.pledge,
        }
        return {name: value for name, value in given.items() if value}

    def is_sample(self, organisation: str) -> bool:
        """Whether all of an organisation's assessments are the sample's."""
        return all(one.sample for one in self.units if one.organisation == organisation)

    def over_time(self, clauses: str = "") -> str:
        """The query that shows the chosen unit over time, with every clause where ``clauses`` says so."""
        own = _named(self.unit.organisation, self.unit.unit) if self.unit else {}
        return "?" + urlencode({**own, **self.filter, **({"clauses": clauses} if clauses else {})})

    def side_by_side(self) -> str:
        """The query that shows units side by side on the chosen day."""
        return "?" + urlencode({**self._beside(), **self.filter})

    def of(self, organisation: str, unit: str) -> str:
        """The query that shows a unit over time under the same filter."""
        return "?" + urlencode({**_named(organisation, unit), **self.filter})

    def unfiltered(self) -> str:
        """The query that shows the same without the filter."""
        if self.view == "units":
            return "?" + urlencode(self._beside())
        return "?" + urlencode(_named(self.unit.organisation, self.unit.unit) if self.unit else {})

    def _beside(self) -> dict[str, str]:
        narrowed = {"organisation": self.organisation} if self.organisation else {}
        return {"view": "units", "date": self.day.isoformat(), **narrowed}


def chosen(asked: Mapping[str, Any], units: Sequence[Unit], bank: Bank, today: date) -> Chosen:
    """Read an address's query: what is not known counts as not given.

    Without an organisation the newest unit is taken, without a unit the newest of the organisation.
    """
    day = _day(asked.get("date", ""))
    organisation = asked.get("organisation", "")
    return Chosen(
        view="units" if asked.get("view") == "units" else "time",
        units=tuple(units),
        unit=_unit(units, organisation, asked.get("unit")),
        sought=Sought(
            status="final" if asked.get("status") == "final" else "",
            pledge=pledge if (pledge := asked.get("pledge", "")) in bank.pledge else "",
            every_revision=asked.get("revisions") == EVERY,
        ),
        every_clause=asked.get("clauses") == EVERY,
        organisation=organisation if any(one.organisation == organisation for one in units) else "",
        day=day or today,
        misread=asked.get("date", "") if day is None else "",
    )


def _named(organisation: str, unit: str) -> dict[str, str]:
    return {"organisation": organisation, "unit": unit}


def _unit(units: Sequence[Unit], organisation: str, unit: str | None) -> Unit | None:
    own = [one for one in units if one.organisation == organisation] or list(units)
    named = [one for one in own if one.organisation == organisation and one.unit == unit]
    return next(iter([*named, *own]), None)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None
