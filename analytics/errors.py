"""What can go wrong, said once: what, where, and what instead."""


class NarrativesError(Exception):
    """The base of every error that a user can mend; its text is shown as it is."""


class UnreadableSourceError(NarrativesError):
    """A file, line or field that can't be read as an article."""


class TableError(NarrativesError):
    """A row of a lexicon table that breaks a rule: file, line and rule."""


class StoreError(NarrativesError):
    """A store that is missing, locked, damaged or of another version."""


class OutdatedError(StoreError):
    """A generation whose tables another version of this program laid out; building makes them anew."""


class BusyError(StoreError):
    """A store that another process is writing."""


class ViewError(NarrativesError):
    """A view's address that names no page, or parameters that can't be read."""
