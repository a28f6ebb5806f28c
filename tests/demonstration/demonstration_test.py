#!/usr/bin/env python3
"""What can be said about the demonstration data without a server: it holds all
that the eight audits hold, refers only to what it has made, and its clock never
runs backwards. That every line is a valid request is for `actionplan apply
--dry-run`, and that no line is refused for load_test.py.
"""
import collections
import json
import pathlib
import re
import sys
import unittest

FOLDER = pathlib.Path(sys.argv.pop())
BOARDS = ("cheshire-east", "nscb", "redbridge")
# Where a new resource's id goes, and the collection that it joins.
NEW_IDS = {"board_id": "", "agency_id": "agencies", "audit_id": "audits",
           "finding_id": "findings", "recommendation_id": "recommendations",
           "meeting_id": "meetings", "action_id": "actions",
           "plan_id": "plans"}
# The only days that may lie ahead.
DEADLINES = {"date", "review_date", "due_date", "end_date",
             "proposed_due_date", "recovery_date"}


def read(path):
    """The header of a file, and its commands with their line numbers."""
    lines = [(number, json.loads(line)) for number, line in
             enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
             if line and not line.startswith("#")]
    return lines[0][1], lines[1:]


def commands(board):
    for part in ("audits", "actions"):
        path = FOLDER / f"{board}-{part}.jsonl"
        for number, command in read(path)[1]:
            yield f"{path.name}:{number}", command


def target(request):
    """The resource that a request makes or changes."""
    for field, collection in NEW_IDS.items():
        if field in request:
            parent = request.get("parent", "boards")
            return "/".join(filter(None, (parent, collection, request[field])))
    return request.get("name") or request.get("action", {}).get("name")


def values(message, field=""):
    """Every scalar of a message with the name of its field."""
    if isinstance(message, dict):
        for name, value in message.items():
            yield from values(value, name)
    elif isinstance(message, list):
        for value in message:
            yield from values(value, field)
    else:
        yield field, message


def weekdays(text):
    """The N of "{{day Nw}}" or "{{time Nw HH:MM}}", and the hour."""
    match = re.fullmatch(r"\{\{(?:day|time) (-?\d+)w(?: (\d\d:\d\d))?\}\}",
                         str(text))
    return (int(match[1]), match[2] or "") if match else None


class DemonstrationTest(unittest.TestCase):
    place = ""  # The line at hand, which every failure names.

    def every_command(self):
        for board in BOARDS:
            for self.place, command in commands(board):
                yield board, command

    def _formatMessage(self, msg, standardMsg):
        return f"{self.place}: {super()._formatMessage(msg, standardMsg)}"

    def test_it_holds_everything_that_the_eight_audits_hold(self):
        count = collections.Counter()
        for _, command in self.every_command():
            request = command["request"]
            count[command["call"]] += 1
            count["figures"] += len(request.get("audit", {}).get("figures", ()))
            kind = re.match(r"strength|finding", request.get("finding_id", ""))
            count[kind and kind[0]] += 1
        self.assertEqual(8, count["AuditService.CreateAudit"])
        self.assertEqual(68, count["strength"])
        self.assertEqual(105, count["finding"])
        self.assertEqual(47, count["figures"])
        self.assertEqual(
            53, count["RecommendationService.DraftRecommendation"])

    def test_no_figure_has_a_base_that_its_report_does_not_state(self):
        figures = {}
        for _, command in self.every_command():
            request = command["request"]
            for figure in (*request.get("audit", {}).get("figures", ()),
                           request.get("finding", {}).get("figure", {})):
                figures[figure.get("label")] = figure
        del figures[None]
        count_alone = {"Parents telephoned",
                       "Referrals by Housing to the MASH in Case 5",
                       "Standard: hours until support begins after an "
                       "imminent eviction is flagged",
                       "Standard: weeks of gestation by which a health "
                       "visitor has come"}
        words_alone = {"Everyone involved who should be",
                       "No evidence of the right level of need",
                       "Disguised compliance"}
        self.assertEqual(count_alone | words_alone, {
            label for label, figure in figures.items()
            if "denominator" not in figure})
        self.assertEqual(words_alone, {
            label for label, figure in figures.items()
            if "numerator" not in figure})

    def test_strengths_are_never_recorded_as_gaps(self):
        for _, command in self.every_command():
            finding = command["request"].get("finding")
            if finding and command["request"]["finding_id"][0] in "sg":
                self.assertIn(finding["kind"], ("STRENGTH", "GOOD_PRACTICE"))

    def test_cases_keep_their_pseudonyms(self):
        for _, command in self.every_command():
            for field, value in values(command["request"]):
                if field in ("cases", "case_pseudonym"):
                    self.assertRegex(value, r"^Case ([1-8]|[A-H])$")

    def test_each_actor_is_named_in_the_header_of_its_file(self):
        for path in sorted(FOLDER.glob("*.jsonl")):
            header, lines = read(path)
            used = {command["as"] for _, command in lines}
            self.assertEqual(set(header["actors"]), used, path.name)

    def test_each_resource_is_made_before_it_is_named(self):
        made = set()
        resource = re.compile(r"boards/[a-z0-9-]+(/[a-z]+/[a-z0-9-]+)*")
        for board, command in self.every_command():
            request = command["request"]
            for _, value in values(request):
                if not resource.fullmatch(str(value)):
                    continue
                if "/escalations/" not in value:  # The server names those.
                    self.assertTrue(value in made, value)
                self.assertTrue(value.startswith(f"boards/{board}"))
            if any(field in request for field in NEW_IDS):
                self.assertNotIn(target(request), made)
                made.add(target(request))

    def test_nothing_but_a_deadline_lies_ahead(self):
        for _, command in self.every_command():
            for field, value in values(command["request"]):
                when = weekdays(value)
                if when and field not in DEADLINES:
                    self.assertLess(when[0], 0, value)

    def test_the_clock_of_a_resource_never_runs_backwards(self):
        last = {}
        for _, command in self.every_command():
            request = command["request"]
            if "occur_time" not in request or target(request) is None:
                continue
            when = weekdays(request["occur_time"])
            self.assertGreaterEqual(when, last.get(target(request), when))
            last[target(request)] = when

    def test_an_action_is_done_before_it_is_said_to_be(self):
        for _, command in self.every_command():
            request = command["request"]
            if "completed_on" in request:
                self.assertLessEqual(weekdays(request["completed_on"])[0],
                                     weekdays(request["occur_time"])[0])


if __name__ == "__main__":
    unittest.main()
