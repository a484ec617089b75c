"""Runs all tests of the charts, or those of the files that match a pattern, writes what each class cost into test/charts/target/test-reports, and ends with one line that counts them."""

import sys
import time
import unittest
from collections import defaultdict
from pathlib import Path
from xml.sax.saxutils import quoteattr

here = Path(__file__).resolve().parent
report = here / "target" / "test-reports" / "charts.xml"


class Timed(unittest.TextTestResult):
    """Seconds and number of the tests of each class; what sets up a class or a module counts for the class that follows."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.seconds, self.tests, self.last = defaultdict(float), defaultdict(int), time.monotonic()

    def stopTest(self, test):
        super().stopTest(test)
        now, name = time.monotonic(), f"{type(test).__module__}.{type(test).__name__}"
        self.seconds[name] += now - self.last
        self.tests[name] += 1
        self.last = now


suite = unittest.defaultTestLoader.discover(str(here), *sys.argv[1:2], top_level_dir=str(here.parent))
result = unittest.TextTestRunner(verbosity=1, resultclass=Timed).run(suite)
report.parent.mkdir(parents=True, exist_ok=True)
rows = (f'<testsuite name={quoteattr(name)} time="{seconds:.3f}" tests="{result.tests[name]}"/>\n' for name, seconds in result.seconds.items())
report.write_text(f"<testsuites>\n{''.join(rows)}</testsuites>\n")
# A set-up that fails is no test run, and a sub-test that fails is one more failure of a test that ran.
failed = len({str(getattr(test, "test_case", test)) for test, _ in result.failures + result.errors})
print(f"charts: {max(result.testsRun - failed, 0)} passed, {failed} failed")
sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)
