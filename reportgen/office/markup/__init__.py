"""WordprocessingML and DrawingML: names, tables of what differs, texts, places, fragments."""
