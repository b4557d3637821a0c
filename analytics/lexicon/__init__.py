"""Vocabulary as data: outlets, actors, countries and roles, each table validated when it is loaded."""

from .actors import Listed, Office, actors, institutions, people, states
from .countries import Country, countries, country
from .outlets import Outlet, outlet, outlets
from .roles import Body, Role, bodies, roles

__all__ = [
    "Body", "Country", "Listed", "Office", "Outlet", "Role", "actors", "bodies", "countries", "country", "institutions",
    "outlet", "outlets", "people", "roles", "states",
]  # fmt: skip
