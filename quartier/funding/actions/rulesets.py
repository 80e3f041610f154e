"""An office's own rules: begun as a copy, written as a draft, put in force for a fund from a day on."""

import datetime as dt
import hashlib
from typing import Any

from django.utils.translation import gettext as _

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.funding.models import Fund, InForce, RuleDraft, RuleSet
from quartier.funding.queries import ruleset_for
from quartier.funding.queries.touched import must_be_free, must_begin, stamp
from quartier.funding.rules import Rules, Value, read
from quartier.funding.rules import writing as toml
from quartier.history.actions import action, lock, record
from quartier.kit import dates
from quartier.kit.errors import Conflict, Refused

LONGEST_TEXT = 200_000  # signs of a rule file; ours have under ten thousand
LONGEST_KEY = 60  # as the column


@action
def begin_draft(*, area: Area, copy_of: RuleSet, by: User, text: str | None = None, title: str = "") -> RuleDraft:
    """Begin rules of the quarter's own, as a copy of ``copy_of``, or with a text of their own that is compared with it.

    ``title``: what the copy is called in notices; empty: as its origin. The same within half a minute is the same: a
    double click. Refused for a rule set of another quarter, and for a text that is not a rule set: with the line.
    """
    if copy_of.scope_id not in (None, area.scope_id):
        raise Refused(_("Dieses Regelwerk gehört einem anderen Quartier."))
    if text is not None:
        read(_short(text), _("Regelwerk"))
    written = copy_of.text if text is None else text
    if title.strip():
        written = toml.head(written, title=title.strip())
    same = RuleDraft.objects.filter(area=lock(area), copy_of=copy_of, by=by, at__gte=dates.now() - dates.TWO_CLICKS)
    if known := next((draft for draft in same if draft.text == written), None):
        return known
    draft = RuleDraft.objects.create(area=area, copy_of=copy_of, text=written, by=by)
    record(scope=area.scope_id, verb="begun", row=draft, by=by)
    return draft


@action
def write_draft(*, draft: RuleDraft, text: str, read_text: str, by: User) -> RuleDraft:
    """Keep the text as it was typed, right or wrong: what is wrong is told beside the lines, nothing typed is lost.

    ``read_text`` is the text that was on the page. Conflict when somebody else wrote in between.
    """
    row = lock(draft)
    if _plain(row.text) != _plain(read_text):
        raise Conflict(_("Jemand hat diesen Entwurf inzwischen geändert. Ihr Text steht noch unten."))
    return _write(row, _short(_plain(text)), by)


@action
def put_value(*, draft: RuleDraft, name: str, value: Value[Any] | None, by: User) -> RuleDraft:
    """Change one parameter in the text of a draft; None takes it out: the rules then say nothing about it."""
    row = lock(draft)
    return _write(row, toml.drop(row.text, name) if value is None else toml.put(row.text, name, value), by)


def _write(row: RuleDraft, text: str, by: User) -> RuleDraft:
    row.text, row.by, row.at = text, by, dates.now()
    row.save(update_fields=["text", "by", "at"])
    record(scope=row.area.scope_id, verb="saved", row=row, by=by)
    return row


@action
def drop_draft(*, draft: RuleDraft, by: User) -> None:
    """Throw a draft away. Nothing names it yet."""
    record(scope=draft.area.scope_id, verb="dropped", row=draft, by=by)
    draft.delete()


# In force ---------------------------------------------------------------------------------------------------------
@action
def enact(*, draft: RuleDraft, fund: Fund, valid_from: dt.date, seen: str = "", by: User) -> InForce:
    """Make a version of the draft that is never changed again, and put it in force for the fund from that day on.

    Before: a text without a fault. Effect: a rule set of the quarter with the next number and this day, and that it is
    in force; the draft is gone. After: new notices name it, grants keep theirs. ``seen``: the stamp of what it touches as
    it was looked at (``queries.touched``); Conflict when text or rules changed since. Refused with the line for a faulty
    text, for a day of a closed year, and where something else is in force from the same day.
    """
    row = lock(draft)
    rules = read(row.text, _("Entwurf")).rules
    lock(fund)
    must_be_free(fund, valid_from)
    _must_be_as_seen(fund, row.text, valid_from, seen)
    made = _version(row, rules, valid_from, by)
    in_force = _in_force(fund, made, valid_from, by)
    row.delete()
    return in_force


def _version(draft: RuleDraft, rules: Rules, valid_from: dt.date, by: User) -> RuleSet:
    key = _own_key(draft)
    if RuleSet.objects.filter(key=key, valid_from=valid_from).exists():
        raise Refused(
            _("Von diesem Regelwerk gilt ab dem %(day)s schon eine Fassung. Bitte wählen Sie einen anderen Tag.")
            % {"day": dates.figures(valid_from)}
        )
    taken = set(RuleSet.objects.filter(key=key).values_list("version", flat=True))
    version = next(str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)
    text = toml.head(draft.text, key=key, version=version, valid_from=valid_from)
    made = RuleSet.objects.create(
        key=key, version=version, title=rules.title, valid_from=valid_from, text=text, copy_of=draft.copy_of, by=by,
        scope=draft.area.scope, sha256=hashlib.sha256(text.encode()).hexdigest(),
    )  # fmt: skip
    record(scope=draft.area.scope_id, verb="made", row=made, by=by)
    return made


def _own_key(draft: RuleDraft) -> str:
    """The key of the quarter's own set: that of its older versions, else ours behind the quarter's name."""
    base = draft.copy_of
    if base.scope_id == draft.area.scope_id:
        return base.key
    key = f"{draft.area.slug}-{base.key}"[:LONGEST_KEY]
    if RuleSet.objects.filter(key=key).exclude(scope=draft.area.scope).exists():
        key = f"{draft.area.pk}-{key}"[:LONGEST_KEY]  # two long names that begin alike
    return key


@action
def put_in_force(*, fund: Fund, ruleset: RuleSet, valid_from: dt.date, seen: str = "", by: User) -> InForce:
    """From that day on the notices of the fund name this rule set; what was granted before keeps its own.

    The same once more changes nothing: a double click. ``seen`` as in ``enact``. Refused for rules of another quarter, a
    day before the rules themselves begin, a day of a closed year, and where something else is in force from the same day.
    """
    lock(fund)
    if same := InForce.objects.filter(fund=fund, ruleset=ruleset, valid_from=valid_from).first():
        return same
    must_begin(fund, ruleset, valid_from)
    _must_be_as_seen(fund, ruleset.text, valid_from, seen)
    return _in_force(fund, ruleset, valid_from, by)


def _must_be_as_seen(fund: Fund, text: str, day: dt.date, seen: str) -> None:
    if seen and seen != stamp(fund, text, day, ruleset_for(fund, day)):
        raise Conflict(_("Inzwischen hat sich etwas geändert. Bitte sehen Sie noch einmal an, was sich ändert."))


def _in_force(fund: Fund, ruleset: RuleSet, day: dt.date, by: User) -> InForce:
    made = InForce.objects.create(fund=fund, ruleset=ruleset, valid_from=day, by=by)
    record(
        scope=fund.area.scope_id,
        verb="in_force",
        row=made,
        by=by,
        because=f"{ruleset.title}, {ruleset.version}",
        public=True,
    )
    return made


def _short(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise Refused(_("Dieser Text ist zu lang für ein Regelwerk. Ist es die richtige Datei?"))
    return text


def _plain(text: str) -> str:
    """A browser sends line ends its own way."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
