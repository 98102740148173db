"""The checks of a bank, by what breaking them means."""

from assessment.bank.checks import advice, authoring, completeness, duties, links, repeats, wording
from assessment.bank.checks.registry import RULES, Kind, Rule, judge

__all__ = [
    "RULES",
    "Kind",
    "Rule",
    "advice",
    "authoring",
    "completeness",
    "duties",
    "judge",
    "links",
    "repeats",
    "wording",
]
