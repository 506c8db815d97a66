"""From the model to what a template sees: the views of one pack in one language, and the texts that they print."""
