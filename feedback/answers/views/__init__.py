"""Routes for people who answer: the door for a code, the questions, and taking an answer back."""
