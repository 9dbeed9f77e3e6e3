"""Letters that invite people to answer, printed at the moment they count as asked."""
