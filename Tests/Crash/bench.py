"""What the crash drivers share: a small configuration, workspaces on it, and what must hold of each state."""
import gzip
import json
import os
import shutil
import sqlite3
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NOW = "2025-10-01T06:00:00Z"
DAYS = ["day-2025-07-14", "day-2025-08-04", "day-2025-08-25", "day-2025-09-15"]


class Bench:
    """The program, a configuration that is read fast, and folders to break."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.pipelines = os.path.join(folder, "pipelines")
        source = os.path.join(ROOT, "pipelines")
        shutil.copytree(source, self.pipelines)
        keep = {"sources": ["avito.json5"], "canaries": [], "events": [], "policy": []}
        for room, names in keep.items():
            for name in os.listdir(os.path.join(self.pipelines, room)):
                path = os.path.join(self.pipelines, room, name)
                if name not in names:
                    shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
        # Names models that the catalog left here does not have.
        os.remove(os.path.join(self.pipelines, "price-ranges.json5"))
        for name in os.listdir(os.path.join(self.pipelines, "catalog")):
            if name not in ("families.json5", "sources.json5", "nvidia-geforce-30.json5"):
                os.remove(os.path.join(self.pipelines, "catalog", name))
        for name, text in [
            ("corrections.json5", "{ corrections: [] }"), ("nightly.json5", "{ free_space_floor_bytes: 0 }"),
        ]:
            with open(os.path.join(self.pipelines, name), "w") as file:
                file.write(text)

    def words(self, workspace, *words):
        return [self.program, words[0], "--workspace", workspace, "--pipelines", self.pipelines, *words[1:]]

    def environment(self, **more):
        clean = {k: v for k, v in os.environ.items() if not k.startswith("AFTERMARKET_")}
        return {**clean, "AFTERMARKET_NOW": NOW, **more}

    def run(self, workspace, *words, before=(), **options):
        """Runs the program; `before` stands before it, strace for instance."""
        return subprocess.run(
            [*before, *self.words(workspace, *words)], env=self.environment(), cwd=self.folder, capture_output=True,
            text=True, **options)

    def page(self, day):
        return os.path.join(ROOT, "fixtures", "pages", "avito", day)

    def seed(self, workspace, days=1):
        for day in DAYS[:days]:
            done = self.run(workspace, "ingest", self.page(day))
            assert done.returncode == 0, done.stderr

    def dump(self, workspace):
        told = self.run(workspace, "dump")
        assert told.returncode == 0, told.stderr
        return told.stdout

    def copy(self, source, target):
        shutil.rmtree(target, ignore_errors=True)
        if os.path.isdir(source):
            shutil.copytree(source, target)


def trouble(workspace):
    """What is wrong with a database as it lies there; None when nothing is."""
    path = os.path.join(workspace, "aftermarket.sqlite")
    if not os.path.exists(path):
        return None
    try:
        connection = sqlite3.connect(path)
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        strays = connection.execute("PRAGMA foreign_key_check").fetchall()
        connection.close()
    except sqlite3.DatabaseError as error:
        return f"unreadable: {error}"
    if verdict != "ok":
        return f"integrity: {verdict[:100]}"
    if strays:
        return f"foreign keys: {strays[:3]}"
    return None


def torn(workspace):
    """A sealed archive that is not whole; None when all are."""
    folder = os.path.join(workspace, "archive")
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        if name.endswith(".warc.gz"):
            try:
                gzip.decompress(open(os.path.join(folder, name), "rb").read())
            except (OSError, EOFError) as error:
                return f"{name}: {error}"
    return None


def completes(bench, workspace, words, reference, also=()):
    """Whether the same command, given again, comes to the dump that was never disturbed; else why not."""
    found = trouble(workspace) or torn(workspace)
    if found:
        return found
    for step in (*also, words):
        again = bench.run(workspace, *step)
        if again.returncode not in (0, 1):
            return f"the rerun ended with {again.returncode}: {again.stderr[-300:]}"
    if bench.dump(workspace) != reference:
        return "the dump after the rerun differs"
    return None


def report(passed, failed, **figures):
    print(json.dumps({"passed": passed, "failed": failed, **figures}))
    raise SystemExit(1 if failed else 0)
