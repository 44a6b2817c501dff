"""Letters and forms: what leaves the house on paper or as PDF, made from what the case already holds. One template each, one look."""
