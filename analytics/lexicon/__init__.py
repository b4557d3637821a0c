"""Vocabulary as data: outlets, actors, countries and roles, each table validated when it is loaded."""

from .outlets import Outlet, outlet, outlets

__all__ = ["Outlet", "outlet", "outlets"]
