"""A table without a system behind it; the columns are those of nbgrader's own `db student import`."""

from medialit.lms.system import System

PLAIN = System(
    name="csv",
    telling=(),
    columns={
        "id": ("id", "student_id", "student id", "username", "学号", "学生编号", "用户名"),
        "first_name": ("first_name", "first name", "given name", "名", "名字"),
        "last_name": ("last_name", "last name", "family name", "surname", "姓", "姓氏"),
        "name": ("name", "full name", "student", "姓名", "学生"),
        "email": ("email", "e-mail", "email address", "邮箱", "电子邮箱", "电子邮件"),
        "lms_user_id": ("lms_user_id",),
    },
    ids=("id",),
    lms_ids=("lms_user_id",),
)
