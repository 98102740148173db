"""What holds of every plan: docs/scoring.md, sections 6 and 7, over random small banks whose steps need one another."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.engine.model import Answer, Assessment, Bank, Evidence, Level
from assessment.engine.planning import Plan, fit_to_sign, within_budget
from assessment.engine.report import Report, assess
from tests.engine.plans import EveryPlan, in_the_way, needy, planned

settings.register_profile("planning", settings.get_profile("house"), derandomize=True, max_examples=80)
planning = settings.get_profile("planning")

DAYS: Final = st.integers(1, 24).map(lambda halves: Fraction(halves, 2))
PLENTY: Final = Fraction(1000)


def reached(plan: Plan) -> dict[str, Level]:
    """The level that each question is brought to."""
    return {one.key.question: one.key.level for one in plan.steps}


def carried_out(assessed: Assessment, levels: Mapping[str, Level]) -> Assessment:
    """The assessment with these levels claimed, and an audit at every turn of a month to show them."""
    months = range(12 * assessed.date.year - 60, 12 * assessed.date.year + assessed.date.month)
    days = [assessed.date, *(date(month // 12, month % 12 + 1, 1) for month in months)]
    register = {f"M{number}": Evidence("audit", "Audit", day) for number, day in enumerate(days)}
    raised = {
        name: replace(assessed.answers[name], choice=level, evidence=tuple(register)) for name, level in levels.items()
    }
    return replace(assessed, evidence={**assessed.evidence, **register}, answers={**assessed.answers, **raised})


def settled(tiny: Bank, assessed: Assessment) -> Assessment:
    """The assessment in full, with everything known, answered and confirmed, and no risk accepted."""
    answers = {one.id: assessed.answers.get(one.id, Answer(0)) for one in tiny.questions}
    return replace(
        assessed,
        tier="full",
        profile={fact.id: assessed.profile.get(fact.id, True) for fact in tiny.facts},
        accepted={},
        answers={
            name: replace(one, carried_over=False, choice=0 if one.choice is None else one.choice)
            for name, one in answers.items()
        },
    )


def signs(report: Report) -> dict[str, bool]:
    return {one.pledge.id: one.fit_to_sign for one in report.pledges}


def agrees(made: tuple[Bank, Assessment], days: Fraction, periods: int) -> None:
    every = EveryPlan(*made, days, periods)
    plan = within_budget(assess(*made), days, periods)
    levels = every.levels(plan)
    assert levels in every.plans
    assert (plan.status, plan.optimality_gap) == ("optimal", 0)
    assert (plan.worth, plan.effort) == every.best == (every.worth(levels), plan.effort)


@planning
@given(needy(5), DAYS)
def test_no_plan_of_one_period_is_worth_more_or_of_equal_worth_takes_less(
    made: tuple[Bank, Assessment], days: Fraction
) -> None:
    agrees(made, days, 1)


@planning
@given(needy(3), DAYS, st.sampled_from((2, 2, 3)))
def test_no_plan_of_several_periods_is_worth_more_or_of_equal_worth_takes_less(
    made: tuple[Bank, Assessment], days: Fraction, periods: int
) -> None:
    agrees(made, days, periods)


@planning
@given(needy(5))
def test_the_steps_named_as_blocked_are_those_that_no_plan_can_hold(made: tuple[Bank, Assessment]) -> None:
    every = EveryPlan(*made, PLENTY, 1)
    possible = {
        (question, level)
        for plan in every.plans
        for question, times in plan.items()
        for level, at in enumerate(times, 1)
        if at
    }
    found = within_budget(assess(*made), PLENTY)
    named = {step for _, _, steps in in_the_way(found) for step in steps}
    assert named == every.open_steps() - possible


@planning
@given(needy(5), DAYS, st.integers(1, 3))
def test_each_prediction_is_the_report_of_the_steps_carried_out(
    made: tuple[Bank, Assessment], days: Fraction, periods: int
) -> None:
    tiny, assessed = made
    plan = within_budget(assess(*made), days, periods)
    for period, predicted in enumerate(plan.predicted, 1):
        levels = {one.key.question: one.key.level for one in plan.steps if one.period <= period}
        after = assess(tiny, carried_out(assessed, levels))
        assert [one.evidenced for one in predicted.standings] == [one.evidenced for one in after.standings]
        assert [one.verdict for one in predicted.clauses] == [one.verdict for one in after.clauses]
        assert (predicted.score.evidenced, predicted.level) == (after.score.evidenced, after.level)


@planning
@given(needy(5), DAYS, st.integers(1, 3))
def test_every_gap_that_breaks_a_clause_and_stays_is_named(
    made: tuple[Bank, Assessment], days: Fraction, periods: int
) -> None:
    plan = within_budget(assess(*made), days, periods)
    named = {(clause, one.gap.standing.question.id) for one in plan.left_broken for clause in one.clauses}
    after = plan.predicted[-1]
    assert named == {(clause.clause.id, one.question.id) for clause in after.broken for one in clause.because}


@planning
@given(needy(6))
def test_a_pledge_becomes_fit_to_sign_where_nothing_is_in_the_way_and_only_there(
    made: tuple[Bank, Assessment],
) -> None:
    report = assess(*made)
    for pledge in made[1].pledges:
        plan = fit_to_sign(report, [pledge])
        assert signs(plan.predicted[0])[pledge] is (plan.blocked == ())


@planning
@given(needy(6))
def test_carrying_out_a_fit_to_sign_plan_without_blockers_gives_kept(made: tuple[Bank, Assessment]) -> None:
    tiny, assessed = made[0], settled(*made)
    report = assess(tiny, assessed)
    chosen = [one.clause.id for one in report.clauses if one.verdict not in {"excluded", "out_of_scope"}]
    if not chosen:
        return
    plan = fit_to_sign(report, chosen)
    after = assess(tiny, carried_out(assessed, reached(plan)))
    assert plan.blocked == ()
    assert {one.verdict for one in after.clauses if one.clause.id in chosen} == {"kept"}
    fit = [pledge for pledge, verdict in signs(after).items() if verdict]
    assert fit == [
        one.pledge.id
        for one in report.pledges
        if {each.clause.id for each in one.clauses} & set(chosen)
        and not {each.verdict for each in one.clauses} & {"excluded"}
    ]


@planning
@given(needy(6))
def test_no_step_of_a_fit_to_sign_plan_can_be_left_out(made: tuple[Bank, Assessment]) -> None:
    tiny, assessed = made[0], settled(*made)
    report = assess(tiny, assessed)
    chosen = [one.clause.id for one in report.clauses if one.verdict not in {"excluded", "out_of_scope"}]
    if not chosen:
        return
    plan = fit_to_sign(report, chosen)
    every = EveryPlan(tiny, assessed, PLENTY, 1)
    for name, level in reached(plan).items():
        less = {**reached(plan), name: level - 1}
        times = {
            one.id: tuple(int(every.shown[one.id] < each <= less.get(one.id, 0)) for each in range(1, 5))
            for one in every.free
        }
        after = assess(tiny, carried_out(assessed, {**reached(plan), name: max(level - 1, every.shown[name])}))
        kept = {one.verdict for one in after.clauses if one.clause.id in chosen} == {"kept"}
        assert not (kept and every.in_order(times))


@planning
@given(needy(6))
def test_a_fit_to_sign_plan_can_be_carried_out_in_its_order(made: tuple[Bank, Assessment]) -> None:
    report = assess(*made)
    for plan in (fit_to_sign(report, made[1].pledges), within_budget(report, PLENTY)):
        done: set[tuple[str, int]] = set()
        for one in plan.steps:
            assert set(one.stands_on) <= done
            done.add(one.key)


@planning
@given(needy(6), DAYS, st.integers(1, 4), st.randoms(use_true_random=False))
def test_equal_input_has_equal_plans_in_whatever_order_it_is_given(
    made: tuple[Bank, Assessment], days: Fraction, periods: int, chance: Random
) -> None:
    tiny, assessed = made
    answers = list(assessed.answers.items())
    chance.shuffle(answers)
    other = replace(assessed, answers=dict(answers), pledges=assessed.pledges[::-1])
    one, two = (within_budget(assess(tiny, each), days, periods) for each in (assessed, other))
    assert planned(one) == planned(two)
    assert (one.worth, one.effort, in_the_way(one)) == (two.worth, two.effort, in_the_way(two))
