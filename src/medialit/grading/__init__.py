"""Points: what earns them, and the only door to nbgrader."""
