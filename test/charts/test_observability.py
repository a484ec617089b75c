"""What the operator's alerts and dashboard promise, checked with the promtool of a real Prometheus."""

import json
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import yaml

from .charts import OPERATOR, Rendered

DOCS = OPERATOR.parent.parent / "docs"
ALERTS = OPERATOR / "observability" / "alerts.yaml"
DASHBOARD = json.loads((OPERATOR / "observability" / "dashboard.json").read_text())
IMAGE = {"image": {"repository": "registry.example.com/operator"}}


def promtool(*arguments):
    done = subprocess.run(["promtool", *map(str, arguments)], capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)


def alerts():
    return [rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]]


def shown():
    """The expressions of all panels, with Grafana's variables filled in."""
    for panel in DASHBOARD["panels"]:
        for target in panel.get("targets", []):
            yield re.sub(r"\$\w+", ".*", target["expr"])


class Alerts(unittest.TestCase):
    def test_fire_when_they_should_and_never_else(self):
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
            file.write((Path(__file__).parent / "alerts_test.yaml").read_text().replace("ALERTS", str(ALERTS)))
            file.flush()
            promtool("test", "rules", file.name)

    def test_each_is_tested_and_has_its_place_in_the_runbook(self):
        tested = (Path(__file__).parent / "alerts_test.yaml").read_text()
        runbook = (DOCS / "runbook.md").read_text()
        for alert in alerts():
            with self.subTest(alert["alert"]):
                self.assertIn(f"#{alert['alert'].lower()}", tested)
                self.assertIn(f"\n## {alert['alert']}\n", runbook)
                self.assertEqual(f"docs/runbook.md#{alert['alert'].lower()}", alert["annotations"]["runbook_url"])

    def test_reach_the_prometheus_operator_with_the_own_runbook(self):
        metrics = {"prometheusRule": {"enabled": True, "runbook": "https://wiki.example.com/runbook", "labels": {"team": "a"}}}
        rule = Rendered(OPERATOR, {**IMAGE, "metrics": metrics}).one("PrometheusRule")
        self.assertEqual("a", rule["metadata"]["labels"]["team"])
        rendered = [one for group in rule["spec"]["groups"] for one in group["rules"]]
        self.assertEqual([one["expr"] for one in alerts()], [one["expr"] for one in rendered])
        for one in rendered:
            self.assertTrue(one["annotations"]["runbook_url"].startswith("https://wiki.example.com/runbook#"))


class TheDashboard(unittest.TestCase):
    def test_asks_prometheus_in_its_language(self):
        rules = [{"record": f"panel:{i}", "expr": expression} for i, expression in enumerate(shown())]
        self.assertTrue(rules)
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
            yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}, file)
            file.flush()
            promtool("check", "rules", file.name)

    def test_every_panel_has_a_title_a_reason_and_a_place_of_its_own(self):
        taken = set()
        for panel in DASHBOARD["panels"]:
            self.assertTrue(panel["title"])
            self.assertTrue(panel["type"] == "row" or panel["description"], panel["title"])
            place = panel["gridPos"]
            cells = {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}
            self.assertFalse(cells & taken, panel["title"])
            taken |= cells

    def test_is_found_by_grafana_s_sidecar(self):
        rendered = Rendered(OPERATOR, {**IMAGE, "metrics": {"dashboard": {"enabled": True}}})
        config = rendered.one("ConfigMap")
        self.assertEqual("1", config["metadata"]["labels"]["grafana_dashboard"])
        self.assertEqual(DASHBOARD, json.loads(config["data"]["orderapp-releases.json"]))


def documented():
    """The labels of each documented metric; an ellipsis stands for those that all series of a release have."""
    for row in re.findall(r"^\| `orderapp_.*$", (DOCS / "metrics.md").read_text(), re.MULTILINE):
        name, _, labels = (cell.strip() for cell in row.strip("|").split("|"))
        yield name.strip("`"), set(re.findall(r"\w+", labels.replace("…", "namespace release")))


class Metrics(unittest.TestCase):
    EXPRESSIONS = [*shown(), *(alert["expr"] for alert in alerts())]

    def test_asked_for_are_documented(self):
        names = dict(documented())
        for expression in self.EXPRESSIONS:
            for name in re.findall(r"\borderapp_\w+", expression):
                self.assertIn(re.sub(r"_(bucket|count|sum)$", "", name), names)

    def test_are_asked_by_labels_that_they_have(self):
        # Prometheus' own, those that a scrape adds, and those of the JVM's series.
        foreign = {"le", "instance", "pod", "job", "area"}
        names = dict(documented())
        for expression in self.EXPRESSIONS:
            for name, selector in re.findall(r"\b(orderapp_\w+)\{([^}]*)\}", expression):
                asked = set(re.findall(r"(\w+)\s*[=!]~?", selector))
                self.assertLessEqual(asked - foreign, names[re.sub(r"_(bucket|count|sum)$", "", name)], expression)
            if "orderapp_" not in expression:
                continue  # the shop's own series
            of_all = set().union(*(names[re.sub(r"_(bucket|count|sum)$", "", name)] for name in re.findall(r"\borderapp_\w+", expression)))
            for grouped in re.findall(r"\b(?:by|on|without)\s*\(([^)]*)\)", expression):
                self.assertLessEqual(set(re.findall(r"\w+", grouped)) - foreign, of_all, expression)


if __name__ == "__main__":
    unittest.main()
