"""The measurements of the demonstration: grades drawn by lot, and what people wrote, each written out."""
