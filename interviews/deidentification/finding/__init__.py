"""Proposals for what to hide, each with its reason."""
