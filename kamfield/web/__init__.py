"""What every endpoint gets without asking: sign-in, errors, pages, versions, retries, the document."""
