"""Actors."""

from dashboard.frame import head
from dashboard.view import asked

head("Actors", asked())
