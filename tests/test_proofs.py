"""What a file proves: the one rule, its corners, and that every report goes by it."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from desks import Silent
from funds.checks.case import NOWHERE
from funds.checks.judge import prepare
from funds.entry.names import invoice_key
from funds.entry.proofs import ONE_PAPER, SHARED, Proofs
from funds.entry.record import Invoice, Record
from funds.entry.story import Story, advance
from funds.law.force import Lawbook
from funds.law.policy import Policy
from funds.record.sided import entries_of
from funds.statements.completeness import counted
from funds.statements.story import papers_missing
from funds.statements.window import Window
from proving import ACCEPTING, DAY, FUND, LAW, TRAINING, Chain, bound, pieces


def test_of_one_entry_a_file_is_one_paper_but_a_plan_is_the_notice_too() -> None:
    chain = Chain()
    one = chain.spend("photos=a sign-in=a approval=a plan=b notice=b")
    assert chain.has(one) == {"photos", "plan", "notice"}
    assert chain.story.items[one].missing == {"bank-receipt|receipt", "invoice|lecture-fee-list", "sign-in", "approval"}
    [_, told] = chain.records[-1].findings
    assert (told.code, told.facts["kinds"], told.facts["papers"], told.facts["held"]) == (
        "paper-uncounted", "sign-in,approval", "签到表、审批单", "照片",
    )  # fmt: skip
    assert chain.attach(one, "sign-in=a") == ["paper-uncounted"]
    assert "sign-in" in chain.story.items[one].missing
    assert chain.attach(one, "sign-in=c approval=d") == []
    assert chain.story.items[one].missing == {"bank-receipt|receipt", "invoice|lecture-fee-list"}


def test_of_several_entries_it_is_what_may_concern_them_and_else_the_first_keeps_it() -> None:
    chain = Chain()
    one = chain.spend("photos=a plan=b invoice=i")
    two = chain.spend("photos=a plan=b invoice=j")
    assert chain.has(two) == {"plan", "invoice"}
    assert "photos" in chain.story.items[two].missing
    assert chain.attach(two, "notice=b photos=c") == []
    assert chain.has(one) == {"photos", "plan", "invoice"}
    assert chain.has(two) == {"photos", "plan", "notice", "invoice"}
    assert chain.attach(one, "photos=c") == ["paper-uncounted"], "a slip later harms nobody"
    assert chain.has(two) == {"photos", "plan", "notice", "invoice"}


def test_entries_that_bear_one_invoice_share_their_papers() -> None:
    chain = Chain()
    one, two, three = (chain.spend("photos=a", invoice=number) for number in ("24440000000000000001",) * 2 + ("2",))
    assert [chain.has(number) for number in (one, two, three)] == [{"photos"}, {"photos"}, set()]


def test_an_invoice_that_came_later_is_borne_only_where_it_is_used_up() -> None:
    proofs, number = Proofs(), "24440000000000000001"
    one = Record(
        fund=FUND, kind="spend", number=4, date=DAY, invoices=(Invoice(number=number),), evidence=pieces("photos=a")
    )
    proofs.take(one, 4)
    for entry, share in ((5, 0), (6, 100)):
        later = (Invoice(number=number, share=share),)
        proofs.take(
            Record(fund=FUND, kind="attach", date=DAY, invoices=later, evidence=pieces(f"invoice={entry}")), entry
        )
        proofs.take(Record(fund=FUND, kind="attach", date=DAY, evidence=pieces("photos=a")), entry)
    assert (proofs.proven(5), proofs.proven(6)) == ({"invoice"}, {"invoice", "photos"})


def test_what_was_attached_to_the_wrong_entry_is_put_right_by_attaching_the_right_papers() -> None:
    chain = Chain()
    one, two = chain.spend(), chain.spend()
    chain.attach(one, "photos=second")
    assert chain.attach(two, "photos=second") == ["paper-uncounted"]
    chain.attach(one, "photos=first")
    assert "photos" in chain.story.items[two].missing
    assert chain.attach(two, "photos=second") == ["paper-moved"]
    assert (chain.has(one), chain.has(two)) == ({"photos"}, {"photos"})
    assert "photos" not in chain.story.items[one].missing | chain.story.items[two].missing


def test_a_kind_given_wrongly_is_put_right_within_one_record_too() -> None:
    chain = Chain()
    one = chain.spend("photos=signed")
    assert chain.attach(one, "sign-in=signed photos=scene") == ["paper-moved"]
    assert chain.has(one) == {"photos", "sign-in"}


def test_a_reversed_entry_gives_its_papers_back() -> None:
    chain = Chain()
    one = chain.spend("photos=a invoice=b")
    chain.add("reverse", refers=one, reason="金额录错")
    two = chain.spend("photos=a invoice=b")
    assert chain.has(two) == {"photos", "invoice"}
    assert [finding.code for finding in chain.records[-1].findings] == ["papers-missing"]
    assert chain.attach(one, "plan=c") == []
    assert chain.attach(two, "sign-in=c") == [], "what is attached to a reversed entry is nobody's"


def test_a_combined_scan_counts_as_each_paper_where_the_policy_says_so_and_that_is_sealed() -> None:
    strict, accepting = Chain(), Chain(ACCEPTING)
    every = " ".join(f"{kind}=all" for kind in TRAINING)
    one, same = strict.spend(every), accepting.spend(every)
    assert strict.has(one) == {"bank-receipt"}
    assert strict.story.figures["unsupported"] == 1000
    assert accepting.has(same) == set(TRAINING)
    assert accepting.story.figures["unsupported"] == 0
    [note] = accepting.records[-1].findings
    assert (note.code, note.facts["combined"]) == ("combined-scan", "sign-in,photos,approval,invoice,plan")
    assert LAW.hash != ACCEPTING.hash
    assert LAW.hash == bound(Policy(combined_scan="split")).hash
    two = accepting.spend(every)
    assert accepting.has(two) == {"bank-receipt", "sign-in", "approval", "plan"}, (
        "of another entry only what may be shared"
    )
    assert accepting.attach(same, "contract=all") == ["combined-scan"]
    accepting.law = LAW  # a later policy judges what comes later
    assert accepting.attach(same, "list=all") == ["paper-uncounted"]
    assert accepting.story.items[same].missing == frozenset()


def test_what_may_be_shared_are_kinds_of_the_law_each_with_a_reason() -> None:
    known = LAW.papers.keys()
    assert SHARED.keys() | frozenset().union(*ONE_PAPER) <= known
    assert frozenset().union(*ONE_PAPER) <= SHARED.keys()
    assert all(SHARED.values())
    assert not SHARED.keys() & {"invoice", "photos", "acceptance", "sample", "asset-card"}


def test_a_retention_paid_out_claims_no_paper_and_the_award_counts_as_the_rest() -> None:
    chain = Chain()
    chain.attach(1, "naming-document=n")
    assert chain.attach(2, "payment-notice=n") == []
    assert [one["number"] for one in papers_missing(chain.story, chain.records)] == [3]
    one = chain.spend("invoice=i")
    assert chain.attach(3, "receipt=i") == ["paper-uncounted"]
    assert chain.has(one) == {"invoice"}


def test_papers_that_many_entries_share_are_looked_up_and_not_searched() -> None:
    proofs = Proofs()
    for number in range(1, 400):
        proofs.take(Record(fund=FUND, kind="spend", number=number, date=DAY, evidence=pieces("plan=a")), number)
    assert proofs.held("a") == (1, ("plan",), ("plan",))


class Step(NamedTuple):
    """Something done on a fund: to an earlier entry or a new one, with some papers."""

    what: str
    target: int
    papers: tuple[tuple[str, str], ...]
    invoice: str


def steps() -> st.SearchStrategy[list[Step]]:
    papers = st.tuples(st.sampled_from((*TRAINING, "notice", "contract")), st.sampled_from("abcdefgh"))
    one = st.builds(
        Step,
        what=st.sampled_from(("spend", "spend", "attach", "attach", "attach", "reverse")),
        target=st.integers(0, 9),
        papers=st.lists(papers, min_size=1, max_size=6, unique=True).map(tuple),
        invoice=st.sampled_from(("", "", "24440000000000000001", "24440000000000000002")),
    )
    return st.lists(one, min_size=2, max_size=12)


def played(plan: Sequence[Step], law: Lawbook) -> Chain:
    chain, spent = Chain(law), list[int]()
    for step in plan:
        papers = " ".join(f"{kind}={file}" for kind, file in step.papers)
        if step.what == "spend" or not spent:
            spent.append(chain.spend(papers, step.invoice))
            continue
        number = spent[step.target % len(spent)]
        before = {at: item.missing for at, item in chain.story.items.items() if at != number}
        if step.what == "attach":
            chain.attach(number, papers)
        elif not chain.story.items[number].reversed_by:
            chain.add("reverse", refers=number, reason="重复记账")
        assert before == {at: item.missing for at, item in chain.story.items.items() if at in before}
    return chain


@settings(max_examples=150, deadline=None)
@given(steps(), st.sampled_from((LAW, ACCEPTING)))
def test_completeness_the_story_and_the_reconciliation_agree_entry_by_entry(plan: list[Step], law: Lawbook) -> None:
    chain = played(plan, law)
    story, records = chain.story, chain.records
    stands = [number for number, item in story.items.items() if item.record.kind == "spend" and not item.reversed_by]
    known = {one["number"]: set(one["missing"]) for one in papers_missing(story, records)}
    supported = {entry.number for entry in entries_of(records, papers=True) if entry.papers}
    for number in stands:
        lacks = story.items[number].missing
        assert known.get(number, set()) == lacks
        assert (number in supported) == (not lacks and bool(chain.has(number)))
        day = story.items[number].record.date
        found, rest = (
            counted(records, lambda _name: law, Window(since=since)) for since in (day, day + dt.timedelta(days=1))
        )
        assert (found.asked - found.there) - (rest.asked - rest.there) == len(lacks)
        assert found.complete - rest.complete == int(not lacks)
        gone = (
            sum(found.missing.values())
            + sum(found.shared.values())
            - sum(rest.missing.values())
            - sum(rest.shared.values())
        )
        assert gone == len(lacks)
        assert {need for need in lacks if not chain.has(number).isdisjoint(need.split("|"))} <= _later(story, number)
    assert counted(records, lambda _name: law).unsupported == story.figures["unsupported"]
    again = Story()
    for record in records:
        assert prepare(record, again, law, NOWHERE, Silent()).findings == record.findings
        advance(again, record)
    if law is LAW:
        _sound(story, stands)


def _later(story: Story, number: int) -> set[str]:
    """Give what an entry has by a file that became a shared paper only after it was put there: it must come anew."""
    kinds = {piece.kind for piece in story.proofs.papers(number) if piece.kind in SHARED}
    return {need for need in story.items[number].missing if not kinds.isdisjoint(need.split("|"))}


def _sound(story: Story, stands: Sequence[int]) -> None:
    """No file is two kinds of paper, and none that may not be shared is of two purchases."""
    uses: dict[str, set[tuple[int, str]]] = {}
    for number in stands:
        for each in story.proofs.papers(number):
            if story.proofs.counts(number, each):
                uses.setdefault(each.digest, set()).add((number, each.kind))
    for some in uses.values():
        kinds = frozenset(kind for _number, kind in some)
        assert len(kinds) == 1 or any(kinds <= pair for pair in ONE_PAPER)
        if not kinds <= SHARED.keys():
            borne = [
                {invoice_key(one.code, one.number) for one in story.items[number].record.invoices}
                for number in {number for number, _kind in some}
            ]
            assert len(borne) == 1 or set.intersection(*borne)


def test_a_draft_is_weighed_and_nothing_is_remembered() -> None:
    proofs = Proofs()
    first = Record(fund=FUND, kind="spend", number=1, date=DAY, evidence=pieces("photos=a"))
    proofs.take(first, 1)
    draft = msgspec.structs.replace(first, number=2, evidence=pieces("photos=a plan=b plan=c"))
    weighed = proofs.weigh(draft, 2, combine=False)
    assert [each.digest for each, _hold in weighed.uncounted] == ["a"]
    assert proofs.proven(2) == set()
    assert proofs.held("b") is None
