"""Whom to ask comes in by file, and every line ends in one of five ways that are told."""
