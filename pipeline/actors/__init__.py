"""Who acts in the news: countries, bodies, people and their offices; one canonical name per actor over all
documents.
"""

from pipeline.actors.unify import unify

__all__ = ["unify"]
