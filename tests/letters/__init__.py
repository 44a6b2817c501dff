"""Letters: made, sent, opened, attached, and gone with their case."""
