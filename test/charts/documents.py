"""What the documentation tells people to type: the commands of its code blocks, and its links."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PLACES = ("*.md", "docs/**/*.md", "*/README.md", "test/*/README.md", "helm/*/README.md", "order-app/*/README.md")
PAGES = sorted({page for place in PLACES for page in ROOT.glob(place)})

# Stands for what a reader fills in.
PLACEHOLDERS = {"sha256:…": "sha256:" + "0" * 64, "http://…": "http://example", "…": "example"}


def blocks(text):
    """The code blocks of a page, indented or fenced, without their indentation; inside a list they are indented deeper."""
    block, fence = [], None
    for line in [*text.splitlines(), ""]:
        if line.lstrip().startswith("```"):
            if fence is not None:
                yield "\n".join(block)
                block = []
            fence = line if fence is None else None
        elif fence is not None:
            block.append(line)
        elif line.startswith("    ") or (block and not line.strip()):
            block.append(line)
        elif block:
            yield _dedented(block)
            block = []
    if block:
        yield _dedented(block)


def _dedented(lines):
    depth = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return "\n".join(line[depth:] for line in lines).rstrip()


def commands(text):
    """The words of every command in the code blocks of a page, without what a shell does around it."""
    for block in blocks(text):
        without_input = re.sub(r"<<'?(\w+)'?(.*)\n(?:.*\n)*?\1(?=\n|$)", r"\2", block)
        for line in without_input.replace("\\\n", " ").splitlines():
            yield from _split(line)


def _split(line):
    for placeholder, word in PLACEHOLDERS.items():
        line = line.replace(placeholder, word)
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>()")
    lexer.wordchars += "${}[]:@%,+!^"
    try:
        tokens = list(lexer)
    except ValueError:  # prose or YAML with an apostrophe: no command
        return
    command = []
    for token in [*tokens, ";"]:
        if re.fullmatch(r"[|&;<>()]+", token):
            if command:
                yield command
            command = []
        else:
            command.append(token)


def anchors(text):
    """The anchors that GitHub gives the headings of a page."""
    found = set()
    for heading in re.findall(r"^#+ +(.*)$", text, re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower().replace("`", "")
        found.add(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return found


def links(text):
    """The targets of all links to places in the repository."""
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            yield target
