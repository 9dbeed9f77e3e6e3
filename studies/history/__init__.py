"""Every change with its inverse, and telling people what another changed in their work."""
