"""Pages of the SSBTEK check."""
