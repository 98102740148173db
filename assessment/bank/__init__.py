"""The question bank: YAML to a checked ``Bank``, its coverage, its frozen copy and hash."""

from assessment.bank.coverage import ClauseCoverage, PledgeCoverage, coverage
from assessment.bank.faults import BankError, Checked, Fault
from assessment.bank.freezing import Document, content_hash, to_document
from assessment.bank.loading import check, load
from assessment.bank.thawing import from_document

__all__ = [
    "BankError",
    "Checked",
    "ClauseCoverage",
    "Document",
    "Fault",
    "PledgeCoverage",
    "check",
    "content_hash",
    "coverage",
    "from_document",
    "load",
    "to_document",
]
