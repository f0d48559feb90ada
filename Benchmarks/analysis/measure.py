"""The event study beside its specification: measure.py ANALYSIS BINARY PANELS.

Both study the same panels one after the other on one core. The specification's time is that of the effects alone
(reading its panels into arrays is left out); ours is that of the whole process, reading and prices included, and that
of a run whose panels are read but have no event, so that the difference is what the effects cost.
"""
import csv, datetime, glob, os, resource, subprocess, sys, tempfile, time

tools, binary, root = sys.argv[1:4]
sys.path.insert(0, tools)
os.environ.setdefault('OPENBLAS_NUM_THREADS', '1')
import numpy as np
import gpupanel, methods2

ROUNDS = 5


def load(folder):
    """The counts of a panel, read from its files, as gpupanel.daily makes them."""
    rows = lambda name: list(csv.DictReader(open(f'{folder}/{name}.csv')))
    days = {}
    def day(text):
        if text not in days: days[text] = datetime.date.fromisoformat(text).toordinal()
        return days[text]
    crawls, listings, event = rows('crawls'), rows('listings'), rows('events')[0]
    first = day(crawls[0]['date'])
    names = sorted({row['model'] for row in listings})
    place = {name: number for number, name in enumerate(names)}
    column = lambda make: np.array([make(row) for row in listings])
    panel = dict(
        cfg=dict(K=len(names)), status=np.array([row['status'] for row in crawls], dtype=object),
        L=dict(model=column(lambda row: place[row['model']]), fs=column(lambda row: day(row['first_seen']) - first),
               ls=column(lambda row: day(row['last_seen']) - first)))
    controls = [place[name] for name in event['control_models'].split(';')]
    return gpupanel.daily(panel), place[event['affected_models']], controls, day(event['date']) - first


def ours(folders, *options):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    text = subprocess.run([binary, 'study', '--quiet', '--csv', '--jobs', '1', *options, *folders],
                          check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent / len(folders), list(csv.DictReader(text.splitlines()))


folders = sorted(glob.glob(f'{root}/panel_*'))
loaded = [load(folder) for folder in folders]
numpy_seconds, whole, reading = [], [], []
with tempfile.TemporaryDirectory() as quiet:
    for folder in folders:
        copy = f'{quiet}/{os.path.basename(folder)}'
        os.mkdir(copy)
        for name in ('listings.csv', 'crawls.csv'): os.symlink(f'{os.path.abspath(folder)}/{name}', f'{copy}/{name}')
        open(f'{copy}/events.csv', 'w').write('event_id,date,affected_models,control_models\n')
    for _ in range(ROUNDS):
        start = time.process_time()
        wanted = [methods2.full(counts, treated, controls, date, 14) for counts, treated, controls, date in loaded]
        numpy_seconds.append((time.process_time() - start) / len(folders))
        seconds, rows = ours(folders)
        whole.append(seconds)
        reading.append(ours(sorted(glob.glob(f'{quiet}/panel_*')))[0])
worst = 0.0
for row in rows:
    if row['measure'] in ('new', 'gone'):
        effect, error, p, placebo = wanted[[os.path.basename(f) for f in folders].index(row['panel'])][row['measure']]
        for found, other in (('effect_log', effect), ('se', error), ('p', p), ('p_placebo', placebo)):
            worst = max(worst, abs(float(row[found]) - other))
assert worst < 1e-6, f'the effects differ by {worst}'
effects = min(whole) - min(reading)
listings = sum(sum(1 for _ in open(f'{folder}/listings.csv')) - 1 for folder in folders) // len(folders)
print(f'{len(folders)} panels of {listings} listings, one core; effects equal within {worst:.1e}')
print(f'whole panel, reading, effects and prices   {min(whole):.4f} CPU-seconds (at most 0.05)')
print(f'  of which reading                         {min(reading):.4f}')
print(f'  of which effects and prices              {effects:.4f}')
print(f'specification in numpy, effects alone      {min(numpy_seconds):.4f}')
print(f'times faster, effects against effects      {min(numpy_seconds) / effects:.1f} (at least 3)')
