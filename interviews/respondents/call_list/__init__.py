"""Call lists: read column by column, looked at, taken in."""
