"""Pages of texts for the main case system, and the exchange of files."""
