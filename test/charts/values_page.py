"""Writes a chart's README: a table of its values, made from the comments in values.yaml."""

import sys

import yaml

from .charts import OPERATOR, ORDER_APP

CHARTS = {
    OPERATOR: "The operator, its rights and the custom resource definition.",
    ORDER_APP: "One shop: an `OrderAppRelease`, its MariaDB, its secrets.",
}
LONGEST_DEFAULT = 80


class Value:
    """One value: where it stands, its default as YAML (None for a group of others), and what its comment says."""

    def __init__(self, path, default, comment):
        self.path, self.default, self.comment = path, default, comment


def values(chart):
    """All values of a chart in the order of its values.yaml; maps without comments inside count as one value."""
    text = (chart / "values.yaml").read_text()
    return list(_below(yaml.compose(text), text.splitlines(), ()))


def _below(mapping, lines, above):
    for key, node in mapping.value:
        path = (*above, key.value)
        comment = _comment(lines, key.start_mark.line)
        block = isinstance(node, yaml.MappingNode) and not node.flow_style
        inner = list(_below(node, lines, path)) if block else []
        if any(one.comment for one in inner):
            yield Value(".".join(path), None, comment)
            yield from inner
        else:
            yield Value(".".join(path), _default(node), comment)


def _comment(lines, line):
    """The lines of comment right above a key."""
    first = line
    while first > 0 and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return " ".join(one.lstrip().removeprefix("#").strip() for one in lines[first:line])


def _default(node):
    plain = yaml.safe_load(yaml.serialize(node))
    text = yaml.safe_dump(plain, default_flow_style=True, width=10_000).removesuffix("...\n").strip()
    text = '""' if text == "''" else text
    return text if len(text) <= LONGEST_DEFAULT and "\\n" not in text else "see `values.yaml`"


def page(chart):
    rows = "\n".join(_row(one) for one in values(chart) if one.default or one.comment)
    name = yaml.safe_load((chart / "Chart.yaml").read_text())["name"]
    return f"""# Chart {name}

{CHARTS[chart]}

What both charts have in common: [charts](../README.md). How to install it: [docs/install.md](../../docs/install.md).

Written from the comments in `values.yaml` by `make chart-docs`.

| value | default | |
|---|---|---|
{rows}
"""


def _row(value):
    default = value.default or ""
    if default and not default.startswith("see "):
        default = f"`{default}`"
    comment = value.comment.replace("|", "\\|").replace("<", "&lt;")
    name = f"`{value.path}`" if value.default else f"**`{value.path}`**"
    return f"| {name} | {default} | {comment} |".replace("  ", " ")


if __name__ == "__main__":
    for one in CHARTS:
        (one / "README.md").write_text(page(one))
        print(f"wrote {one / 'README.md'}", file=sys.stderr)
