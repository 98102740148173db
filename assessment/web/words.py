"""The product's words for what the engine computes, in the person's language: one thing, one name."""

from typing import Final

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext

from assessment.engine.model import Level

LEVELS: Final = {
    0: _("Absent"),
    1: _("Ad hoc"),
    2: _("Defined"),
    3: _("Operating"),
    4: _("Verified"),
}

LEVEL_OF: Final[dict[str, Level]] = {"1": 1, "2": 2, "3": 3, "4": 4}
"""Levels that a step can lead to, as forms and addresses write them."""

VERDICTS: Final = {
    "broken": _("Broken"),
    "open": _("Open"),
    "at_risk": _("At risk"),
    "kept": _("Kept"),
    "excluded": _("Excluded"),
    "out_of_scope": _("Out of scope"),
    "not_asked": _("Not asked"),
}

SIGNS: Final = {
    "broken": "✕",
    "at_risk": "▲",
    "open": "○",
    "kept": "✓",
    "excluded": "⊘",
    "out_of_scope": "–",
    "not_asked": "…",
}

KINDS: Final = {
    "policy": _("Policy or rule"),
    "contract": _("Contract"),
    "record": _("Record"),
    "config": _("Configuration"),
    "screenshot": _("Screenshot"),
    "training": _("Training record"),
    "review": _("Review or inspection report"),
    "metric": _("Metric"),
    "test": _("Test report"),
    "audit": _("Audit report"),
}

LEADS: Final = {
    "management": _("Management"),
    "privacy": _("Privacy"),
    "security": _("Security"),
    "engineering": _("Engineering"),
    "operations": _("Operations"),
    "product": _("Product"),
    "legal": _("Legal"),
    "hr": _("Human resources"),
    "support": _("Customer support"),
}

TIERS: Final = {"full": _("Full assessment"), "core": _("Express check (core questions)")}
STATUSES: Final = {"draft": _("Draft"), "final": _("Final")}
PARTIES: Final = {
    "provider": _("Provider"),
    "user": _("Users"),
    "supervisor": _("Supervisor"),
    "all": _("All parties"),
}
RHYTHMS: Final = {
    "month": _("every month"),
    "quarter": _("every quarter"),
    "half_year": _("every half-year"),
    "year": _("every year"),
    "two_years": _("every two years"),
}
ARROWS: Final = {"up": "↑", "down": "↓", "level": "→"}
"""Which way a trend points, where one may be named."""

UNKNOWN: Final = _("We don't know")
NOT_APPLICABLE: Final = _("Does not apply")

ACTIONS: Final = {
    "open": lazy_pgettext("action", "Open"),
    "doing": _("Under way"),
    "done": _("Done"),
    "dropped": _("Dropped"),
}

LACKS: Final = {
    "operating": _("no current operating evidence"),
    "second": _("fewer than two current pieces of evidence"),
    "verifying": _("no current verifying evidence (review, metric, test or audit)"),
    "periods": _("no piece in each of the last completed periods"),
}
RULE_BOOKS: Final = {
    "pipl": _("Personal Information Protection Law (PIPL)"),
    "gbt35273": "GB/T 35273—2020",
    "gdpr": "GDPR",
    "nist_privacy": "NIST Privacy Framework 1.0",
    "iso27001": "ISO/IEC 27001:2022",
    "ndsr": _("Network Data Security Management Regulations (in force from Jan 1, 2025)"),
    "csl": _("Cybersecurity Law (as amended, in force from Jan 1, 2026)"),
    "incident_measures": _("Cybersecurity Incident Reporting Measures (in force from Nov 1, 2025)"),
    "audit_measures": _("Compliance Audit Measures (in force from May 1, 2025)"),
    "minors_regulations": _("Regulations on the Protection of Minors Online (in force from Jan 1, 2024)"),
}
RULE_BOOKS_SHORT: Final = {
    "pipl": _("PIPL"),
    "gbt35273": "GB/T 35273",
    "gdpr": "GDPR",
    "nist_privacy": "NIST",
    "iso27001": "ISO 27001",
    "ndsr": _("Network data regulations"),
    "csl": _("Cybersecurity Law"),
    "incident_measures": _("Incident measures"),
    "audit_measures": _("Audit measures"),
    "minors_regulations": _("Minors regulations"),
}
