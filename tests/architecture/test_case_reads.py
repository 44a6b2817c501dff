"""What is in a case reaches pages, tasks and commands only through functions that were told who looks; each exception is named, with its reason."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.architecture.tree import ROOT, SOURCE, Function, parsed, place, python_files, runtime_imports

# Those who show, send or print: they ask for what somebody may see.
OUTSIDE = [SOURCE / name for name in ("web", "cli", "api", "letters", "integrations", "demo")]
GUARDING = ("hemvist.cases.", "hemvist.retention.", "hemvist.persons.", "hemvist.secrecy.")
# Whoever hands over one of these has been judged by the policy.
JUDGED = ("Viewer", "CaseView", "EventView", "Access")
UNCHECKED = "_access_unchecked"
TABLES = re.compile(r"\b(cases_(?!apps\b)[a-z]+|secrecy_(grant|barrier|toldofend|accesslog[a-z]*))\b")
RULES = {"visible", "access_to", "grants_and_access", "kinds_granted"}

# Functions that show nothing of any case, and need not know who looks.
SHOWS_NO_CASE = {
    "hemvist.cases.library": "the governing documents",
    "hemvist.cases.exchanging.types_sent": "which types of events files hold, by the governing documents",
    "hemvist.cases.outbox": "puts out and hands over ids; whoever delivers them asks the rule",
    "hemvist.cases.city_terms": "reads the city's own terms",
    "hemvist.cases.oversight_terms": "the city's own terms",
    "hemvist.cases.meeting_terms": "the city's own terms",
    "hemvist.cases.worklist.is_next_week": "reckons with days",
    "hemvist.cases.turns": "waits for its turn to write",
    "hemvist.persons.identity": "reads a number as it was written",
    "hemvist.cases.seeing.may_account_for": "is told what was granted, and decides",
    "hemvist.retention.rules": "the rules of how long things are kept",
    "hemvist.retention.access_log": "counts and removes rows of the log by their age; shows no case",
    "hemvist.retention.packaging.checking": "compares a package with its own list of contents",
    "hemvist.secrecy.viewer.viewer_of": "makes the viewer",
    "hemvist.secrecy.viewer.viewers_of": "makes several",
}
# Functions from before the name, by which layer calls them, and why nobody's access is asked about. A new one is called …_access_unchecked.
LISTED = {
    "cli": {
        "hemvist.cases.daily.reevaluate_due": "the daily pass works out rows anew and shows none",
        "hemvist.cases.verifying.verify_record": "the city checks its own record; tells case numbers and places, no contents",
        "hemvist.retention.verifying.verify_retention": "the same for what has left",
        "hemvist.cases.removing.clear_the_journal": "lets the database forget; shows nothing",
        "hemvist.retention.leaving_list.all_leaving": "the city's own list of what is due to leave, by case number",
        "hemvist.retention.leaving_list.of_cases": "the same",
        "hemvist.retention.running.package_approved": "packs what a person with access has approved",
        "hemvist.retention.running.remove_approved": "removes it",
    },
    "api": {},
    "letters": {
        "hemvist.cases.leaving_guard.delete_only_if": "puts a trigger on the table of documents",
        "hemvist.secrecy.append_only.keep_append_only": "the same",
        "hemvist.secrecy.append_only.unguarded": "asks the database which triggers there are",
    },
    "integrations": {
        "hemvist.persons.registry.add_person": "adds the person of a row that opens a case; reads nobody",
    },
    "demo": {
        "hemvist.cases.daily.reevaluate_due": "the daily pass of the made-up city",
        "hemvist.persons.registry.add_person": "the made-up city's people are added; nobody is read",
    },
    "web": {
        "hemvist.cases.casefile.find_case": "tells whether the case that this worker has just opened is about the person they named",
        "hemvist.persons.registry.add_person": "adds somebody; reads nobody",
        "hemvist.persons.registry.person_with_public_id": "the person of a case that the viewer was shown",
    },
}
# Modules with SQL about cases or grants that ask no rule themselves, and why.
BELOW_THE_RULE = {
    "cases/casefile.py": "reads a case for those who have asked the rule",
    "cases/initiating.py": "finds where an initiation from outside belongs; whoever begins it is told nothing of that, and sees the case by the rule",
    "cases/storing.py": "writes what follows from events",
    "cases/granting.py": "writes the grants that the rule reads",
    "cases/verifying.py": "checks the record against itself",
    "cases/daily.py": "works out rows anew",
    "cases/outbox.py": "puts out ids; whoever delivers asks the rule",
    "cases/undelivered.py": "tells those who lead a unit of what failed there: kind, time and error, and of no case",
    "cases/removing.py": "removes what has left",
    "cases/leaving_guard.py": "triggers",
    "cases/withheld.py": "says only to the one who is named that something waits",
    "cases/log_review.py": "draws rows of the log for review, by those who lead the unit; what a row shows asks the rule",
    "cases/relations.py": "tells those who look after the log on which grounds somebody had a case",
    "retention/access_log.py": "removes rows of the log that are old enough",
    "retention/guards.py": "triggers",
    "retention/log_guards.py": "triggers",
    "retention/verifying.py": "checks what has left against what stays",
    "secrecy/pace.py": "counts one's own openings",
    "secrecy/log.py": "writes the log",
    "secrecy/log_by_case.py": "triggers",
    "secrecy/openings.py": "reads the log for those who have asked the rule",
    "secrecy/policy.py": "is the rule",
}


def unchecked_calls(files: Iterable[Path]) -> Iterator[tuple[str, str, str]]:
    """Each function of the guarded packages that a file imports and that is not told who looks: its name, the layer and the place."""
    for path in files:
        for name, line in runtime_imports(path):
            module, _, last = name.rpartition(".")
            function = _defined(module, last) if name.startswith(GUARDING) else None
            if function is None or _is_told_who_looks(function) or name in SHOWS_NO_CASE or module in SHOWS_NO_CASE:
                continue
            yield name, path.relative_to(SOURCE).parts[0], place(path, line)


def _defined(module: str, name: str) -> Function | None:
    """The function of that name in a module, or in the module that it was taken from."""
    path = ROOT / "src" / Path(*module.split(".")).with_suffix(".py")
    if not path.exists():
        return None
    for node in parsed(path).body:
        if isinstance(node, Function) and node.name == name:
            return node
        if isinstance(node, ast.ImportFrom) and any((alias.asname or alias.name) == name for alias in node.names):
            return _defined(node.module or "", name)
    return None


def _is_told_who_looks(function: Function) -> bool:
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    words = {word for a in arguments if a.annotation for word in re.findall(r"\w+", ast.unparse(a.annotation))}
    return not words.isdisjoint(JUDGED)


def names_tables(path: Path) -> list[int]:
    """The lines on which a file names a table of cases or of grants in a text that is not a docstring."""
    documented = {id(node.body[0].value) for node in ast.walk(parsed(path)) if _begins_with_text(node)}
    texts = (
        n
        for n in ast.walk(parsed(path))
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in documented
    )
    return [n.lineno for n in texts if TABLES.search(str(n.value))]


def _begins_with_text(node: ast.AST) -> bool:
    if not isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) or not node.body:
        return False
    first = node.body[0]
    return isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)


def asks_a_rule(path: Path) -> bool:
    """Whether a file imports one of the forms of the rule."""
    return any(name == f"hemvist.secrecy.policy.{rule}" for name, _ in runtime_imports(path) for rule in RULES)


def test_pages_tasks_and_commands_are_told_only_what_somebody_may_see() -> None:
    """What they call takes a viewer, or is called …_access_unchecked and says why, or stands in the list with its reason."""
    found = list(unchecked_calls(python_files(*OUTSIDE)))
    wrong = [
        f"{where} imports {name}"
        for name, layer, where in found
        if not name.endswith(UNCHECKED) and name not in LISTED[layer]
    ]
    assert wrong == [], f"Let it take a Viewer, or call it …{UNCHECKED} and say why in its docstring."


def test_the_list_of_exceptions_holds_nothing_that_is_no_longer_called() -> None:
    """An exception that is not needed any more is taken away."""
    called = {(layer, name) for name, layer, _ in unchecked_calls(python_files(*OUTSIDE))}
    assert [(layer, name) for layer, names in LISTED.items() for name in names if (layer, name) not in called] == []


def test_an_unchecked_function_says_why() -> None:
    """Its docstring goes on after what it does: with the reason."""
    silent = [
        place(path, node.lineno)
        for path in python_files(SOURCE)
        for node in ast.walk(parsed(path))
        if isinstance(node, Function)
        and node.name.endswith(UNCHECKED)
        and not re.search(r"[.:;] \w", ast.get_docstring(node) or "")
    ]
    assert silent == []


def test_tables_of_cases_and_grants_are_read_only_where_the_rule_is_asked_or_beneath_it() -> None:
    """SQL that names them stands in modules that ask the rule, or in those that are listed with a reason; never with pages or commands."""
    naming = [path for path in python_files(SOURCE) if names_tables(path)]
    outside = [place(path) for path in naming if any(path.is_relative_to(layer) for layer in OUTSIDE)]
    assert outside == []
    unknown = [
        place(p) for p in naming if not asks_a_rule(p) and p.relative_to(SOURCE).as_posix() not in BELOW_THE_RULE
    ]
    assert unknown == [], "Ask secrecy.policy, or list it in BELOW_THE_RULE with the reason."
    gone = [name for name in BELOW_THE_RULE if SOURCE / name not in naming]
    assert gone == []


def test_no_template_asks_the_database() -> None:
    """Templates get values; a manager or a query in one would go past every rule."""
    asks = re.compile(r"\.objects\b|\b\w+_set\b|\.raw\(|cursor\(")
    templates = [*(SOURCE / "web").rglob("*.html")]
    assert templates
    assert [place(path) for path in templates if asks.search(path.read_text(encoding="utf-8"))] == []


def test_a_page_that_goes_past_the_rule_is_found(tmp_path: Path) -> None:
    """The checks above, tried on a page that does what they forbid."""
    page = tmp_path / "page.py"
    page.write_text('"""A page."""\nROWS = "SELECT reference FROM cases_case"\n', encoding="utf-8")
    assert names_tables(page) == [2]
    assert not asks_a_rule(page)
    function = ast.parse("def everything(case_row: int) -> str: ...").body[0]
    assert isinstance(function, Function)
    assert not _is_told_who_looks(function)
