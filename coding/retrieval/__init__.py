"""Asking the coding: who said what, as list, table, picture and file."""
