"""SSBTEK: whether Arbetsförmedlingen and Försäkringskassan know something, asked for an authorised caseworker and never stored."""
