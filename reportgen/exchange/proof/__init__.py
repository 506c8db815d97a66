"""Proof sheets: the texts of a pack as a table in Word and Excel, out to a reader and back."""
