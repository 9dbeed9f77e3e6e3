"""The page of one respondent: several forms in one, so that keeping one never wipes what was typed in another."""
