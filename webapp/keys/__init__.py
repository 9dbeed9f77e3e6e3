"""The keys beside the database: that they fit, and how the master key is changed for another."""
