"""Who acts in the news: countries, bodies, people and their offices, each under a single name in a whole run."""

from pipeline.actors.unify import unify

__all__ = ["unify"]
