"""What whoever keeps it running sees from outside: whether it is well, what it logs, what it counts."""
