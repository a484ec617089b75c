"""What every value of a chart owes its reader: a comment, a row in the chart's README, a place in the schema."""

import json
import unittest

import yaml

from .values_page import CHARTS, page, values

# Fields of the OrderAppRelease and what Helm itself passes on: the schema knows them, the chart sets no default.
WITHOUT_DEFAULT = {
    "orderapp-operator": {"global"},
    "order-app": {"global"} | {
        f"{component}.{field}"
        for component in ("backend", "frontend")
        for field in (
            "port", "path", "env", "envFrom", "probes", "podTemplate", "migration",
            "service", "podDisruptionBudget", "metrics.port", "metrics.path", "metrics.scheme",
        )
    } | {"commonMetadata.labels", "commonMetadata.annotations", "ingress.tls", "ingress.annotations", "ingress.annotationPrefix", "gateway.parentRefs", "gateway.hosts", "canary.steps"},
}


def keys(tree, above=()):
    for key, value in tree.items():
        yield ".".join((*above, key))
        if isinstance(value, dict):
            yield from keys(value, (*above, key))


def known(schema, definitions, above=()):
    schema = definitions[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
    for key, below in schema.get("properties", {}).items():
        yield ".".join((*above, key))
        yield from known(below, definitions, (*above, key))


class Values(unittest.TestCase):
    def test_each_says_what_follows_from_changing_it(self):
        for chart in CHARTS:
            for value in values(chart):
                if value.default:
                    with self.subTest(chart=chart.name, value=value.path):
                        self.assertTrue(value.comment, "has no comment above it in values.yaml")

    def test_the_readme_is_current(self):
        for chart in CHARTS:
            with self.subTest(chart.name):
                self.assertEqual(page(chart), (chart / "README.md").read_text(), "run `make chart-docs` and commit what it writes")

    def test_the_schema_knows_each_and_no_other(self):
        for chart in CHARTS:
            name = yaml.safe_load((chart / "Chart.yaml").read_text())["name"]
            schema = json.loads((chart / "values.schema.json").read_text())
            listed = set(known(schema, schema.get("definitions", {})))
            given = set(keys(yaml.safe_load((chart / "values.yaml").read_text())))
            free = {path for path in listed if not any(other.startswith(path + ".") for other in listed)}
            with self.subTest(chart.name):
                self.assertEqual(set(), {path for path in given - listed if not any(path.startswith(one + ".") for one in free)})
                self.assertEqual(set(), listed - given - WITHOUT_DEFAULT[name])
