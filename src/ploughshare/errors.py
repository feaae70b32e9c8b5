"""The one root exception, and the catalogue of what can go wrong.

An error is raised with a code and its context, and worded once, here, for the person with the
spreadsheet. Faults *in the data* are not errors but findings (see ``ploughshare.findings``): an
error means that the command cannot go on at all.
"""

from __future__ import annotations

CATALOGUE: dict[str, str] = {
    "package.missing": (
        "There is no record package at {path}: it has no record.yaml. "
        "Give the folder that holds record.yaml, or make an empty one with `ploughshare new CC`."
    ),
    "package.exists": (
        "{path} is there and not empty, and nothing new is made in its place. Name another folder, or move this one "
        "away first."
    ),
    "package.unreadable": (
        "The record package at {path} has faults that stop it from being read:\n{findings}\n"
        "Mend what each line says and try again; nothing was changed."
    ),
    "source.unreadable": (
        "The source “{id}” cannot be taken in:\n  {faults}\n"
        "Mend it in the program it comes from, or by hand, and try again."
    ),
    "report.refused": (
        "The report of {path} is not published: {count} error(s) found.\n{findings}\n"
        "Mend them, or pass --draft to print the report with the findings in place."
    ),
    "pandoc.failed": (
        "The text could not be converted: pandoc said: {why}. "
        "Look for odd characters or unclosed marks in report.md, or cut it in half to find the place."
    ),
    "report.unset": (
        "The pages could not be set: {why}. This is a fault of the program; please report it with the record."
    ),
    "assets.missing": (
        "The fonts and map outlines are not set up ({path} is missing). Run `make setup` once; "
        "it fetches them by lock file."
    ),
    "file.unreadable": "{path} cannot be read: {why}. {remedy}",
    "document.broken": (
        "{path} cannot be read: it is no whole {kind} file. Fetch it again from where it was published, "
        "or open it in its own program and save a copy."
    ),
    "document.encrypted": (
        "{path} is protected by a password, and Ploughshare asks for none. Save a copy without protection, "
        "or export its text."
    ),
    "document.format": (
        "{path} is {what}, which is not read. Save it as PDF, DOCX, HTML or plain text and import that."
    ),
    "document.language": (
        "{path} seems to be in {language}. The importer reads reports in English only; nothing was imported."
    ),
    "document.limit": (
        "{path} took more time or memory than any report does ({what}), and reading it was stopped. "
        "Nothing was imported. If it is a report, save a copy of the chapter alone and import that."
    ),
    "document.macros": (
        "{path} holds macros. They were not run, and the file is not read: save it without macros (as .docx)."
    ),
    "document.scanned": (
        "{path} holds pictures of pages and no text. Ploughshare reads no pictures: run it through a program for "
        "text recognition first, or find an edition with text."
    ),
    "document.too_large": "{path} is not read: it has {what}, which no published report has. Give the report alone.",
    "document.unrelated": (
        "{path} does not look like a report on mine action in a country: {why}. Nothing was imported."
    ),
    "document.line": (
        "{path} is not read: it has a line of more than {limit:,} characters, which no printed report has. "
        "Give the report itself, or a text of it with its line breaks."
    ),
    "areas.broken": (
        "{path} cannot be read: it is no whole {kind} ({why}). Open it in the program it comes from and save "
        "or export it again; nothing was imported."
    ),
    "areas.crs": (
        "“{crs}” is no reference system to read coordinates in: {why}. Give an EPSG code, such as EPSG:31276, or WKT."
    ),
    "areas.encoding": (
        "{path} cannot be read as text: {why}. Name its encoding (utf-8, cp1250, cp1252 ...), or save it as UTF-8."
    ),
    "areas.format": "{path} is {what}, which is not read. Save or export it as {instead}.",
    "areas.layer": "{path} has {what}. Name one of its layers or sheets: {names}.",
    "areas.position": "“{words}” cannot be placed: {why}.",
    "areas.shapefile": (
        "{path} is a Shapefile of which {missing} is missing. A Shapefile is several files: put {name}.shp, .shx, .dbf "
        "and .prj beside each other, or into one ZIP file."
    ),
    "areas.too_large": "{path} is not read: it has {what}, more than a programme's export has. Split it and try again.",
    "areas.unsafe": "{path} is not unpacked: {why}. Unpack it yourself, look at what is in it, and give that.",
    "mapping.absent": (
        "There is no mapping at {path}. Give a mapping file, or the name of one that comes with Ploughshare: {names}."
    ),
    "mapping.refused": (
        "The mapping {path} has {count} fault(s), and no row was read:\n{faults}\nMend them and try again."
    ),
    "references.refused": (
        "The references in {path} have {count} fault(s), and no row was read:\n{faults}\nMend them and try again."
    ),
    "import.columns": (
        "{path} lacks {lacking}, which the mapping uses. It has {there}. Correct the mapping, or mark a column that an "
        "export may lack with `optional: yes`."
    ),
    "import.country": (
        "The mapping is for “{mapping}” and the record is of “{package}”. Give the record of that country; nothing was "
        "imported."
    ),
    "import.crs": (
        "The file has shapes and does not say in which reference system. Give it as `crs` under `read` in the mapping, "
        "such as EPSG:4326."
    ),
    "import.dated": "{why}. Give the date of the export with --dated YYYY-MM-DD.",
    "import.stale": (
        "The record at {path} was changed by somebody meanwhile; nothing was written. Run the command again."
    ),
    "import.theirs": (
        "--take-theirs names {ids}, and no row of this export has that id. Give it as the list of conflicts shows it, "
        "or `all`; nothing was written."
    ),
    "import.open": (
        "Nothing was written: {what}. Mend them, complete references with --references FILE, or take in the rest with "
        "--leave-out."
    ),
    "draft.unreadable": (
        "The draft cannot be read: {why}. Make it anew with `ploughshare import report FILE --out DIR`."
    ),
    "export.ending": "{path} has no ending of a format that is written. Give a name that ends in one of {endings}.",
    "export.record": (
        "{path} is a file of a record itself: what goes out would stand in its place. Name a file outside the record; "
        "nothing was written."
    ),
    "export.tables": (
        "The record has no {asked} that may be seen by the audience “{audience}”. What may be given out: {known}."
    ),
    "figure.units": (
        "Figures in {left} and {right} cannot be combined: they measure different things. "
        "Convert one of them, or compare figures of the same dimension."
    ),
    "figure.words": "“{words}” is not a quantity Ploughshare can read. {remedy}",
    "figure.unknown": "The record has no figure “{id}”. Did you mean: {near}?",
    "land.area": "The record has no hazardous area “{id}” that is known. Leave --area out to see those it has.",
    "land.by": "An account is not split by “{by}”. It is split by: {ways}.",
    "land.cluster": (
        "The land could not be measured on the cluster at {address}: {why}. See that its scheduler runs there, "
        "or leave --cluster out."
    ),
    "land.date": "{why}.",
    "land.group": "There is no group of land “{group}”. The groups are: {groups}.",
    "land.line": "The account has no line “{line}”. Its lines are: {lines}.",
    "land.options": (
        "--by puts whole accounts side by side. Leave out --organisation, --open and --opening-known-on with it."
    ),
    "land.organisation": (
        "The record has no organisation “{id}”. Give an id of organisations.csv, or leave the option out for all."
    ),
    "land.place": "The record has no place “{id}”. Give an id of places.geojson, or leave the option out for all.",
    "land.side": (
        "The record has neither a source nor an organisation “{id}”. Give an id of sources.yaml or organisations.csv."
    ),
    "land.year": "{year} is no year of an account. Give one such as 2024, or leave the option out for all of them.",
    "country.unknown": (
        "“{code}” is neither an ISO 3166 country nor a known area code. Use two letters such as "
        "KP, or give --name with a code of your own."
    ),
    "record.refused": (
        "The record has {count} error(s) and nothing was changed:\n{findings}\nMend what each line says and try again."
    ),
    "record.absent": "There is no record of “{country}” in the database. Load one with `ploughshare load PACKAGE`.",
    "proposals.stale": (
        "The record of “{country}” was changed since these differences were proposed; nothing was accepted. "
        "Load the package again to see what it would change now."
    ),
    "proposals.why": "Accepting differences changes the record for good. Say why, with --why TEXT.",
    "mend.by": (
        "“{by}” is no organisation of the record. Give with --by the id of the one that accepts the repair, as it "
        "stands in organisations.csv."
    ),
    "mend.why": "A repair changes the record for good. Say with --why on what it rests.",
    "mend.unknown": (
        "Not proposed, and nothing was changed: {ids}. The row has changed since, or was mended already: list the "
        "proposals again with `ploughshare land findings PACKAGE --audience restricted`."
    ),
    "mend.conflict": (
        "Two of the repairs change {column} of {row}, each in its own way; nothing was changed. Accept one, list the "
        "proposals again, and then the other."
    ),
    "serve.port": "{host}:{port} cannot be served on ({why}). Name another with --port.",
    "account.absent": "Nobody signs in as “{account}”. Open the account with `ploughshare user add {account}`.",
    "account.exists": "Somebody signs in as “{account}” already, perhaps in other letters. Choose another name.",
    "account.name": "“{account}” cannot be the name of an account. {why}",
    "account.password": "The password is not taken. {why} Nothing was changed.",
    "desk.denied": "{findings}",
    "desk.stale": "{findings}",
    "desk.refused": "{findings}",
    "desk.no_file": (
        "No file came. Choose a report, or a draft.json together with the source.txt that lies beside it."
    ),
    "desk.pair": (
        "A draft is two files: draft.json, and the source.txt that lies beside it. Choose both at once, and no other."
    ),
    "database.unreachable": (
        "The database cannot be used: {why}. See that its server runs, that PLOUGHSHARE_DATABASE_URL names it, "
        "and that its user may make tables."
    ),
    "database.url": (
        "PLOUGHSHARE_DATABASE_URL names no database that Ploughshare can use (it begins with {scheme}). "
        "Give sqlite:///path/to/file or postgresql://user:password@host:port/name."
    ),
}
"""Error code -> message template. Each code has its heading in ``docs/reference/errors.md``."""


class PloughshareError(Exception):
    """What stops a command, with a code of the catalogue and the context that words it.

    Raised with keyword context; ``str()`` words it. The command line prints that and exits 2.
    """

    def __init__(self, code: str, /, **context: object) -> None:
        super().__init__(code, context)
        self.code = code
        self.context = context

    def __str__(self) -> str:
        return CATALOGUE[self.code].format_map(self.context)
