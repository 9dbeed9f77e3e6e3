"""The program as one of the coders: what it learnt from, how often it is right, and with whom it agrees."""
