"""measure.py WORK BIN ROUNDS COUNT : fetches COUNT made-up pages from nginx, ours and the limits in turns.

WORK holds fetch_multi and the folders pages and pipelines; BIN holds benchmarks and aftermarket. Prints the table of results; exit code 1 when a bar
is missed. Times on the clock are the median over the rounds of the ratio within a round, as other programs may be
running; CPU time is user and system time of the client alone.
"""
import glob, json, os, random, shutil, signal, statistics, subprocess, sys, time

work, binary, rounds, count = os.path.abspath(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
CONCURRENCY = 64
PORT = random.randrange(20_000, 32_000)
CONFIGURATION = """
daemon off; master_process off; pid nginx.pid; error_log error.log;
events { worker_connections 512; }
http {
  client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; default_type text/html;
  server { listen 127.0.0.1:%d ssl http2; ssl_certificate cert.pem; ssl_certificate_key key.pem; root pages; }
}
""" % PORT


def path(name):
    return os.path.join(work, name)


def child(words, environment=None):
    """The stdout of one child with its CPU seconds, wall seconds and peak MiB."""
    start = time.monotonic()
    with open(path("out"), "wb") as out, open(path("err"), "wb") as err:
        process = subprocess.Popen(words, stdout=out, stderr=err, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{words[0]} ended with {process.returncode}: {open(path('err'), encoding='utf-8').read()[:2000]}")
    with open(path("out"), encoding="utf-8") as file:
        text = file.read()
    return text, {"cpu": usage.ru_utime + usage.ru_stime, "wall": time.monotonic() - start,
                  "peak": usage.ru_maxrss / 1024}


def program(name, addresses, archives):
    """A run of ours or of the C limit."""
    words = [os.path.join(binary, "benchmarks"), "fetch-engine"] if name == "ours" else [path("fetch_multi")]
    words += [addresses, str(CONCURRENCY), path("cert.pem")]
    if archives:
        shutil.rmtree(path("archive"), ignore_errors=True)
        os.mkdir(path("archive"))
        words.append(path("archive") if name == "ours" else path("archive/c.warc.gz"))
    text, figures = child(words)
    figures.update({key: json.loads(text)[key] for key in ("pages", "bytes", "digest")})
    if archives:
        files = glob.glob(path("archive/*.warc.gz"))
        figures["archive"] = os.path.getsize(files[0])
        subprocess.run(["gzip", "-t", files[0]], check=True)
    return figures


def curl(configuration):
    """A run of curl --parallel over the same addresses, keeping nothing."""
    text, figures = child(["curl", "--silent", "--parallel", "--parallel-max", str(CONCURRENCY), "--http2",
                           "--cacert", path("cert.pem"), "--config", configuration])
    lines = [line.split() for line in text.splitlines()]
    figures.update(pages=sum(line[0] == "200" for line in lines), bytes=sum(int(line[1]) for line in lines))
    return figures


def command(addresses):
    """A run of the whole command: manners, archive, and every page read."""
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "made-up-pages.json5"), encoding="utf-8") as file:
        write("pipelines/sources/made-up-pages.json5", [file.read().replace("URLS", json.dumps(addresses))])
    shutil.rmtree(path("workspace"), ignore_errors=True)
    text, figures = child(
        [os.path.join(binary, "aftermarket"), "fetch", "made-up-pages", "--quiet", "--pipelines", path("pipelines"),
         "--workspace", path("workspace")],
        {"PATH": os.environ["PATH"], "AFTERMARKET_CONTACT": "bench@example.com",
         "AFTERMARKET_CA_FILE": path("cert.pem")})
    files = glob.glob(path("workspace/archive/*.warc.gz"))
    figures["archive"] = sum(os.path.getsize(file) for file in files)
    records = subprocess.run(["zgrep", "-a", "-c", "^WARC-Type: response", *files], capture_output=True, text=True)
    if int(records.stdout) < len(addresses):
        sys.exit(f"the archive of the command holds {records.stdout.strip()} answers, not {len(addresses)}")
    return figures


def write(name, lines):
    with open(path(name), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path(name)


names = sorted(os.listdir(path("pages")))[:count]
few = [f"https://localhost:{PORT}/{name}" for name in names]
many = [f"{address}?{turn}" for turn in range(4) for address in few]
few_list, many_list = write("few", few), write("many", many)
config = write("curl.config", ["write-out = \"%{http_code} %{size_download}\\n\""] + [
    line for address in few for line in (f'url = "{address}"', 'output = "/dev/null"')])
write("nginx.conf", [CONFIGURATION])
subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                "-keyout", path("key.pem"), "-out", path("cert.pem")], check=True, stderr=subprocess.DEVNULL)
nginx = subprocess.Popen(["nginx", "-p", work, "-c", "nginx.conf"], stderr=subprocess.DEVNULL)
try:
    for _ in range(100):
        if os.path.exists(path("nginx.pid")):
            break
        time.sleep(0.05)
    program("C", few_list, False)
    runs = {name: [] for name in ("curl", "ours", "C", "ours archiving", "C archiving", "`aftermarket fetch`")}
    for number in range(rounds):
        runs["curl"].append(curl(config))
        runs["ours"].append(program("ours", few_list, False))
        runs["C"].append(program("C", few_list, False))
        runs["ours archiving"].append(program("ours", few_list, True))
        runs["C archiving"].append(program("C", few_list, True))
        runs["`aftermarket fetch`"].append(command(few))
        print(f"round {number + 1}: " + ", ".join(
            f"{name} {run[-1]['wall']:.2f} s ({run[-1]['cpu']:.2f})" for name, run in runs.items()), file=sys.stderr)
    large, whole = program("ours", many_list, True), command(many)
finally:
    nginx.send_signal(signal.SIGTERM)
    nginx.wait()


def median(name, key):
    return statistics.median(run[key] for run in runs[name])


def ratio(limit, name, key):
    return statistics.median(one[key] / other[key] for one, other in zip(runs[limit], runs[name]))


everything = [run for group in runs.values() for run in group if "pages" in run]
same_bytes = {(run["pages"], run["bytes"]) for run in everything}
digests = {run["digest"] for group in ("ours archiving", "C archiving") for run in runs[group]}
equal = len(same_bytes) == 1 and len(digests) == 1 and next(iter(same_bytes))[0] == count
peak = max(run["peak"] for run in runs["ours archiving"])
megabytes = runs["C"][0]["bytes"] / 1e6
rows = [("check: pages, bytes, digest of all digests", f"{next(iter(same_bytes))[0]} pages" if equal else "differ", "equal",
         equal)]
for limit, name in (("curl", "ours"), ("C", "ours"), ("C archiving", "ours archiving")):
    for key, kind in (("wall", "time on the clock"), ("cpu", "CPU time")):
        figure = ratio(limit, name, key)
        bar = ">= 0.80" if (limit != "C" and key == "wall") else ""
        rows.append((f"{name} against {limit}, {kind}", f"{figure:.2f}", bar, not bar or figure >= 0.8))
rows.append((f"peak memory, archiving {count} pages", f"{peak:.1f} MiB", "<= 60 MiB", peak <= 60))
few_peak = max(run["peak"] for run in runs["`aftermarket fetch`"])
rows.append((f"peak memory of `aftermarket fetch`, {count} pages", f"{few_peak:.1f} MiB", "<= 60 MiB", few_peak <= 60))
for name, run, least in (("archiving", large, peak), ("of `aftermarket fetch`,", whole, few_peak)):
    flat = run["peak"] <= 60 and run["peak"] <= least * 1.15
    rows.append((f"peak memory, {name} {4 * count} pages", f"{run['peak']:.1f} MiB", "<= 60 MiB, within 15% of that", flat))
versions = subprocess.run(["curl", "--version"], capture_output=True, text=True, check=True).stdout.split()
print(f"{count} generated pages, {megabytes:.1f} MB, {CONCURRENCY} at a time, HTTP/2 over TLS, nginx on loopback, "
      f"{versions[3]}; medians of {rounds} rounds in turns")
print()
print("| what | seconds | CPU seconds | pages a second | archive, MB |")
print("|---|---:|---:|---:|---:|")
for name, group in runs.items():
    size = f"{group[0]['archive'] / 1e6:.1f}" if "archive" in group[0] else ""
    print(f"| {name} | {median(name, 'wall'):.2f} | {median(name, 'cpu'):.2f} | {count / median(name, 'wall'):,.0f} | {size} |")
print()
print("| figure | measured | bar | met |")
print("|---|---:|---:|---|")
for name, value, bar, met in rows:
    print(f"| {name} | {value} | {bar} | {('yes' if met else 'NO') if bar else ''} |")
sys.exit(0 if all(row[3] for row in rows) else 1)
