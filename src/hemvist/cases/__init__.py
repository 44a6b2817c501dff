"""Cases and their events: the record, its projections and the worklist."""
