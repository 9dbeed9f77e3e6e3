"""The demonstration study, built through the product's own functions."""
