"""What operators send, as the odds of the next code: an n-gram model over Morse codes for the second reading."""
