"""Logging in: passwords and second steps, the city's own log-in service, how sure it is who it is, and when a session ends."""
