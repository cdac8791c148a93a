"""Canvas: the file of Grades → Export.

Headings are English in every language of Canvas; before the students come rows for posting and for points possible.

References
----------
Canvas, lib/gradebook_exporter.rb and lib/content_zipper.rb: https://github.com/instructure/canvas-lms
"""

from medialit.lms.system import System

CANVAS = System(
    name="canvas",
    telling=(frozenset({"student", "id", "section"}), frozenset({"lastname", "firstname", "id", "section"})),
    columns={
        "name": ("Student",),
        "first_name": ("FirstName",),
        "last_name": ("LastName",),
        "lms_user_id": ("ID",),
        "login": ("SIS Login ID",),
        "number": ("SIS User ID",),
    },
    ids=("login", "number", "lms_user_id"),
    lms_ids=("lms_user_id",),
    not_people=("Points Possible", "Manual Posting", "Student, Test", "Test Student"),
    grade=r"(?P<title>.+) \(\d+\)",
    most_row="Points Possible",
    kept=("EX", "N/A"),
)
