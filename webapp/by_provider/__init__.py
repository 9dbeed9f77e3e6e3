"""Signing in where people of an organisation sign in: going there, coming back, and setting it up."""
