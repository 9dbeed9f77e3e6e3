"""Whom one speaks to: the roles that a study of this kind usually has."""

ROLES = ("ouder", "jongere", "verzorger")
"""Whom one speaks to in this kind of study; anything else may be filled in too."""
