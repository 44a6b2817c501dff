"""The REST API: the same way to write and the same rule of access as the pages, by DIGG's profile."""
