"""Passkeys (WebAuthn): key pairs that somebody's devices keep, opened there by finger, face or PIN."""
