"""What the commands print for people to read: summaries, histories, figures, pages of a case or a landlord."""
