"""The lines that the load programs print, gathered over the repetitions.

A line is: repetition, fdatasync latency of the moment, contender, events a
second, p50, p99 and longest latency, CPU an event, and the share of one core
that others used meanwhile. Times are in microseconds.
"""
import statistics

MEASURES = ("sync", "rate", "p50", "p99", "max", "cpu", "others")


class Results:
    def __init__(self, path):
        self.runs = {}  # Contender to repetition to measure to figure.
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                repetition, sync, contender, *figures = line.split("\t")
                values = map(float, (sync, *figures))
                self.runs.setdefault(contender, {})[repetition] = dict(
                    zip(MEASURES, values, strict=True))

    def contenders(self):
        return list(self.runs)

    def median(self, contender, measure):
        return statistics.median(
            run[measure] for run in self.runs[contender].values())

    def most(self, contender, measure):
        return max(run[measure] for run in self.runs[contender].values())

    def ratio(self, contender, other, measure="rate"):
        """Median over the repetitions of the ratio within each."""
        shared = self.runs[contender].keys() & self.runs[other].keys()
        return statistics.median(
            self.runs[contender][repetition][measure] /
            self.runs[other][repetition][measure] for repetition in shared)
