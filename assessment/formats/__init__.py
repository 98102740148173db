"""An assessment or a report in another form, and back."""
