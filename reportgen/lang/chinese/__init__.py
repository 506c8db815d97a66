"""Hong Kong's written Chinese to the Mainland's and back."""
