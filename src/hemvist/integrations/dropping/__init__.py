"""Text messages and digital post, left as files in a folder for the city's own sender, and the receipts that it leaves back."""
