"""How long the dashboard takes to build and to be ready for a reader, and how large it is.

    python3 benches/dashboard.py PROGRAM [--runs 7]

PROGRAM is a release build of trueup. It builds the dashboard of the paper, and that of a package of 200 indicators over 60 years which
peers/package.py makes: alone, from the start of trueup serve to the end of its first page, and with all other files of trueup build. Each is done as
often as --runs says; the median is told, and the slowest. Then headless Chromium opens each page from disk as
often, with an empty cache: ready is when all scripts that begin with the page have run (the end of DOMContentLoaded), drawn when the first words or pictures
stand on the screen (first contentful paint); both from the start of the navigation, by the browser's own clock. Needs chromium and chromedriver on the
path, or where TRUEUP_CHROMIUM and TRUEUP_CHROMEDRIVER say.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
PAPER = HERE.parent / "data" / "wu-2025-opening-up"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --window-size=1440,900"
)
# Answers when the first paint has been noted, which may be after the page has loaded.
TIMES = """
const done = arguments[arguments.length - 1];
new PerformanceObserver((list) => {
    const [navigation] = performance.getEntriesByType("navigation");
    const paint = list.getEntriesByName("first-contentful-paint")[0];
    if (paint) done([navigation.domContentLoadedEventEnd, paint.startTime]);
}).observe({ type: "paint", buffered: true });
"""


class Browser:
    """A browser through chromedriver, until the end of a with."""

    def __init__(self, profile):
        chromedriver = os.environ.get("TRUEUP_CHROMEDRIVER", "chromedriver")
        self.driver = subprocess.Popen([chromedriver, "--port=0"], stdout=subprocess.PIPE, text=True)
        said = next(line for line in self.driver.stdout if "successfully on port" in line)
        port = said.split()[-1].rstrip(".")
        self.address = f"http://127.0.0.1:{port}/session"
        options = {"args": [*FLAGS.split(), f"--user-data-dir={profile}"]}
        if "TRUEUP_CHROMIUM" in os.environ:
            options["binary"] = os.environ["TRUEUP_CHROMIUM"]
        made = self.post("", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self.address += "/" + made["sessionId"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        urllib.request.urlopen(urllib.request.Request(self.address, method="DELETE")).close()
        self.driver.terminate()
        self.driver.wait()

    def post(self, path, body):
        request = urllib.request.Request(self.address + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["value"]

    def times(self, page):
        """Milliseconds until the page is ready, and until something of it is drawn."""
        self.post("/url", {"url": "about:blank"})
        self.post("/goog/cdp/execute", {"cmd": "Network.clearBrowserCache", "params": {}})
        self.post("/url", {"url": page.resolve().as_uri()})
        return self.post("/execute/async", {"script": TIMES, "args": []})


def told(values, unit):
    return f"{statistics.median(values):.0f} {unit} (slowest {max(values):.0f})"


def build(program, package, out, runs):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([program, "build", "--package", package, "--out", out], check=True, stdout=subprocess.DEVNULL)
        times.append(1000 * (time.perf_counter() - start))
    return times


def page_alone(program, package, runs):
    """Milliseconds from the start of a server until it has answered with the dashboard: package read and judged, page drawn, nothing else."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        command = [program, "serve", "--port", "0", "--package", package]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
            with urllib.request.urlopen(server.stdout.readline().strip()) as answer:
                answer.read()
            times.append(1000 * (time.perf_counter() - start))
            server.terminate()
    return times


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program", type=Path)
    arguments.add_argument("--runs", type=int, default=7)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        large = folder / "large"
        subprocess.run([sys.executable, HERE / "peers" / "package.py", large], check=True)
        for name, package in [("the paper", PAPER), ("200 indicators over 60 years", large)]:
            out = folder / "out"
            program = asked.program.resolve()
            times = build(program, package, out, asked.runs)
            alone = page_alone(program, package, asked.runs)
            page = out / "index.html"
            with Browser(tempfile.mkdtemp(dir=folder)) as browser:
                seen = [browser.times(page) for _ in range(asked.runs)]
            ready, drawn = zip(*seen)
            print(f"{name}: {page.stat().st_size:,} bytes of index.html")
            print(f"  built in {told(alone, 'ms')}; with all other files of trueup build in {told(times, 'ms')}")
            print(f"  ready after {told(ready, 'ms')}, first drawn after {told(drawn, 'ms')}", flush=True)


if __name__ == "__main__":
    main()
