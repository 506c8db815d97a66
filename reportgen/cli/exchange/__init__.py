"""Commands that send words out and take them back: glossary, translate, approve, proof."""
