"""How far two coders agree: the figures, whoever they are."""
