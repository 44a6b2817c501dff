"""The main case system: texts to enter, files out and in, imported cases."""
