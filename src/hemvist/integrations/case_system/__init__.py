"""The main case system: texts to copy, the nightly exchange of files, and the importer."""
