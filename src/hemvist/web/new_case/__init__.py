"""A new case: find or add the person, go through the assessment, and start the referral. Also the search for cases that exist."""
