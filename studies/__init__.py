"""Who works on which study, and who may see what."""
