"""The questions of a measurement, in versions."""
