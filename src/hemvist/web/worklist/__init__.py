"""The worklist, *Att göra*: what waits for the viewer and their units, and why."""
