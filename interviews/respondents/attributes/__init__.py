"""What may stand open beside a respondent, and what may not."""
