"""The page where SSBTEK is asked."""
