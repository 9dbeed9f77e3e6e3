"""The pages on which researchers prepare a measurement, agree on it, print cards and see how it goes."""
