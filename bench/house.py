"""How large the parts of the house are: `python -m bench.house`. Modules and functions in lines, rooms in modules."""

import ast
import statistics
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("foundation", "studies", "interviews", "coding", "journeys", "exports", "demo", "webapp")
LIMITS = {"modules, median": 80, "modules, p90": 220, "modules, max": 350, "functions, p90": 14, "largest room": 12}


def main() -> int:
    modules = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if path.name != "__init__.py"]
    lines = {path: len(path.read_text().splitlines()) for path in modules}
    functions = [length for path in modules for length in _functions(path)]
    rooms = Counter(path.parent for path in modules if path.parts[len(ROOT.parts)] != "demo")
    figures = {
        "modules, median": statistics.median(lines.values()),
        "modules, p90": statistics.quantiles(lines.values(), n=10)[-1],
        "modules, max": max(lines.values()),
        "functions, median": statistics.median(functions),
        "functions, p90": statistics.quantiles(functions, n=10)[-1],
        "functions, max": max(functions),
        "largest room": max(rooms.values()),
    }
    print(f"{len(modules)} modules, {len(functions)} functions, {len(rooms)} rooms")
    for name, figure in figures.items():
        limit = LIMITS.get(name)
        told = f" (limit {limit}: {'met' if figure <= limit else 'NOT met'})" if limit else ""
        print(f"{name} {figure:.0f}{told}")
    for path, length in sorted(lines.items(), key=lambda one: -one[1]):
        if length > LIMITS["modules, max"]:
            print(f"  {path.relative_to(ROOT)} {length}")
    return int(any(figures[name] > limit for name, limit in LIMITS.items()))


def _functions(path: Path) -> list[int]:
    """Lines of each function or method, its docstring included."""
    found = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, found)
    ]


if __name__ == "__main__":
    sys.exit(main())
