"""Signing in where an organisation's own people sign in (OpenID Connect): 'aanmelddienst' on screen."""
