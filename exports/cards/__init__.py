"""Cards with one-time codes, printed at the moment they are made: nothing can show a code again."""
