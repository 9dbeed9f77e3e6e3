"""Routes of respondents."""
