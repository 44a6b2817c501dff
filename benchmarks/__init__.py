"""How fast Hemvist is, always as a ratio to a peer or a limit measured in the same run. ``python -m benchmarks`` prints a table."""
