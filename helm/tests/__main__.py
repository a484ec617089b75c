"""Runs all tests of the charts and ends with one line that counts them."""

import sys
import unittest
from pathlib import Path

here = Path(__file__).resolve().parent
suite = unittest.defaultTestLoader.discover(str(here), top_level_dir=str(here.parent))
result = unittest.TextTestRunner(verbosity=1).run(suite)
# A set-up that fails is no test run, and a sub-test that fails is one more failure of a test that ran.
failed = len({str(getattr(test, "test_case", test)) for test, _ in result.failures + result.errors})
print(f"charts: {max(result.testsRun - failed, 0)} passed, {failed} failed")
sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)
