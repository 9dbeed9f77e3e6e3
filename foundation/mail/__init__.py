"""The one door to sending mail: written down with what it tells of, and sent by a worker until it is accepted."""
