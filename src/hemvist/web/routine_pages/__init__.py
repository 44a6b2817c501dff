"""The governing documents as pages: what each clause says, and what is made of it."""
