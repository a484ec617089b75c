"""What the health check for Argo CD says of a release, run by a real Lua."""

import json
import subprocess
import unittest

from .charts import FOLDER

HEALTH = FOLDER.parent / "docs" / "gitops" / "health.lua"


def lua(value):
    """A Python value as a Lua one."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"[{json.dumps(key)}] = {lua(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "{" + ", ".join(lua(one) for one in value) + "}"
    return json.dumps(value)


def health(status, generation=3):
    release = {"metadata": {"generation": generation}, **({"status": status} if status is not None else {})}
    program = f"obj = {lua(release)}\nlocal found = dofile({json.dumps(str(HEALTH))})\nprint(found.status .. ': ' .. found.message)"
    done = subprocess.run(["lua5.4", "-"], input=program, capture_output=True, text=True, timeout=30, check=True)
    return done.stdout.strip()


def status(phase, *conditions, **more):
    return {
        "observedGeneration": 3,
        "phase": phase,
        "conditions": [{"type": name, "status": value, "message": f"{name} is {value}"} for name, value in conditions],
        **more,
    }


class Health(unittest.TestCase):
    def test_waits_for_the_operator_to_see_a_change(self):
        for unseen in (None, {}, {**status("Stable"), "observedGeneration": 2}):
            self.assertEqual("Progressing: waiting for the operator", health(unseen))

    def test_is_healthy_when_one_available_version_serves(self):
        self.assertEqual("Healthy: Available is True", health(status("Stable", ("Available", "True"))))

    def test_is_degraded_with_the_reason_after_a_rollback(self):
        self.assertEqual("Degraded: 31 of 412 failed", health(status("RolledBack", failed={"message": "31 of 412 failed"})))

    def test_is_degraded_without_ready_pods_or_with_a_spec_that_names_what_is_not_there(self):
        self.assertEqual("Degraded: Available is False", health(status("Stable", ("Available", "False"))))
        self.assertEqual("Degraded: Resolved is False", health(status("Progressing", ("Resolved", "False"))))

    def test_tells_what_a_version_waits_for_before_it_starts(self):
        for reason, found in (("Frozen", "Suspended"), ("Queued", "Progressing")):
            waits = {"type": "Settled", "status": "False", "reason": reason, "message": "until Monday"}
            self.assertEqual(f"{found}: until Monday", health({**status("Stable"), "conditions": [waits]}))

    def test_follows_a_canary_and_its_pause(self):
        for phase in ("Initializing", "Preparing", "Progressing", "Promoting", "RollingBack"):
            self.assertEqual("Progressing: Progressing is True", health(status(phase, ("Progressing", "True"), ("Available", "True"))))
        self.assertEqual("Suspended: Paused is True", health(status("Progressing", ("Paused", "True"))))
        self.assertEqual("Healthy: Available is True", health(status("Stable", ("Paused", "True"), ("Available", "True"))))
