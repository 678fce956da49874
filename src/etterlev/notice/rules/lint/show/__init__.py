"""A report shown: to people in the terminal and as an annotated page, to machines as SARIF."""
