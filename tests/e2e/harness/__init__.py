"""Widgets on a stage: driven in a real browser, answered by the real Python, without JupyterLab."""
