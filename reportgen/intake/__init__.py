"""Other people's documents become draft content: the engine of `reportgen import`.

Four steps, each a folder or a module of its own: `read` makes numbered paragraphs of a file, `recognise` finds in each
what it states, `sectors.py` says which paragraphs belong together, `draft.py` and `write.py` make the YAML of it.
Nothing is added to what the document says; what it does not say is left empty and marked.
"""
