"""Studios are known with or without an award; what changes of one is a new version."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

from desks import NOW
from funds.record.studios import Studio, name_studio, studios

FIRST = Studio("林工劳模和工匠人才创新工作室", "榕城机械厂", lead="林工", programme="henan-2024", level="省级")


def test_a_studio_stands_as_last_named_and_its_versions_stay(engine: Engine) -> None:
    assert studios(engine) == []
    assert name_studio(engine, FIRST, "王会计", NOW()) == 1
    assert name_studio(engine, FIRST, "王会计", NOW()) == 1
    assert name_studio(engine, FIRST._replace(lead="周工", note="更换领衔人"), "李审核", NOW()) == 2
    other = Studio("周工创新工作室", "普宁水务", programme="langfang-2019")
    assert name_studio(engine, other, "王会计", NOW()) == 1
    assert {studio.studio: studio.lead for studio in studios(engine)} == {FIRST.studio: "周工", other.studio: ""}
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT lead FROM studio ORDER BY studio, version").scalars().all()
    assert sorted(kept) == ["", "周工", "林工"]


def test_a_studio_named_by_many_at_once_has_versions_without_a_gap(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(lambda n: name_studio(engine, FIRST._replace(note=str(n)), "王会计", NOW()), range(4)))
    assert sorted(given) == [1, 2, 3, 4]
