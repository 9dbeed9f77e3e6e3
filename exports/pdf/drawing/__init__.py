"""Signs and drawings as vectors."""
