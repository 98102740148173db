"""Pure meaning: scope, evidence, scores, verdicts, gaps, report."""
