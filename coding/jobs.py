"""The jobs of coding, declared for the worker. Heavy libraries load inside the functions only."""
