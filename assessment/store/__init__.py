"""The database: the one place that speaks SQL. Rows become the engine's dataclasses here."""
