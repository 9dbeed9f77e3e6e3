"""How often something may fail, counted in the database so that all processes share the counts."""
