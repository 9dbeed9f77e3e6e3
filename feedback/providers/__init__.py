"""The providers that a measurement is about: chosen by name, renamed, merged, taken out without losing an answer."""
