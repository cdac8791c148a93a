"""Moodle: the list of participants, the export of the gradebook, and the grading worksheet of an assignment.

Headings are in the teacher's language; the English and the Simplified Chinese ones are known. Other languages are
named by `--map`.

References
----------
Moodle, user/participants, grade/export/txt and mod/assign/feedback/offline: https://github.com/moodle/moodle
"""

from medialit.lms.system import System

MOODLE = System(
    name="moodle",
    telling=(
        frozenset({"email address"}),
        frozenset({"电子邮件地址"}),
        frozenset({"email地址"}),
        frozenset({"电子邮箱"}),
        frozenset({"identifier", "full name"}),
    ),
    columns={
        "first_name": ("First name", "名", "名字"),
        "last_name": ("Last name", "Surname", "姓", "姓氏"),
        "name": ("Full name", "全名", "姓名"),
        "email": ("Email address", "电子邮件地址", "Email地址", "电子邮箱"),
        "number": ("ID number", "ID号", "编号", "学号"),
        "login": ("Username", "用户名"),
    },
    ids=("login", "number", "email"),
    lms_ids=("number", "email"),
    grade=r"(?:Grade|成绩)|(?:\w+[:：] ?)?(?P<title>.+) \((?:Real|Points|实际分数|分数)\)",
    most=("Maximum Grade", "最高分", "满分"),
    may_change=(("Grade can be changed", "允许更改成绩"), ("no", "否")),
)
