"""The page of one's own unit: who works there, who is away and who stands in, and handing cases over to a colleague."""
