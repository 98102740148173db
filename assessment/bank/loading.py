"""A folder checked and loaded."""

from collections.abc import Iterable
from pathlib import Path

from assessment import places
from assessment.bank.checks import judge
from assessment.bank.checks.completeness import is_finished
from assessment.bank.checks.registry import Kind
from assessment.bank.faults import BankError, Checked, Fault
from assessment.bank.freezing import bank_of
from assessment.bank.gathering import gather
from assessment.engine.model import Bank


def check(folder: Path | None = None) -> Checked:
    """Read the bank in ``folder``, the installed one by default, and find everything that is wrong with it.

    Files are named relative to the folder. What cannot be judged because something before it is broken is left out.
    """
    draft, misshapen = gather(folder or places.questions())
    errors: set[Kind] = {"link", "authoring"}
    warnings: set[Kind] = {"advice"}
    (errors if is_finished(draft.version) else warnings).add("completeness")
    wrong = _in_order((*misshapen, *judge(draft, errors)))
    return Checked(None if wrong else bank_of(draft), wrong, _in_order(judge(draft, warnings)))


def load(folder: Path | None = None) -> Bank:
    """The bank in ``folder``, the installed one by default; raises ``BankError`` with every error found."""
    checked = check(folder)
    if checked.bank is None:
        raise BankError(checked.errors)
    return checked.bank


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: (fault.file, fault.line or 0)))
