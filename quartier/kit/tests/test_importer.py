from quartier.kit.importer import ELSEWHERE, NEW, SAME, SHOWN, Preview, Step, nearest, stamp, told


def preview(*steps):
    found = Preview("liste.csv", "0" * 64)
    for step in steps:
        found.add(step)
    return found


def test_preview_counts_rows_by_verdict():
    found = preview(Step(NEW, "A", {"name": "A"}), Step(SAME, "B", {}), Step(ELSEWHERE, "C", {}))
    assert (len(found.new), found.same, [step.title for step in found.first]) == (1, 1, ["A", "B"])


def test_preview_shows_only_the_first_rows():
    assert len(preview(*(Step(NEW, str(n), {}) for n in range(SHOWN + 5))).first) == SHOWN


def test_fingerprint_differs_when_something_else_would_be_written():
    one, same = preview(Step(NEW, "A", {"name": "A"})), preview(Step(NEW, "A", {"name": "A"}))
    other = preview(Step(NEW, "A", {"name": "A", "street": "Weg 1"}))
    assert one.fingerprint() == same.fingerprint() != other.fingerprint()


def test_stamp_does_not_depend_on_the_order_of_facts():
    assert stamp({"a": 1, "b": None}) == stamp({"b": None, "a": 1}) != stamp({"a": 1, "b": ""})


def test_told_says_when_nothing_changed():
    assert told(preview(Step(SAME, "B", {})).totals()) == ["nichts geändert: 1 Einträge sind schon so vorhanden"]


def test_told_says_what_is_not_zero():
    found = preview(Step(NEW, "A", {}))
    found.outside, found.elsewhere = 3, 2
    assert told(found.totals()) == [
        "1 neu", "0 geändert", "0 unverändert", "3 außerhalb aller Quartiere",
        "2 außerhalb des Quartiers, hier nicht übernommen",
    ]  # fmt: skip


def test_nearest_names_what_is_like_it():
    names = ["Moabit West", "Moabit Ost", "Wedding", "Gesundbrunnen", "Kreuzberg", "Neukölln", "Reuterkiez"]
    assert nearest("moabbit west", names).startswith("„Moabit West“")
    assert "„Reuterkiez“" in nearest("reuter", names)
    assert nearest("ganz anders", names[:2]) == "„Moabit West“, „Moabit Ost“"
