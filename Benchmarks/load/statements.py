"""statements.py SOURCES: the statements of Sources/Loading as a C header, so that both sides run the same words."""
import json, re, sys

statements = open(sys.argv[1] + "/Statements.swift").read()
texts = open(sys.argv[1] + "/StatementTexts.swift").read()
names = dict(
    re.findall(r'static let (\w+) = """\n(.*?)"""', texts, re.S))
for name in ("insertSource", "upsertPage", "countCoverage", "insertPageNumber", "selectPageNumber", "selectLog", "storeLog",
             "insertListing", "retimeListing", "upsertObservation"):
    inside = re.search(rf"{name}: try database\.prepare\(\s*(.*?),\s*persistent: true\)", statements, re.S).group(1).strip()
    if inside.startswith("Statements."):
        sql = names[inside.split(".")[1]]
    else:
        sql = inside.strip('"').strip()
    print(f"  sqlite3_stmt *{name} = prep({json.dumps(' '.join(sql.split()))});")
