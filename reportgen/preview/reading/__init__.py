"""What a page says: every text of a pack, where it comes from, and what is wrong with it."""
