"""Whom is asked by letter or mail: where they can be reached, for as long as that is needed, and when they may be."""
