"""look.py PAGE FOLDER: looks at a page in headless Chromium and prints what it found as JSON.

Speaks the DevTools protocol over a pipe, so nothing but Python and Chromium is needed. For each width and color scheme
it keeps a picture in FOLDER and runs audit.js; once it runs use.js, which uses the page as a reader does.
"""
import base64, json, os, pathlib, shutil, subprocess, sys, tempfile

page, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
here = pathlib.Path(__file__).parent
audit, use = (here / "audit.js").read_text(), (here / "use.js").read_text()
folder.mkdir(parents=True, exist_ok=True)


class Browser:
    """One Chromium with one tab, and all that the tab told."""

    def __init__(self, home):
        to_browser, self.output = os.pipe()
        self.input, from_browser = os.pipe()

        def prepare():
            # Chromium reads commands from 3 and writes answers to 4.
            read, write = os.dup(to_browser), os.dup(from_browser)
            os.dup2(read, 3), os.dup2(write, 4)

        words = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server",
                 "--disable-extensions", "--font-render-hinting=none", "--remote-debugging-pipe",
                 "--user-data-dir=" + home, "about:blank"]
        program = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
        self.process = subprocess.Popen([program, *words], preexec_fn=prepare, close_fds=False,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser), os.close(from_browser)
        self.buffer, self.number, self.session, self.events = b"", 0, None, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")

    def message(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.input, 1 << 16)
            if not piece:
                sys.exit("Chromium ended")
            self.buffer += piece
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **parameters):
        self.number += 1
        command = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            command["sessionId"] = self.session
        os.write(self.output, json.dumps(command).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    sys.exit(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def wait(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.message())

    def load(self, url):
        self.events = [event for event in self.events if event.get("method") != "Page.loadEventFired"]
        self.call("Page.navigate", url=url)
        self.wait("Page.loadEventFired")

    def evaluate(self, script):
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            sys.exit("the audit failed: " + json.dumps(result["exceptionDetails"])[:2000])
        return result["result"].get("value")

    def picture(self, path, width):
        height = min(int(self.evaluate("document.documentElement.scrollHeight")), 15000)
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)["data"]
        path.write_bytes(base64.b64decode(data))

    def told(self):
        """Errors of the console, dialogs, and requests for anything but the page itself."""
        console, requests, dialogs = [], [], []
        for event in self.events:
            method, values = event.get("method"), event.get("params", {})
            if method == "Log.entryAdded" and values["entry"]["level"] in ("error", "warning"):
                console.append(values["entry"]["text"])
            elif method == "Runtime.exceptionThrown":
                console.append(json.dumps(values["exceptionDetails"])[:500])
            elif method == "Runtime.consoleAPICalled":
                console.append(json.dumps(values["args"])[:500])
            elif method == "Network.requestWillBeSent":
                requests.append(values["request"]["url"])
            elif method == "Page.javascriptDialogOpening":
                dialogs.append(values["message"])
        return {"console": console, "dialogs": dialogs, "requests": [url for url in requests if url != page.as_uri()]}


with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
    browser = Browser(home)
    views = []
    for width in (320, 800, 1440):
        for scheme in ("light", "dark"):
            browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
            browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
            browser.load(page.as_uri())
            browser.picture(folder / f"{page.stem}-{width}-{scheme}.png", width)
            found = browser.evaluate(audit)
            views.append({"width": width, "scheme": scheme, **found})
    used = browser.evaluate(use)
    pdf = base64.b64decode(browser.call("Page.printToPDF")["data"])
    (folder / f"{page.stem}.pdf").write_bytes(pdf)
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.load(page.as_uri())
    plain = browser.call("Runtime.evaluate", expression="document.body.innerText.length", returnByValue=True)
    answer = {"views": views, "used": used, "plain": plain["result"].get("value"), "pdf": len(pdf), **browser.told()}
    browser.process.kill()
    browser.process.wait()
print(json.dumps(answer))
