from medialit.grading.nbgrader import configure

c = get_config()  # noqa: F821  # nbgrader provides it
configure(c, __file__)
