"""Word's and DrawingML's markup: names, tables of what differs, and how texts and positions are read from it."""
