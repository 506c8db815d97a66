"""Looking at an Office file as its readers meet it: what it says where, how, and what of that fails some of them."""
