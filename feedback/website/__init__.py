"""The page of a measurement for everybody: its figures, what people wrote, and how it was measured."""
