"""The form with which an assessment is made final: who signs."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField

from assessment.engine.model import SignOff
from assessment.web.fields import at_most, one_line


class SignForm(FlaskForm):
    """Names of those who prepared, reviewed and approved; each may stay empty, to be signed on paper."""

    prepared = StringField(_("Prepared by"), [at_most(100)])
    reviewed = StringField(_("Reviewed by"), [at_most(100)])
    approved = StringField(_("Approved by"), [at_most(100)])

    def signed(self) -> SignOff:
        """Return the names that were written; a valid form only."""
        return SignOff(*(one_line(field) or None for field in (self.prepared, self.reviewed, self.approved)))
