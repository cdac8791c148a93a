"""Two markers: some boxes are read twice, neither sees the other's mark, and splits are decided by a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.marking.desks import CRITERIA, LESSON, Class

from medialit.errors import BadMark
from medialit.marking import agreement, final, order, settle
from medialit.marking.moderation import coefficients

# Maplesoft, EssayTools[QuadraticWeightedKappa], examples 1 and 2 of its help page:
# https://www.maplesoft.com/support/help/maple/view.aspx?path=EssayTools%2FQuadraticWeightedKappa
ESSAYS = [9, 7, 8, 7, 6, 8, 3, 5, 10]
KAPPAS = [([8, 8, 6, 6, 7, 6, 1, 4, 8], 0.758620689655172), ([3, 5, 6, 6, 7, 6, 1, 4, 8], 0.438095238095238)]
# Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability, section C: four observers, twelve units, some
# values missing; interval alpha is .849. https://repository.upenn.edu/asc_papers/43
OBSERVERS = ["1233214 12...", "1233224125.3", ".3332342251.", "12332441251."]


def ratings(*columns):
    return [(str(who), f"{box:02}", points) for who, column in enumerate(columns) for box, points in enumerate(column)]


@pytest.mark.parametrize(("second", "kappa"), KAPPAS)
def test_quadratic_weighted_kappa_is_the_published_one(second, kappa):
    assert coefficients(ratings(ESSAYS, second)).kappa == pytest.approx(kappa, abs=1e-12)


def test_interval_alpha_is_the_published_one():
    rows = [row.replace(" ", "") for row in OBSERVERS]
    said = [
        (str(who), f"{unit:02}", int(one)) for who, row in enumerate(rows) for unit, one in enumerate(row) if one != "."
    ]
    double = {unit for _, unit, _ in said if sum(other == unit for _, other, _ in said) > 1}
    found = coefficients([one for one in said if one[1] in double])
    assert round(found.alpha, 3) == 0.849
    assert (found.kappa, found.why) == (None, "markers")


@pytest.mark.parametrize(("columns", "why"), [(([3], [2]), "few"), (([], []), "few"), (([3, 3], [3, 3]), "same")])
def test_where_a_coefficient_is_undefined_there_is_none_and_a_reason(columns, why):
    found = coefficients(ratings(*columns))
    assert (found.kappa, found.alpha, found.why) == (None, None, why)


POINTS = st.sampled_from([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4])


@given(st.lists(st.tuples(POINTS, POINTS), min_size=2, max_size=20), st.randoms())
def test_coefficients_depend_neither_on_the_order_of_boxes_nor_on_who_is_first(pairs, rng):
    shuffled = rng.sample(pairs, len(pairs))
    one = coefficients(ratings(*zip(*pairs, strict=True)))
    other = coefficients(ratings(*(reversed(list(zip(*shuffled, strict=True))))))
    assert one.kappa == pytest.approx(other.kappa)
    assert one.alpha == pytest.approx(other.alpha)
    assert one.why == other.why


@given(st.sets(st.text(min_size=1, max_size=5), max_size=30), st.integers(0, 1 << 31), st.floats(0, 1))
def test_as_many_boxes_are_read_twice_as_was_agreed_and_at_least_five(students, seed, share):
    found = order.doubled(students, seed, "measures", share)
    assert found <= students
    assert len(found) >= min(5, len(students))
    assert len(found) >= share * len(students)
    assert found == order.doubled(students, seed, "measures", share)


@pytest.fixture
def class_(tmp_path):
    return Class(tmp_path, students=20)


def mark(desk, student, points, comment="", criterion="measures"):
    item = next(one for one in desk.items(criterion) if one.student == student)
    return desk.mark(item.pseudonym, criterion, points, comment)


def both(class_):
    """Two desks, and the students whose first criterion both read."""
    ada, ben = class_.desk("ada"), class_.desk("ben")
    ada = class_.desk("ada")  # opened again: now there are two
    return ada, ben, [one.student for one in ben.items("measures") if one.is_double]


def test_with_one_marker_nothing_is_read_twice(class_):
    assert not any(one.is_double for one in class_.desk("ada").items("measures"))


def test_a_box_belongs_to_whoever_marks_it_first_unless_both_read_it(class_):
    ada, ben, double = both(class_)
    assert len(double) == 5
    single = next(one.student for one in ada.items("measures") if not one.is_double)
    mark(ada, single, 3)
    mark(ada, double[0], 3)
    mine = {one.student: one for one in ben.items("measures")}
    assert single not in mine
    assert (mine[double[0]].mark, mine[double[0]].earlier, mine[double[0]].waits) == (None, None, True)
    assert ben.progress().criteria["measures"].others == 1


def test_the_second_marker_begins_at_the_other_end(class_):
    ada, ben, _ = both(class_)
    assert [one.student for one in ada.items("measures")] == [one.student for one in ben.items("measures")][::-1]


def test_two_markers_who_read_everything_meet_in_the_middle_and_leave_nothing(class_):
    ada, ben, _ = both(class_)
    while any(one.waits for desk in (ada, ben) for one in desk.items("measures")):
        for desk, points in ((ada, 3), (ben, 3)):
            waiting = [one for one in desk.items("measures") if one.waits]
            if waiting:
                desk.mark(waiting[0].pseudonym, "measures", points)
    assert all(given == (3, False) for given in class_.marks().values())
    assert agreement(class_.course, LESSON)[0].n == 5


def test_marks_half_a_level_apart_stand_and_wider_ones_wait_for_a_decision(class_):
    ada, ben, double = both(class_)
    for desk, points in ((ada, (3, 3)), (ben, (3.5, 1))):
        for student, one in zip(double, points, strict=False):
            mark(desk, student, one)
    near, far = sorted(ada.splits(), key=lambda one: one.gap)
    assert (near.student, near.needs_decision, far.student, far.needs_decision) == (double[0], False, double[1], True)
    assert [one.marker for one in far.marks] == ["ada", "ben"]
    assert class_.marks()[double[0]] == (3, False)
    assert class_.marks()[double[1]] == (3, True)
    assert (double[1], "measures") not in final(class_.course, LESSON)


def test_a_decision_counts_and_can_be_taken_back(class_):
    ada, ben, double = both(class_)
    mark(ada, double[0], 4)
    mark(ben, double[0], 1)
    split = ben.splits()[0]
    ben.decide(split.pseudonym, "measures", 2.5, "Both of us read it again.")
    assert class_.marks()[double[0]] == (2.5, False)
    assert final(class_.course, LESSON)[double[0], "measures"].is_decision
    assert ben.splits()[0].decision.points == 2.5
    ben.undo()
    assert class_.marks()[double[0]] == (4, True)


def test_a_decision_holds_for_the_text_that_was_read(class_):
    ada, ben, double = both(class_)
    mark(ada, double[0], 4)
    mark(ben, double[0], 1)
    ben.decide(ben.splits()[0].pseudonym, "measures", 2)
    class_.hand_in(double[0], "A new text.")
    settle(class_.course, LESSON, book=class_.book)
    assert class_.marks()[double[0]] == (2, True)
    assert ben.splits() == ()


def test_there_is_nothing_to_decide_after_one_mark(class_):
    ada, ben, double = both(class_)
    mark(ada, double[0], 4)
    item = next(one for one in ben.items("measures") if one.student == double[0])
    with pytest.raises(BadMark, match="only one marker"):
        ben.decide(item.pseudonym, "measures", 2)


def test_agreement_is_told_for_every_criterion(class_):
    ada, ben, double = both(class_)
    for student, first, second in zip(double, (4, 3, 2, 1, 0), (4, 3.5, 2, 1, 2), strict=True):
        mark(ada, student, first)
        mark(ben, student, second)
    told = {one.criterion: one for one in agreement(class_.course, LESSON)}
    assert list(told) == CRITERIA
    measures = told["measures"]
    assert (measures.n, measures.exact, measures.adjacent) == (5, 0.6, 0.8)
    assert 0 < measures.kappa < 1
    assert (told["standpoint"].n, told["standpoint"].exact, told["standpoint"].why) == (0, None, "few")
