"""SSBTEK: what Arbetsförmedlingen and Försäkringskassan know of a person, asked for an authorised caseworker (KC-24) and never kept.

Nothing of a question or an answer may reach a log, an error's text or a store: values that hold any of it have no readable ``repr``, and what goes
wrong is told as one of a few words.
"""
