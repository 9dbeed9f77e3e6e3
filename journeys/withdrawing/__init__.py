"""What rests on somebody who stops, or on words that go."""
