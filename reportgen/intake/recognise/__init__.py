"""A paragraph → what it states: dates, figures, names, agreements, and whether it is done or planned."""
