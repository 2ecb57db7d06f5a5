"""The files of a knowledge base: a kind, and the lists of entries it holds."""

from __future__ import annotations

from typing import Literal

from generator.model.posts import Floor, Pool, Post
from generator.model.prices import CostItem, CostLine, PriceChain
from generator.model.register import Kpi, Law, Parameter, Source
from generator.model.values import Department, Record, Slug, Text
from generator.model.writing import Clause, Nouns, StandardElement, Topic


class SourcesFile(Record):
    """The bibliography."""

    kind: Literal["sources"]
    sources: tuple[Source, ...]


class LawsFile(Record):
    """The register of statutes."""

    kind: Literal["laws"]
    laws: tuple[Law, ...]


class ParametersFile(Record):
    """Figures of the nation or of one city."""

    kind: Literal["parameters"]
    region: Slug
    title: Text
    province: Text | None = None
    parameters: tuple[Parameter, ...]


class KpisFile(Record):
    """Service indicators."""

    kind: Literal["kpis"]
    kpis: tuple[Kpi, ...]


class PostsFile(Record):
    """The posts of one department."""

    kind: Literal["posts"]
    department: Department
    pools: tuple[Pool, ...] = ()
    floors: tuple[Floor, ...] = ()
    posts: tuple[Post, ...]


class CostsFile(Record):
    """Cost items and cost lines."""

    kind: Literal["costs"]
    items: tuple[CostItem, ...] = ()
    costs: tuple[CostLine, ...] = ()


class PriceChainsFile(Record):
    """Price chains."""

    kind: Literal["price_chains"]
    chains: tuple[PriceChain, ...]


class TopicsFile(Record):
    """Topics."""

    kind: Literal["topics"]
    topics: tuple[Topic, ...]


class ClausesFile(Record):
    """Clauses."""

    kind: Literal["clauses"]
    clauses: tuple[Clause, ...]


class ElementsFile(Record):
    """Scored elements and the topics that answer them."""

    kind: Literal["elements"]
    elements: tuple[StandardElement, ...]


class NounsFile(Record):
    """Nouns by property type."""

    kind: Literal["nouns"]
    nouns: tuple[Nouns, ...]
