"""Accounts: who somebody is, how they show it, and where they are signed in."""
