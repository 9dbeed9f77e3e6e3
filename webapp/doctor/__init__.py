"""`verhaallijn doctor`: what is wrong around the program, in Dutch, and what to do. It changes nothing."""
