"""Files → model: the content, glossary and labels of a project, each value with its file and line."""
