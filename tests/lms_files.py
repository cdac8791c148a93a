"""Files as Canvas and Moodle write them, about invented students: made after the code of both that writes them."""

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Reflection 1 (8801),Essay (8802),Current Score\r\n"
    ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,24.00,10.00,(read only)\r\n"
    '"Invented, Ada",101,S-1,invented-01,"Monday, early",,9.50,95.00\r\n'
    '"Invented, Bo",102,S-2,invented-02,"Monday, early",EX,,\r\n'
    '"虚构学生03",103,S-3,invented-03,周一,3.00,=1+1,\r\n'
    '"Invented, Dee",104,S-4,invented-04,周一,,,\r\n'
    '"Student, Test",999,,0123456789abcdef,周一,,,\r\n'
)
MOODLE_WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 501,Invented Ada,invented-01@example.invalid,Submitted for grading,,24.00,Yes,"Monday, 1",-,\n'
    "Participant 502,Invented Bo,invented-02@example.invalid,No submission,7.00,24.00,No,-,-,\n"
    'Participant 503,虚构学生03,invented-03@example.invalid,Submitted for grading,,24.00,Yes,-,-,"=HYPERLINK(""x"")"\n'
)
MOODLE_GRADES_ZH = (
    "名,姓氏,ID号,电子邮件地址,作业:反思一 (实际分数),上次从此课程下载\n"
    "小明,虚构,2027001,invented-01@example.invalid,-,1789000000\n"
    "小红,虚构,2027002,invented-02@example.invalid,-,1789000000\n"
)
