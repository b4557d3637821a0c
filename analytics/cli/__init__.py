"""The command `narratives`: each verb of the library, with progress and a report."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Literal, Optional

import typer

from analytics.errors import NarrativesError

app = typer.Typer(
    help="See who says what in world politics: articles in, statements and a dashboard out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
STORE = "NARRATIVES_STORE"
FILES = ("pyarrow", "duckdb", "_duckdb")  # whose errors are those of a damaged file: what they write is ours


def with_own_issues(store: Path) -> Path:
    """The store, whose own issues count from here on."""
    if (store / "issues.toml").is_file():  # loading the tables takes seconds
        from analytics.lexicon.own_issues import adopt

        adopt(store)
    return store


StoreOption = Annotated[Path, typer.Option("--store", envvar=STORE, help="The store's folder.", callback=with_own_issues)]
WorkersOption = Annotated[Optional[int], typer.Option("--workers", min=1, help="Worker processes; one per core if not given.")]  # noqa: UP045
OfflineOption = Annotated[bool, typer.Option("--offline", help="Fetch nothing from the web.")]
DEFAULT_STORE = Path("narratives.store")
Which = Literal["outdated", "all", "none"]


def main() -> None:
    """Run the command; an error that the user can mend is one line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # half a character, as in an id that was given so, is written as JSON writes it
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except NarrativesError as error:
        fail(str(error))
    except BrokenPipeError:  # `narratives extract | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("stopped; what was finished is kept, and the same command goes on from there", file=sys.stderr)
        raise SystemExit(130) from None
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        fail(f"{error.strerror or error}{where}")
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in FILES:
            raise
        fail(f"a file of the store can't be read: {error}; `narratives verify` names those that aren't as they were written")


def stay(offline: bool) -> None:
    """Fetch nothing from here on, if told so."""
    if offline:
        os.environ["NARRATIVES_OFFLINE"] = "1"


def fail(message: str) -> None:
    """Say what is wrong and end."""
    from analytics.export.lines import printable

    print(f"narratives: {printable(message)}", file=sys.stderr)
    raise SystemExit(2)


@app.command()
def ingest(
    paths: list[str],
    store: StoreOption = DEFAULT_STORE,
    workers: WorkersOption = None,
    offline: OfflineOption = False,
    retry: Annotated[bool, typer.Option("--retry", help="Try documents in quarantine again.")] = False,
) -> None:
    """Read files, folders and addresses, extract their statements and store both.

    Text, Markdown, web pages, feeds, JSON, JSONL, CSV, TSV, XLSX, Parquet, WARC and WACZ, PDF and DOCX, and zip and tar archives of them.
    The pages that feeds, lists of links and exports of Media Cloud and GDELT name are fetched.
    """
    from analytics.cli.reports import progress, show_run
    from analytics.ingest import expected
    from analytics.pipeline.storing import ingest as run

    stay(offline)
    if absent := [path for path in paths if "://" not in path and not (path and Path(path).exists())]:
        fail(f"no such file or folder: {', '.join(path or 'an empty name' for path in absent)}")
    with progress("articles", expected(*paths)) as step:
        report = run(paths, store, workers, step, retry)
    show_run(report, store)


@app.command()
def extract(workers: WorkersOption = None) -> None:
    """Statements of the articles on standard input, a JSON object a line, to standard output, in the same order.

    A redirected file is read by all cores; what comes through a pipe is answered line by line, unless --workers says otherwise.
    """
    from analytics.cli.streaming import answers, regular

    several = workers or (None if regular(sys.stdin.fileno()) else 1)
    for line in answers(sys.stdin.buffer, several):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


@app.command()
def read(paths: list[str], offline: OfflineOption = False) -> None:
    """The articles that readers make of files, folders, archives and addresses, a JSON object a line, without storing them."""
    from analytics.cli.streaming import readings

    stay(offline)
    for line in readings(paths):
        sys.stdout.write(line + "\n")


@app.command()
def serve(
    store: StoreOption = DEFAULT_STORE,
    port: Annotated[int, typer.Option(envvar="PORT", min=1, max=65535)] = 8501,
    read_only: Annotated[bool, typer.Option("--read-only", help="Let nobody add articles from the dashboard.")] = False,
    generation: Annotated[str, typer.Option(help="Show an earlier one, which `narratives keep` has kept, without adding to it.")] = "",
) -> None:
    """Open the dashboard on a store, at http://localhost:PORT."""
    from analytics.cli.serving import serve as start

    start(store, port, read_only, generation)


@app.command()
def export(
    view: Annotated[str, typer.Option(help="The address of a view, as copied from the dashboard.")],
    form: Annotated[str, typer.Option("--format", help="csv or jsonl.")] = "csv",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """The rows that the dashboard shows at an address, to standard output."""
    from analytics.export import write

    for one in write(store, view, form, sys.stdout).ignored:
        print(f"ignored: {one}", file=sys.stderr)


@app.command()
def status(store: StoreOption = DEFAULT_STORE) -> None:
    """What a store holds, its sources, and its last runs with their failures."""
    from analytics.cli.reports import show_status

    show_status(store)


@app.command()
def verify(store: StoreOption = DEFAULT_STORE) -> None:
    """Compare every file of a store with its checksum, and the serving tables with what they are made of."""
    from analytics.ingest.watch.memory import faults as memory_faults
    from analytics.store.verify import faults

    found = faults(store) + memory_faults(store)
    for fault in found:
        print(fault)
    if found:
        mended = all("narratives rebuild" in fault or "remove it" in fault for fault in found)
        way = "" if mended else "; `narratives restore` it from a backup"
        fail(f"{len(found)} {'fault' if len(found) == 1 else 'faults'} in the store {store}{way}")
    print(f"store {store}: every file as it was written")


@app.command()
def rebuild(
    store: StoreOption = DEFAULT_STORE,
    workers: WorkersOption = None,
    extract: Annotated[
        Which, typer.Option(help="Which articles to read anew: those that another extractor read, all, or none.")
    ] = "outdated",
) -> None:
    """Extract anew what an older extractor found, and make all tables anew from what is stored.

    The old results are served until the new ones are complete; a run that is cut off goes on where it was.
    """
    from analytics.cli.reports import progress, show_rebuild
    from analytics.pipeline.anew import chosen
    from analytics.pipeline.anew import rebuild as run
    from analytics.store.serving import present
    from analytics.store.truth import segments

    present(store)
    rows = {segment.file: segment.rows for segment in segments(store, "articles")}
    with progress("articles", sum(rows[name] for name in chosen(store, extract))) as step:
        report = run(store, workers, step, extract)
    show_rebuild(report, store)


from analytics.cli import judging as judging  # noqa: E402  these commands register themselves
from analytics.cli import keeping as keeping  # noqa: E402
from analytics.cli import positions as positions  # noqa: E402
from analytics.cli import tellings as tellings  # noqa: E402
from analytics.cli import versions as versions  # noqa: E402
from analytics.cli import watching as watching  # noqa: E402
