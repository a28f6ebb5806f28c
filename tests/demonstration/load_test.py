#!/usr/bin/env python3
"""Loads the demonstration into a server, as deploy/run.sh does: no line is
refused, a second time adds nothing, and there is a plan worth looking at.

Usage: load_test.py SERVER CLI FOLDER
"""
import contextlib
import json
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

FOLDER = pathlib.Path(sys.argv.pop())
CLI, SERVER = sys.argv.pop(), sys.argv.pop()
BOARDS = ("nscb", "redbridge", "cheshire-east")
LONG_ENOUGH = 60  # Seconds until a server that does not answer is given up.


def free_address():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return "127.0.0.1:%d" % probe.getsockname()[1]


class LoadTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.address = free_address()
        cls.server = subprocess.Popen(
            [SERVER, "--address=" + cls.address, "--data=" + cls.folder.name,
             "--insecure-identity"])
        cls.addClassCleanup(cls.stop)
        patience = time.monotonic() + LONG_ENOUGH
        while cls.run_cli("server", "info").returncode:
            if cls.server.poll() is not None or time.monotonic() > patience:
                raise AssertionError("the server does not answer")
            time.sleep(0.1)
        for board in BOARDS:
            cls.load(board)

    @classmethod
    def stop(cls):
        cls.server.send_signal(signal.SIGTERM)
        if cls.server.wait(LONG_ENOUGH) != 0:
            raise AssertionError(f"the server ended with {cls.server.wait()}")

    @classmethod
    def run_cli(cls, *arguments):
        return subprocess.run(
            [CLI, *arguments, "--server", cls.address,
             "--as", "nscb-manager,role=board-manager", "--output", "json"],
            text=True, capture_output=True, check=False)

    @classmethod
    def load(cls, board):
        for part in ("audits", "actions"):
            ran = cls.run_cli("apply", str(FOLDER / f"{board}-{part}.jsonl"))
            if ran.returncode:
                raise AssertionError(f"{board}-{part}: {ran.stderr}")

    def ask(self, *arguments):
        ran = self.run_cli(*arguments)
        self.assertEqual(0, ran.returncode, ran.stderr)
        return json.loads(ran.stdout)

    def test_a_second_time_adds_nothing(self):
        before = self.ask("server", "info")
        for board in BOARDS:
            self.load(board)
        after = self.ask("server", "info")
        self.assertEqual(before["head_position"], after["head_position"])

    def test_the_offices_sheet_becomes_part_of_the_plan_once(self):
        sheet = str(FOLDER / "nscb-composite-plan.csv")
        arguments = ("import", "boards/nscb/plans/composite", sheet)
        planned = self.ask(*arguments)
        self.assertFalse(planned["committed"])
        self.assertEqual(0, planned["counts"]["errors"], planned["issues"])
        new = planned["counts"]["new"]
        self.assertGreater(new, 8)
        before = self.plan_size()
        self.assertTrue(self.ask(*arguments, "--commit")["committed"])
        self.assertEqual(before + new, self.plan_size())
        again = self.ask(*arguments, "--commit")["counts"]
        self.assertEqual((0, 0, new), (again["new"], again["changed"],
                                       again["unchanged"]))

    def plan_size(self):
        return len(self.ask("plan", "get",
                            "boards/nscb/plans/composite")["actions"])

    def test_each_board_has_something_overdue_and_escalated(self):
        for board in BOARDS:
            total = self.ask("status", f"boards/{board}")["total"]
            self.assertGreater(total["overdue"], 0, board)
            self.assertGreater(total["escalated"], 0, board)
            self.assertGreater(total["re_dated"], 0, board)

    def test_actions_are_in_every_state(self):
        states = {row["state"] for board in BOARDS for row in
                  self.ask("status", f"boards/{board}")["states"]}
        self.assertEqual({"DRAFT", "ASSIGNED", "ACCEPTED", "IN_PROGRESS",
                          "BLOCKED", "SUBMITTED", "VERIFIED", "CLOSED",
                          "DECLINED", "NOT_IMPLEMENTED", "SUPERSEDED",
                          "CANCELLED"}, states)

    def test_what_is_overdue_has_every_priority_and_differs_in_length(self):
        overdue = [action for board in BOARDS for action in
                   self.ask("overdue", f"boards/{board}")["actions"]]
        self.assertEqual({"HIGH", "MEDIUM", "LOW"},
                         {action["priority"] for action in overdue})
        days = [action["working_days_overdue"] for action in overdue]
        self.assertLess(min(days), 5)
        self.assertGreater(max(days), 60)


if __name__ == "__main__":
    unittest.main()
