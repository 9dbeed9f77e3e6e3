"""The tie between a step and what people said."""
