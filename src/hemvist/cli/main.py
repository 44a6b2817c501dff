"""Reads the command line and runs one command. Django is loaded only by the commands that need the database."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hemvist.cli.arguments import day, moment, port, positive
from hemvist.cli.failing import CommandError

if TYPE_CHECKING:
    from argparse import _SubParsersAction as SubParsers

    Commands = SubParsers[argparse.ArgumentParser]

OK, WRONG_INPUT = 0, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 well, 1 something was found, 2 wrong input (said on standard error)."""
    parser = _parser()
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except CommandError as error:
        print(f"hemvist: {error}", file=sys.stderr)
        return WRONG_INPUT
    except BrokenPipeError:
        # Whoever read the output had enough of it. What is left in the buffer must not be tried again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print("hemvist: stopped", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hemvist", description="Whose turn it is, what the routine asks, by when and why."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_status(commands)
    _add_routines(commands)
    _add_serving(commands)
    _add_record(commands)
    _add_organisation(commands)
    _add_retention(commands)
    _add_case_system(commands)
    _add_api(commands)
    _add_delivering(commands)
    return parser


def _add_status(commands: "Commands") -> None:
    command = commands.add_parser(
        "status",
        help="whose turn it is in a case written in a file; needs no database",
        description="Reads what happened in a case from a TOML file and says whose turn it is, what may not be done yet, and why.",
    )
    command.add_argument(
        "file", metavar="FILE.toml", type=Path, help="the case: a routine and its events (docs/routine-files.md)"
    )
    command.add_argument(
        "--as-of", metavar="DATE", type=day, help="what had happened by that day, ÅÅÅÅ-MM-DD (default: today)"
    )
    command.add_argument(
        "--known-on", metavar="DATETIME", type=moment, help="what had been recorded by then (default: everything)"
    )
    command.add_argument("--json", action="store_true", help="answer in JSON")
    command.set_defaults(run=_status)


def _add_routines(commands: "Commands") -> None:
    command = commands.add_parser("routines", help="read, check and show the governing documents; needs no database")
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = actions.add_parser(
        "check", help="how every clause is covered, and what is wrong; ends with code 1 if anything is"
    )
    check.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="a routine file, or a folder of them (default: Hemvist's own)",
    )
    check.set_defaults(run=_routines_check)
    listing = actions.add_parser("list", help="the routines, their editions and from when they apply")
    listing.set_defaults(run=_routines_list)
    show = actions.add_parser("show", help="the clauses of an edition and what carries each")
    show.add_argument("routine", metavar="ROUTINE", help="as in 'hemvist routines list'")
    show.add_argument("edition", metavar="EDITION", nargs="?", help="default: the one in force today")
    show.set_defaults(run=_routines_show)


def _add_serving(commands: "Commands") -> None:
    demo = commands.add_parser("demo", help="load a made-up city into an empty database and serve it")
    demo.add_argument("--people", metavar="N", type=positive, default=400, help="how many people (default: 400)")
    demo.add_argument("--cases", metavar="N", type=positive, default=300, help="how many cases (default: 300)")
    demo.add_argument("--load-only", action="store_true", help="load, and do not serve")
    demo.set_defaults(run=_demo)
    serve = commands.add_parser("serve", help="serve what is already set up")
    serve.set_defaults(run=_serve)
    for command in (demo, serve):
        command.add_argument("--port", metavar="PORT", type=port, default=8000, help="on localhost (default: 8000)")


def _add_record(commands: "Commands") -> None:
    for name, run, text in (
        ("migrate", _migrate, "make the database's tables, or bring them up to date"),
        (
            "verify-record",
            _verify_record,
            "check every chain of events and every projection; ends with code 1 if anything differs",
        ),
    ):
        commands.add_parser(name, help=text, description=text).set_defaults(run=run)
    text = "evaluate again the cases whose day has come; run it once a day, after midnight"
    daily = commands.add_parser("daily", help=text, description=text)
    daily.add_argument(
        "--all", action="store_true", help="every case: after an update that changed a governing document"
    )
    daily.set_defaults(run=_daily)


def _add_organisation(commands: "Commands") -> None:
    organisation = commands.add_parser("organisation", help="who works in the city, at which unit, in which role")
    actions = organisation.add_subparsers(title="actions", metavar="ACTION", required=True)
    load = actions.add_parser(
        "load", help="bring boards, units, workers and roles up to what a file tells; nothing is removed"
    )
    load.add_argument("file", metavar="FILE.toml", type=Path, help="see docs/operations.md")
    load.add_argument(
        "--leave-unattended",
        action="store_true",
        help="also where a role that ends leaves cases of protected persons with nobody; their unit's manager then names somebody",
    )
    load.set_defaults(run=_organisation_load)
    password = commands.add_parser("password", help="set a worker's password")
    password.add_argument("username", metavar="NAME", help="the user name")
    password.set_defaults(run=_password)
    second = commands.add_parser("second-step", help="remove a worker's second step; in the demo city, tell its code")
    second.add_argument("username", metavar="NAME", help="the user name")
    what = second.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--remove", action="store_true", help="both app and codes are lost: remove it, and end the worker's sessions"
    )
    what.add_argument("--code", action="store_true", help="only in the demo city: the code that an app would show now")
    second.set_defaults(run=_second_step)


def _add_retention(commands: "Commands") -> None:
    command = commands.add_parser(
        "retention", help="cases that leave the system: packages for the archive, and removal"
    )
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="the cases that are due to leave, and what holds them back")
    listing.set_defaults(run=_retention_list)
    show = actions.add_parser("show", help="when one case leaves, why, and what holds it back")
    show.add_argument("reference", metavar="NUMBER", help="the case number, such as KC-2026-000123")
    show.set_defaults(run=_retention_show)
    for name, run, text in (
        ("package", _retention_package, "write and verify an archive package of every approved case"),
        ("remove", _retention_remove, "remove every approved case that is in a verified package"),
    ):
        action = actions.add_parser(name, help=text)
        action.add_argument("folder", metavar="FOLDER", type=Path, help="where the packages are")
        action.set_defaults(run=run)
    verify = actions.add_parser(
        "verify", help="check archive packages; needs no database; ends with code 1 if one is not whole"
    )
    verify.add_argument("packages", metavar="PACKAGE", nargs="+", type=Path, help="the folder of a package")
    verify.set_defaults(run=_retention_verify)


def _add_delivering(commands: "Commands") -> None:
    deliver = commands.add_parser("deliver", help="send what is to leave the house, until it is stopped")
    deliver.add_argument("--once", action="store_true", help="try once what waits now, and end")
    deliver.add_argument("--parent", metavar="PID", type=positive, help="end when this process is no longer the parent")
    deliver.set_defaults(run=_deliver)
    bounce = commands.add_parser("bounce", help="read a mail that came back, from standard input")
    bounce.set_defaults(run=_bounce)
    outbox = commands.add_parser("outbox", help="what waits to leave the house, and what could not")
    outbox.add_argument("--again", metavar="NUMBER", type=positive, help="let a message that failed be tried again")
    outbox.add_argument("--let-be", metavar="NUMBER", type=positive, help="let a message that failed be")
    outbox.add_argument("--reason", metavar="TEXT", default="", help="why it is let be; kept with it")
    outbox.set_defaults(run=_outbox)
    ssbtek = commands.add_parser(
        "ssbtek", help="whether SSBTEK is there, and the agencies behind it; asks about nobody"
    )
    ssbtek.set_defaults(run=_ssbtek)


def _add_api(commands: "Commands") -> None:
    command = commands.add_parser(
        "api", help="outside systems: their accounts and tokens, and the description of the API"
    )
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    account = actions.add_parser(
        "account", help="take an outside system on at a unit; it sees and writes what its roles do"
    )
    account.add_argument("username", metavar="NAME", help="what it is called here, such as system-kc")
    account.add_argument("--title", required=True, help="its name as people see it")
    account.add_argument("--contact", required=True, help="who answers for it")
    account.add_argument("--unit", metavar="CODE", required=True, help="the unit where it acts")
    account.add_argument(
        "--role", action="append", required=True, help="a role that it holds there (may be given several times)"
    )
    account.set_defaults(run=_api_account)
    token = actions.add_parser("token", help="make a token; it is shown once")
    token.add_argument("username", metavar="NAME", help="the account")
    token.add_argument("--purpose", required=True, help="what it is for")
    token.add_argument(
        "--scope",
        action="append",
        required=True,
        help="what it may do, such as cases:read (may be given several times)",
    )
    token.add_argument("--last-day", type=day, required=True, help="the last day on which it counts, ÅÅÅÅ-MM-DD")
    token.set_defaults(run=_api_token)
    revoke = actions.add_parser("revoke", help="let a token count no more")
    revoke.add_argument("token", metavar="ID", help="as in 'hemvist api list'")
    revoke.set_defaults(run=_api_revoke)
    listing = actions.add_parser("list", help="every account with its tokens")
    listing.set_defaults(run=_api_list)
    contract = actions.add_parser("contract", help="write the description of the API (OpenAPI), in both languages")
    contract.add_argument("folder", metavar="FOLDER", type=Path, help="where; docs/api in the project itself")
    contract.set_defaults(run=_api_contract)


def _add_case_system(commands: "Commands") -> None:
    command = commands.add_parser("exchange", help="files to and from the main case system (docs/file-exchange.md)")
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    out = actions.add_parser("out", help="write what is new in a board's cases")
    out.add_argument("--again", metavar="N", type=positive, help="write file number N again")
    out.set_defaults(run=_exchange_out)
    come = actions.add_parser("in", help="take in the files that have come for a board")
    come.set_defaults(run=_exchange_in)
    for action in (out, come):
        action.add_argument("--board", metavar="CODE", required=True, help="the board's code")
        action.add_argument("--folder", metavar="FOLDER", type=Path, required=True, help="where the files are")
    place = actions.add_parser("write-in", help="where an administration writes what the routines want in Treserva")
    place.add_argument("place", choices=("hemvist", "treserva"), help="treserva: one click here confirms it (default)")
    place.add_argument("--administration", metavar="CODE", required=True, help="the administration's code")
    place.set_defaults(run=_exchange_write_in)
    cases = commands.add_parser("import-cases", help="open a case for each row of a file; can be stopped and run again")
    cases.add_argument("file", metavar="FILE", type=Path, help="JSON Lines or CSV (docs/file-exchange.md)")
    cases.add_argument("--board", metavar="CODE", required=True, help="the board that the cases are opened at")
    cases.add_argument("--dry-run", action="store_true", help="try every row and record nothing")
    cases.add_argument("--report", metavar="FILE.csv", type=Path, help="write what became of each row")
    cases.set_defaults(run=_import_cases)


# Each command's code is loaded only when it runs: "status" must start fast and without a database.
def _status(args: argparse.Namespace) -> int:
    from hemvist.cli import status

    return status.run(args.file, args.as_of, args.known_on, as_json=args.json)


def _routines_check(args: argparse.Namespace) -> int:
    from hemvist.cli import routines

    return routines.check(args.files)


def _routines_list(_args: argparse.Namespace) -> int:
    from hemvist.cli import routines

    return routines.show_list()


def _routines_show(args: argparse.Namespace) -> int:
    from hemvist.cli import routines

    return routines.show(args.routine, args.edition)


def _demo(args: argparse.Namespace) -> int:
    from hemvist.cli import serving

    return serving.demo(args.port, people=args.people, cases=args.cases, serve_it=not args.load_only)


def _serve(args: argparse.Namespace) -> int:
    from hemvist.cli import serving

    return serving.serve(args.port)


def _migrate(_args: argparse.Namespace) -> int:
    from hemvist.cli import record

    return record.migrate()


def _verify_record(_args: argparse.Namespace) -> int:
    from hemvist.cli import record

    return record.verify()


def _daily(args: argparse.Namespace) -> int:
    from hemvist.cli import record

    return record.daily(every_case=args.all)


def _organisation_load(args: argparse.Namespace) -> int:
    from hemvist.cli import organisation

    return organisation.load(args.file, leave_unattended=args.leave_unattended)


def _password(args: argparse.Namespace) -> int:
    from hemvist.cli import organisation

    return organisation.password(args.username)


def _retention_list(_args: argparse.Namespace) -> int:
    from hemvist.cli import retention

    return retention.show_list()


def _retention_show(args: argparse.Namespace) -> int:
    from hemvist.cli import retention

    return retention.show(args.reference)


def _retention_package(args: argparse.Namespace) -> int:
    from hemvist.cli import retention

    return retention.package(args.folder)


def _retention_remove(args: argparse.Namespace) -> int:
    from hemvist.cli import retention

    return retention.remove(args.folder)


def _retention_verify(args: argparse.Namespace) -> int:
    from hemvist.cli import retention

    return retention.verify(args.packages)


def _second_step(args: argparse.Namespace) -> int:
    from hemvist.cli import second_step

    return second_step.code(args.username) if args.code else second_step.remove(args.username)


def _ssbtek(_args: argparse.Namespace) -> int:
    from hemvist.cli import ssbtek

    return ssbtek.try_out()


def _deliver(args: argparse.Namespace) -> int:
    from hemvist.cli import delivering

    return delivering.deliver(once=args.once, parent=args.parent)


def _bounce(_args: argparse.Namespace) -> int:
    from hemvist.cli import delivering

    return delivering.bounce(sys.stdin.buffer)


def _outbox(args: argparse.Namespace) -> int:
    from hemvist.cli import delivering

    return delivering.outbox(args.again, args.let_be, args.reason)


def _api_account(args: argparse.Namespace) -> int:
    from hemvist.cli import api

    return api.account(args.username, args.title, args.contact, args.unit, args.role)


def _api_token(args: argparse.Namespace) -> int:
    from hemvist.cli import api

    return api.token(args.username, args.purpose, args.scope, args.last_day)


def _api_revoke(args: argparse.Namespace) -> int:
    from hemvist.cli import api

    return api.revoke(args.token)


def _api_list(_args: argparse.Namespace) -> int:
    from hemvist.cli import api

    return api.show_list()


def _api_contract(args: argparse.Namespace) -> int:
    from hemvist.cli import api

    return api.write_contract(args.folder)


def _exchange_out(args: argparse.Namespace) -> int:
    from hemvist.cli import case_system

    return case_system.send(args.board, args.folder, args.again)


def _exchange_in(args: argparse.Namespace) -> int:
    from hemvist.cli import case_system

    return case_system.receive(args.board, args.folder)


def _exchange_write_in(args: argparse.Namespace) -> int:
    from hemvist.cli import case_system

    return case_system.where_to_write(args.administration, args.place)


def _import_cases(args: argparse.Namespace) -> int:
    from hemvist.cli import case_system

    return case_system.import_cases(args.file, args.board, args.report, dry_run=args.dry_run)
