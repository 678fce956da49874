"""YAML with line numbers and no surprises: every scalar is the text that stands there, so `country: NO` is Norway."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from etterlev.languages import LANGUAGES, gettext_noop
from etterlev.law.packs import Text
from etterlev.register.errors import (
    MissingKey,
    NotYaml,
    RepeatedKey,
    TextMissing,
    UnknownKey,
    UnknownWord,
    UnreadableRegister,
    WrongShape,
)

Choice = TypeVar("Choice", bound=StrEnum)
Kind = TypeVar("Kind")
LARGEST = 10_000_000
# How much alike two keys are when one is the other misspelt.
MISSPELT = 0.8
# What an error calls the document itself.
WHOLE = gettext_noop("registeret")


class _Words(yaml.SafeLoader):
    """A loader that resolves nothing: `no`, `2026-01-01` and `00123` stay what was written."""


_Words.yaml_implicit_resolvers = {}


def read(text: str) -> Fields:
    """The top of a document. Raises NotYaml."""
    try:
        node = yaml.compose(text, Loader=_Words)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise NotYaml(line=mark.line + 1 if mark else 1) from error
    except yaml.YAMLError as error:
        raise NotYaml(line=1) from error
    return Fields(node, WHOLE) if node is not None else _shape(1, WHOLE, gettext_noop("en liste med felt"))


def fields_of(document: object, key: str) -> Fields:
    """The same reader over a value a row holds, without writing it out and parsing it again."""
    return Fields(_node_of(document), key)


def _node_of(value: object) -> Node:
    mark = yaml.Mark("", 0, 0, 0, None, 0)
    if isinstance(value, dict):
        pairs = [(_node_of(key), _node_of(each)) for key, each in value.items()]
        return MappingNode("map", pairs, mark, mark)
    if isinstance(value, list):
        return SequenceNode("seq", [_node_of(each) for each in value], mark, mark)
    return ScalarNode("str", str(value), mark, mark)


def read_file(path: Path) -> str:
    """The text of a document file. Raises UnreadableRegister."""
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableRegister(file=path.name)
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableRegister(file=path.name) from error


def _shape(line: int, key: str, wanted: str) -> Fields:
    raise WrongShape(line=line, key=key, wanted=wanted)


def line_of(node: Node) -> int:
    return int(node.start_mark.line) + 1


class Fields:
    """One mapping. Each key is asked for once, by the shape it should have; `done` refuses what nobody asked for."""

    def __init__(self, node: Node, key: str) -> None:
        if not isinstance(node, MappingNode):
            raise WrongShape(line=line_of(node), key=key, wanted=gettext_noop("en liste med felt"))
        self.line = line_of(node)
        self._nodes: dict[str, Node] = {}
        self._lines: dict[str, int] = {}
        for name, value in node.value:
            if name.value in self._nodes:
                raise RepeatedKey(line=line_of(name), key=name.value)
            self._nodes[name.value], self._lines[name.value] = value, line_of(name)
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._nodes

    def line_at(self, key: str) -> int:
        return self._lines.get(key, self.line)

    def _node(self, key: str) -> Node:
        if not self.has(key):
            raise self._missing(key)
        return self._nodes[key]

    def _missing(self, key: str) -> UnknownKey | MissingKey:
        """A key that is missing beside one nobody knows, written almost alike, is misspelt rather than forgotten."""
        unknown = [each for each in self._nodes if each not in self._asked]
        for each in difflib.get_close_matches(key, unknown, 1, MISSPELT):
            return UnknownKey(line=self._lines[each], key=each, nearest=key)
        return MissingKey(line=self.line, key=key)

    def word(self, key: str, default: str | None = None) -> str:
        """A line of text; never empty."""
        if default is not None and not self.has(key):
            return default
        node = self._node(key)
        if not isinstance(node, ScalarNode) or not str(node.value).strip():
            raise WrongShape(line=line_of(node), key=key, wanted=gettext_noop("en tekst"))
        return str(node.value)

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts; missing is empty."""
        return tuple(value for value, _ in self.placed_words(key))

    def placed_words(self, key: str) -> list[tuple[str, int]]:
        """A list of texts and the line of each."""
        if not self.has(key):
            return []
        node = self._nodes[key]
        if not isinstance(node, SequenceNode) or not all(isinstance(each, ScalarNode) for each in node.value):
            raise WrongShape(line=line_of(node), key=key, wanted=gettext_noop("en liste med ord"))
        return [(str(each.value), line_of(each)) for each in node.value]

    def flag(self, key: str) -> bool:
        """true or false; missing is false."""
        return self.choice(key, ("true", "false"), default="false") == "true"

    def day(self, key: str) -> date | None:
        """A date as 2026-11-22; missing is None."""
        if not self.has(key):
            return None
        try:
            return date.fromisoformat(self.word(key))
        except ValueError as error:
            raise WrongShape(line=self.line_at(key), key=key, wanted=gettext_noop("en dato som 2026-11-22")) from error

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        word = self.word(key, default)
        if word not in allowed:
            raise UnknownWord(line=self.line_at(key), key=key, word=word, allowed=", ".join(allowed))
        return word

    def one_of(self, key: str, choices: type[Choice]) -> Choice:
        return choices(self.choice(key, tuple(choices)))

    def many_of(
        self, key: str, allowed: Callable[[str], bool], names: Callable[[], tuple[str, ...]]
    ) -> tuple[str, ...]:
        """A list of words, each allowed."""
        for word, line in self.placed_words(key):
            if not allowed(word):
                near = difflib.get_close_matches(word, names(), 5, 0.0)
                raise UnknownWord(line=line, key=key, word=word, allowed=", ".join(near))
        return self.words(key)

    def text(self, key: str) -> Text:
        """A text in all three languages. Raises TextMissing."""
        found = self.optional_text(key)
        if found is None:
            raise self._missing(key)
        return found

    def optional_text(self, key: str) -> Text | None:
        if not self.has(key):
            return None
        return _text(self._nodes[key], key)

    def texts(self, key: str) -> tuple[Text, ...]:
        return tuple(_text(node, key) for node in self._sequence(key))

    def parts(self, key: str) -> Iterator[Fields]:
        """A list of mappings; missing is empty."""
        for node in self._sequence(key):
            yield Fields(node, key)

    def part(self, key: str) -> Fields | None:
        return Fields(self._nodes[key], key) if self.has(key) else None

    def _sequence(self, key: str) -> list[Node]:
        if not self.has(key):
            return []
        node = self._nodes[key]
        if not isinstance(node, SequenceNode):
            raise WrongShape(line=line_of(node), key=key, wanted=gettext_noop("en liste"))
        return list(node.value)

    def done(self) -> None:
        """Raises UnknownKey, with the nearest key there is."""
        for key, line in self._lines.items():
            if key not in self._asked:
                nearest = difflib.get_close_matches(key, sorted(self._asked), 1, 0.0)
                raise UnknownKey(line=line, key=key, nearest=nearest[0] if nearest else "")


def _text(node: Node, key: str) -> Text:
    fields = Fields(node, key)
    spoken: dict[str, str] = {}
    for language in LANGUAGES:
        if not fields.has(language):
            raise TextMissing(line=fields.line, key=key, language=language)
        spoken[language] = " ".join(fields.word(language).split())
    fields.done()
    return Text(**spoken)
