"""The pages about who sees what."""
