"""What the documentation tells people to type is tried as far as it needs no node, and its links lead somewhere."""

import re
import subprocess
import unittest
from pathlib import Path

from .charts import HELM, KUBE_VERSION, OPERATOR, ORDER_APP, helm
from .documents import PAGES, PLACEHOLDERS, ROOT, anchors, commands, links

# What the command before, or the values that are reused, would have set.
REQUIRED = {
    OPERATOR: {"image": {"repository": "registry.example.com/operator"}},
    ORDER_APP: {"backend": {"image": "registry.example.com/order-backend:1.0.0"}},
}
KUBECTL = Path(HELM).with_name("kubectl")
RENDERED = {"--set", "--set-string", "--set-json", "--set-file", "--values", "-f", "--show-only", "--namespace", "-n"}


def typed(program):
    for page in PAGES:
        for command in commands(page.read_text()):
            while command and re.match(r"\w+=", command[0]):
                command = command[1:]
            if command and command[0] == program:
                yield page.relative_to(ROOT), command


def options(command):
    """Those words of a `helm` command that `helm template` understands as well."""
    for at, word in enumerate(command):
        name, _, value = word.partition("=")
        if name in RENDERED:
            yield word
            if not value:
                yield command[at + 1]


class Commands(unittest.TestCase):
    def test_for_helm_have_values_that_the_charts_take(self):
        tried = 0
        for page, command in typed("helm"):
            chart = next((one for one in REQUIRED if f"helm/{one.name}" in command), None)
            if chart and command[1] in ("install", "upgrade", "template"):
                tried += 1
                with self.subTest(page=str(page), command=" ".join(command)):
                    self.assertTrue({"-n", "--namespace"} & set(command), "works only where the namespace is the current one")
                    asked = [str(ROOT / word) if word.startswith("test/e2e/") else word for word in options(command)]
                    helm("template", "shop", chart, "--kube-version", KUBE_VERSION, *asked, values=REQUIRED[chart])
        self.assertGreater(tried, 10)

    def test_for_helm_and_kubectl_have_options_that_these_know(self):
        tried = 0
        for program, path in (("helm", HELM), ("kubectl", KUBECTL)):
            for page, command in typed(program):
                if command[1:2] != ["orderapp"] and len(command) > 1:
                    tried += 1
                    with self.subTest(page=str(page), command=" ".join(command)):
                        done = subprocess.run([path, *command[1:], "--help"], capture_output=True, text=True, timeout=60)
                        self.assertEqual(0, done.returncode, done.stderr)
        self.assertGreater(tried, 30)

    def test_of_single_options_in_prose_and_tables_are_taken_by_a_chart(self):
        for page in PAGES:
            for option in re.findall(r"`(--set [^`]+)`", page.read_text()):
                for placeholder, word in PLACEHOLDERS.items():
                    option = option.replace(placeholder, word)
                with self.subTest(page=str(page.relative_to(ROOT)), option=option):
                    self.assertTrue(any(self._takes(chart, option) for chart in REQUIRED), "neither chart takes it")

    def _takes(self, chart, option):
        try:
            helm("template", "shop", chart, "--kube-version", KUBE_VERSION, "--set", option.removeprefix("--set ").strip("'"),
                 values=REQUIRED[chart])
        except Exception:
            return False
        return True

    def test_of_make_have_targets(self):
        targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
        for page, command in typed("make"):
            with self.subTest(page=str(page)):
                self.assertLessEqual({word for word in command[1:] if "=" not in word}, targets)

    def test_of_the_repository_are_there(self):
        for page in PAGES:
            for command in commands(page.read_text()):
                for word in command:
                    if re.match(r"(test|order-app|kubectl-orderapp|pipeline|helm)/[a-z-]+[a-z/-]*$", word):
                        with self.subTest(page=str(page.relative_to(ROOT)), word=word):
                            self.assertTrue((ROOT / word).exists())


class Links(unittest.TestCase):
    def test_lead_to_files_and_headings_that_are_there(self):
        for page in PAGES:
            for target in links(page.read_text()):
                path, _, anchor = target.partition("#")
                there = (page.parent / path).resolve() if path else page
                with self.subTest(page=str(page.relative_to(ROOT)), target=target):
                    self.assertTrue(there.exists())
                    if anchor:
                        self.assertIn(anchor, anchors(there.read_text()))

    def test_lead_to_every_page_of_the_documentation_from_the_readme(self):
        for readme in ("README.md", "README.ko.md"):
            linked = {(ROOT / target.partition("#")[0]).resolve() for target in links((ROOT / readme).read_text())}
            for page in ROOT.glob("docs/*.md"):
                if not page.name.endswith("-table.md"):
                    with self.subTest(readme=readme, page=page.name):
                        self.assertIn(page, linked)
