"""Asks a server for charts that it has not kept: their latencies, or many with random parameters.

    serve_uncached.py ADDRESS latencies COUNT
    serve_uncached.py ADDRESS random COUNT SEED
"""

import collections
import http.client
import json
import random
import statistics
import sys
import threading
import time
import urllib.parse

ADDRESS = urllib.parse.urlsplit(sys.argv[1])
COUNT = int(sys.argv[3])


def connect():
    return http.client.HTTPConnection(ADDRESS.hostname, ADDRESS.port, timeout=60)


def ask(connection, path):
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    return response.status


def charts():
    connection = connect()
    connection.request("GET", "/api/charts.json")
    return [chart["id"] for chart in json.loads(connection.getresponse().read())]


def latencies():
    connection, ids = connect(), charts()
    for name, ending, query in [("SVG", "svg", ""), ("PNG, density 1", "png", "&density=1"), ("PNG, density 2", "png", ""),
                                ("PDF", "pdf", ""), ("page", "html", ""), ("CSV", "csv", "")]:
        times = []
        for i in range(COUNT):
            # Sizes near that of a page, each asked for once.
            size = f"{850 + i % 20}x{600 + i // 20}"
            path = f"/charts/{ids[i % len(ids)]}.{ending}?size={size}{query}"
            if ending == "csv":
                path = f"/charts/gdp.csv?transform=index&from={1700 + i}"
            start = time.perf_counter()
            status = ask(connection, path)
            times.append(time.perf_counter() - start)
            assert status == 200, (path, status)
        times = sorted(1000 * t for t in times)
        print(f"  {name:15} median {statistics.median(times):6.2f} ms, 95 % under {times[len(times) * 95 // 100]:6.2f} ms")


def wander(ids, seed, count, statuses):
    chosen, connection = random.Random(seed), connect()
    for _ in range(count):
        years = [str(year) for year in range(1950, 2031)]
        options = {
            "transform": ["lin", "index", "pc1", "pch", "index:2010", "multiple", "log", "mean:2", "nonsense"],
            "from": years + ["2010-13"],
            "to": years,
            "scale": ["linear", "log"],
            "theme": ["light", "dark"],
            "text": ["live"],
        }
        # Every fourth option is there, so that most addresses are those of a chart that can be drawn.
        query = {name: chosen.choice(values) for name, values in options.items() if chosen.random() < 0.25}
        query |= {"size": f"{chosen.randint(700, 1000)}x{chosen.randint(500, 700)}", "density": "1"}
        query = urllib.parse.urlencode(query)
        ending = chosen.choice(["svg", "svg", "svg", "png", "csv", "json", "html", "pdf"])
        statuses[ask(connection, f"/charts/{chosen.choice(ids)}.{ending}?{query}")] += 1


def many():
    ids, statuses = charts(), collections.Counter()
    threads = [threading.Thread(target=wander, args=(ids, f"{sys.argv[4]} {i}", COUNT // 8, statuses)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("  statuses:", dict(sorted(statuses.items())))


latencies() if sys.argv[2] == "latencies" else many()
