import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Opens the pages that the program writes in a headless Chromium, over its DevTools protocol, and does with them what a reader does. Run by
 * {@code report-browser.sh} as a single file on the program's jar, whose Gson it uses:
 * {@code java -cp target/ioasid-sim.jar Browser.java CHROMIUM PICTURES REPORT LARGE PAGE... --attacked PAGE... --live NOISY OWN ALONE PAGE...}, where
 * REPORT compares variants, LARGE holds 100,000 values, the PAGEs are of other commands, then of scenarios whose texts attack the page; the
 * last simulate: NOISY is the noisy neighbour's report, OWN has a policy of its own, ALONE lacks the engine beside it.
 */
public final class Browser {
    private static final int MOST_BYTES = 2_000_000;
    private static final double LEAST_CONTRAST = 4.5;
    private static final String ATTACKED = "--attacked";
    private static final String LIVE = "--live";
    private static final Duration SIMULATING = Duration.ofMinutes(5);
    private static final int PHONE = 390;
    private static final int DESKTOP = 1440;
    private static final int HEIGHT = 900;
    private static final int MOST_HEIGHT = 3500;

    private static final double MOST_DRAW_MILLIS = 3000;
    private static final double MOST_REDRAW_MILLIS = 500;

    private final Tab tab;
    private final Path pictures;
    private int passed;
    private int failed;

    private Browser(Tab tab, Path pictures) {
        this.tab = tab;
        this.pictures = pictures;
    }

    public static void main(String[] args) throws Exception {
        Path profile = Files.createTempDirectory("browser");
        Process chromium = new ProcessBuilder(
                        args[0],
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
        int failed;
        try {
            var browser = new Browser(Tab.open(profile), Path.of(args[1]));
            Files.createDirectories(browser.pictures);
            browser.report(Path.of(args[2]));
            browser.large(Path.of(args[3]));
            List<String> pages = List.of(args).subList(4, args.length);
            int attacked = pages.indexOf(ATTACKED);
            for (String page : pages.subList(0, attacked)) {
                browser.other(Path.of(page));
            }
            int live = pages.indexOf(LIVE);
            for (String page : pages.subList(attacked + 1, live)) {
                browser.attacked(Path.of(page));
            }
            browser.live(Path.of(pages.get(live + 1)));
            browser.refuses(Path.of(pages.get(live + 2)), "the policy ");
            browser.lacksEngine(Path.of(pages.get(live + 3)));
            for (String page : pages.subList(live + 4, pages.size())) {
                browser.agrees(Path.of(page));
            }
            Path last = Path.of(pages.get(pages.size() - 1)).getParent();
            browser.served(last.getParent(), last.getFileName().toString());
            failed = browser.failed;
            System.out.printf("%d passed, %d failed%n", browser.passed, failed);
        } finally {
            chromium.destroy();
            chromium.waitFor(10, TimeUnit.SECONDS);
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    // ---- what holds of each page -------------------------------------------------------------------------------------

    private void open(Path page, int width, String fragment) {
        tab.call("Emulation.setDeviceMetricsOverride", metrics(width));
        tab.goTo("about:blank");
        tab.goTo(page.toAbsolutePath().toUri() + fragment);
    }

    private static JsonObject metrics(int width) {
        return json("{\"height\":" + HEIGHT + ",\"deviceScaleFactor\":1,\"mobile\":false,\"width\":" + width + "}");
    }

    private void anyPage(Path page) throws IOException {
        String name = page.getParent().getFileName() + "-" + page.getFileName();
        tab.takeRequests();
        check(name + " is at most 2 MB", Files.size(page) <= MOST_BYTES, Files.size(page) + " bytes");
        for (int width : new int[] {PHONE, DESKTOP}) {
            open(page, width, "");
            double scrolls = tab.number("document.documentElement.scrollWidth");
            check(name + " is no wider than a window of " + width, scrolls <= width, "scrolls to " + scrolls);
            fits(name, width);
            picture(name + "-" + width);
            tab.run("document.querySelectorAll('details').forEach(each => { each.removeAttribute('name'); each.open = true; })");
            tab.frame();
            double unfolded = tab.number("document.documentElement.scrollWidth");
            check(name + " is no wider than a window of " + width + " when all is unfolded", unfolded <= width, "scrolls to " + unfolded);
            String wide = tab.text(SHOWN + ".filter(e => e.matches('figure svg, article img') && e.getBoundingClientRect().right > innerWidth + 1)"
                    + ".map(e => e.closest('[id]').id).join(' ')");
            check(name + " has no picture beyond a window of " + width + " when all is unfolded", wide.isEmpty(), wide);
            labelsApart(name, " in a window of " + width + " when all is unfolded");
            String squeezed = tab.text("[...document.querySelectorAll('.card')].filter(card => card.querySelector('.plot')"
                    + " && card.querySelector('.plot').clientWidth < 0.8 * card.clientWidth).map(card => card.textContent.slice(0, 20)).join(' ')");
            check(name + " gives series over time the width of their card in a window of " + width, squeezed.isEmpty(), squeezed);
        }
        for (String theme : List.of("light", "dark")) {
            look(theme);
            String faintLabels = tab.text(FAINT_LABELS.replace("LEAST", Double.toString(LEAST_CONTRAST)));
            check(name + " has pictures whose labels have a contrast of 4.5 in the " + theme + " look", faintLabels.isEmpty(), faintLabels);
            String faint = tab.text(FAINT_TEXT.replace("LEAST", Double.toString(LEAST_CONTRAST)));
            check(name + " has a contrast of 4.5 in the " + theme + " look", faint.isEmpty(), faint);
            picture(name + "-" + theme);
        }
        check(
                name + " follows the system to the dark look",
                tab.number("parseInt(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])") < 60,
                tab.text("getComputedStyle(document.body).backgroundColor"));
        tab.run("document.querySelector('button.theme').click()");
        check(
                name + " switches to the light look by its button",
                tab.number("parseInt(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])") > 200,
                tab.text("getComputedStyle(document.body).backgroundColor"));
        tab.run("localStorage.clear()");
        look("light");
        open(page, DESKTOP, "");
        check(
                name + " names its pictures, tables and buttons",
                tab.number("[...document.querySelectorAll('svg, button, .plot, .wide')].filter(e => "
                                + "!(e.getAttribute('aria-label') || e.textContent.trim())).length")
                        == 0,
                "");
        String strayIds = tab.text("(() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
                                + "const twice = ids.filter((id, i) => ids.indexOf(id) !== i);"
                                + "const lost = [...document.querySelectorAll('a[href^=\"#\"]')].map(a => decodeURIComponent(a.hash.slice(1)))"
                                + ".filter(id => !document.getElementById(id)); return twice.concat(lost).join(' '); })()");
        check(name + " has each id once, and a target for each link within", strayIds.isEmpty(), strayIds);
        tab.key("Tab", 9, "");
        check(
                name + " offers to skip to the answer first",
                tab.text("document.activeElement.className").equals("skip"),
                tab.text("document.activeElement.outerHTML.slice(0, 80)"));
        sorts(name);
        print(name);
        withoutScripts(page, name);
        List<String> errors = tab.takeErrors();
        check(name + " logs no error", errors.isEmpty(), String.join("; ", errors));
        asksForNothing(page, name);
    }

    /** What stands on a page before it is unfolded neither scrolls sideways nor is too small to read, and no label lies over another. */
    private void fits(String name, int width) {
        String where = " in a window of " + width;
        String wide = tab.text(SHOWN + ".filter(e => e.matches('.picture, .wide') && e.scrollWidth > e.clientWidth + 1"
                + " && (" + width + " > 1000 || e.matches('.picture:not([tabindex])'))).map(e => e.textContent.trim().slice(0, 40)).join(' | ')");
        check(name + " has nothing that scrolls sideways" + where, wide.isEmpty(), wide);
        String small = tab.text(SHOWN + ".filter(e => e.matches('figure svg')).map(svg => [svg.getBoundingClientRect().width"
                + " / svg.viewBox.baseVal.width * Math.min(...[...svg.querySelectorAll('text')].map(t => parseFloat(getComputedStyle(t).fontSize))),"
                + " svg.getAttribute('aria-label').slice(0, 40)]).filter(([size]) => size < 9.5).join(' | ')");
        check(name + " has pictures whose text can be read" + where, small.isEmpty(), small);
        labelsApart(name, where);
        String broken = tab.text("(() => { const found = []; const range = document.createRange();"
                + " const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); while (texts.nextNode()) { const text = texts.currentNode;"
                + " if (!text.parentElement.checkVisibility() || text.parentElement.closest('pre, code, script, style')) continue;"
                + " for (const share of text.data.matchAll(/[0-9]\\s?%/g)) { range.setStart(text, share.index); range.setEnd(text, share.index + share[0].length);"
                + " if (new Set([...range.getClientRects()].map(r => Math.round(r.top))).size > 1) found.push(text.data.slice(Math.max(0, share.index - 15), share.index + 5)); } }"
                + " return found.slice(0, 5).join(' | '); })()");
        check(name + " breaks no line before a percent sign" + where, broken.isEmpty(), broken);
    }

    /** No label of a picture that is shown lies over another one or over a dashed upright line, unless what it is written on hides that. */
    private void labelsApart(String name, String where) {
        String over = tab.text("(() => { const found = []; for (const svg of " + SHOWN + ".filter(e => e.matches('figure svg'))) {"
                + " const all = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim()).map(t => ({box: t.getBoundingClientRect(), text: t.textContent.trim()}));"
                + " for (const [i, a] of all.entries()) for (const b of all.slice(i + 1)) {"
                + " const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);"
                + " const along = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);"
                + " if (across > 2 && along > 0.4 * Math.min(a.box.height, b.box.height)) found.push(a.text + ' over ' + b.text); } }"
                + " return found.slice(0, 5).join(' | '); })()");
        check(name + " has no label over another" + where, over.isEmpty(), over);
        String crossed = tab.text("(() => { const found = []; for (const svg of " + SHOWN + ".filter(e => e.matches('figure svg'))) {"
                + " const lines = [...svg.querySelectorAll('line')].filter(l => getComputedStyle(l).strokeDasharray !== 'none').map(l => l.getBoundingClientRect());"
                + " const hides = (back, box) => { const at = back.getBoundingClientRect(); return back.matches('path, rect') && getComputedStyle(back).fill !== 'none'"
                + " && at.left < box.left + 3 && at.right > box.right - 3 && at.top < box.top + 3 && at.bottom > box.bottom - 3; };"
                + " for (const text of svg.querySelectorAll('text')) { const box = text.getBoundingClientRect(); const back = text.previousElementSibling;"
                + " if (back && hides(back, box)) continue; for (const line of lines)"
                + " if (line.width < 3 && line.height > 20 && line.left > box.left + 2 && line.right < box.right - 2 && line.top < box.bottom - 2"
                + " && line.bottom > box.top + 2) found.push(text.textContent.trim()); } } return found.slice(0, 5).join(' | '); })()");
        check(name + " has no label across a dashed line" + where, crossed.isEmpty(), crossed);
    }

    /** What takes room on the page: not what is folded, nor what is for windows of another width. */
    private static final String SHOWN = "[...document.querySelectorAll('main *')].filter(e => e.checkVisibility())";

    private void asksForNothing(Path page, String name) {
        String own = page.toAbsolutePath().toUri().toString();
        String charts = page.toAbsolutePath().getParent().toUri().toString(); // a page over several results shows the charts beside it
        String requests = tab.takeRequests().stream()
                .filter(url -> !url.equals("about:blank") && !url.split("#")[0].equals(own))
                .filter(url -> !(url.startsWith(charts) && url.endsWith(".svg")))
                .filter(url -> !url.equals(charts + "engine.js")) // beside a page that has no room for it, read when "What if?" is unfolded
                .collect(Collectors.joining(" "));
        check(name + " asks the network for nothing", requests.isEmpty(), requests);
    }

    /**
     * Labels of pictures whose colour, as the filter of the look changes it, stands out too little from the page; white ones lie over areas of
     * their own.
     */
    private static final String FAINT_LABELS =
            """
            (() => {
              const parse = text => text.match(/[\\d.]+/g).map(Number).slice(0, 3);
              const luminance = rgb => {
                const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const paper = luminance(parse(getComputedStyle(document.body).backgroundColor));
              const seen = (rgb, filter) => {
                const inverted = filter.match(/invert[(]([\\d.]+)/);
                if (!inverted) return rgb;
                const part = Number(inverted[1]);
                const [r, g, b] = rgb.map(v => part * (255 - v) + (1 - part) * v);
                const turned = [-0.574 * r + 1.43 * g + 0.144 * b, 0.426 * r + 0.43 * g + 0.144 * b, 0.426 * r + 1.43 * g - 0.856 * b];
                return turned.map(v => Math.max(0, Math.min(255, v)));
              };
              const faint = new Set();
              for (const svg of document.querySelectorAll('figure svg')) {
                const filter = getComputedStyle(svg).filter;
                for (const text of svg.querySelectorAll('text')) {
                  const fill = parse(getComputedStyle(text).fill);
                  if (fill.every(v => v === 255)) continue;
                  const label = luminance(seen(fill, filter));
                  const contrast = (Math.max(label, paper) + 0.05) / (Math.min(label, paper) + 0.05);
                  if (contrast < LEAST) faint.add(svg.closest('figure').id + ': ' + text.textContent.trim() + ' ' + contrast.toFixed(2));
                }
              }
              return [...faint].slice(0, 5).join(', ');
            })()
            """;

    /** Text whose colour stands out too little from what lies behind it; the pictures' own text is the charts' affair. */
    private static final String FAINT_TEXT =
            """
            (() => {
              const luminance = rgb => {
                const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const parse = text => text.match(/[\\d.]+/g).map(Number);
              const behind = element => {
                for (let e = element; e; e = e.parentElement) {
                  const c = parse(getComputedStyle(e).backgroundColor);
                  if (c.length < 4 || c[3] > 0.99) return c.slice(0, 3);
                }
                return [255, 255, 255];
              };
              const faint = new Set();
              for (const e of document.querySelectorAll('body *')) {
                if (e.closest('svg, script, style, button:disabled') || !e.offsetParent) continue;
                if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
                const a = luminance(parse(getComputedStyle(e).color).slice(0, 3)), b = luminance(behind(e));
                const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (contrast < LEAST) faint.add(e.tagName + '.' + e.className + ' ' + contrast.toFixed(2));
              }
              return [...faint].join(', ');
            })()
            """;

    private void look(String theme) {
        tab.call(
                "Emulation.setEmulatedMedia",
                json("{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + theme + "\"}]}"));
        tab.frame();
    }

    private void sorts(String name) {
        tab.run("document.querySelectorAll('details:not([name])').forEach(each => { each.open = true; })");
        String column = "[...document.querySelectorAll('.wide table')].find(t => t.rows.length > 3)";
        if (!tab.truth("!!" + column)) {
            return;
        }
        String keys = "[..." + column + ".tBodies[0].rows].map(r => r.cells[1].dataset.sort).filter(k => k !== undefined).map(Number)";
        tab.run(column + ".tHead.rows[0].cells[1].querySelector('button').focus()");
        tab.key("Enter", 13, "\r");
        String state = column + ".tHead.rows[0].cells[1].getAttribute('aria-sort')";
        check(name + " sorts a table by the keyboard", tab.text(state).equals("ascending"), tab.text(state));
        check(
                name + " has numbers in order then",
                tab.truth(keys + ".every((v, i, all) => i === 0 || all[i - 1] <= v)"),
                tab.text(keys + ".join(' ')"));
        tab.key("Enter", 13, "\r");
        check(
                name + " has them in the opposite order the second time",
                tab.truth(keys + ".every((v, i, all) => i === 0 || all[i - 1] >= v)")
                        && tab.text(state).equals("descending"),
                tab.text(keys + ".join(' ')"));
    }

    private void print(String name) throws IOException {
        look("dark");
        JsonObject pdf = tab.call("Page.printToPDF", json("{\"printBackground\":true,\"paperWidth\":8.27,\"paperHeight\":11.69}"));
        byte[] bytes = Base64.getDecoder().decode(pdf.get("data").getAsString());
        Files.write(pictures.resolve(name + ".pdf"), bytes);
        check(name + " prints", bytes.length > 10_000, bytes.length + " bytes");
        look("light");
    }

    private void withoutScripts(Path page, String name) throws IOException {
        tab.call("Emulation.setScriptExecutionDisabled", json("{\"value\":true}"));
        open(page, DESKTOP, "");
        shoot(name + "-without-scripts");
        int pictures = tab.count("figure svg, article img");
        int tables = tab.count(".wide table, article");
        int live = tab.count(".live:not([hidden])");
        tab.call("Emulation.setScriptExecutionDisabled", json("{\"value\":false}"));
        check(
                name + " shows pictures and tables without scripts",
                pictures > 0 && tables > 0 && live == 0,
                pictures + " pictures, " + tables + " tables, " + live + " dead parts");
    }

    /** Returns whether the page says its question. */
    private boolean asksAQuestion() {
        return tab.count("#question, .question") > 0;
    }

    private void picture(String name) throws IOException {
        tab.frame();
        shoot(name);
    }

    private void shoot(String name) throws IOException {
        JsonObject shot = tab.call("Page.captureScreenshot", json("{\"format\":\"png\",\"captureBeyondViewport\":false}"));
        Files.write(pictures.resolve(name + ".png"), Base64.getDecoder().decode(shot.get("data").getAsString()));
    }

    // ---- the pages -----------------------------------------------------------------------------------------------------

    /** Every text of such a scenario tries to change the title, to run a script or a handler, to load something or to turn the writing. */
    private void attacked(Path page) {
        String name = page.getParent().getFileName() + "/" + page.getFileName() + " under attack";
        tab.takeRequests();
        open(page, DESKTOP, "");
        tab.run("document.querySelectorAll('button').forEach(button => button.click())");
        tab.frame();
        String title = tab.text("document.title");
        check(name + " runs nothing of it", !title.contains("pwned") && tab.truth("window.pwned === undefined"), title);
        String strange = tab.text("[...document.querySelectorAll('img:not([src*=\"charts/\"]), iframe, object, embed, base, link, meta[http-equiv=refresh],"
                + " script:not([nonce]):not([type=\"application/json\"]), [onerror], [onload], [onclick], a[href^=\"javascript:\"]')].map(e => e.outerHTML.slice(0, 80)).join(' ')");
        check(name + " makes no element of it", strange.isEmpty(), strange);
        check(
                name + " shows it as text",
                !asksAQuestion() || tab.truth("document.body.textContent.includes(\"<script>document.title='pwned'\")"),
                tab.text("document.body.textContent.slice(0, 300)"));
        String turned = tab.text("(document.body.textContent.match(/[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e"
                + "\\u2066-\\u2069\\ufeff]/g) || []).map(c => c.charCodeAt(0).toString(16)).join(' ')");
        check(name + " shows no control or bidirectional character", turned.isEmpty(), turned);
        List<String> errors = tab.takeErrors();
        check(name + " logs no error", errors.isEmpty(), String.join("; ", errors));
        String own = page.toAbsolutePath().getParent().toUri().toString(); // a gallery shows the charts beside it
        List<String> requests = tab.takeRequests();
        requests.removeIf(url -> url.equals("about:blank") || url.startsWith(own));
        check(name + " asks the network for nothing", requests.isEmpty(), requests.toString());
    }

    private void report(Path page) throws IOException {
        anyPage(page);
        open(page, DESKTOP, "");
        String asked = tab.text("document.querySelector('#answer figure').id");
        check("a comparison is decided by its differences", asked.equals("change"), asked);
        check("and says in words who wins", tab.count("#answer .asked li") > 0, "");
        picturesSpeak("the report");
        answerFirst();
        hover();
        zoom();
        keyboard();
        legend();
        deepLink(page);
        open(page, PHONE, "#over-time");
        double beyond = tab.number(BEYOND.replace("TABLE", "document.querySelector('.matrix')"));
        check("all columns of the matrix are seen on a phone", beyond <= 0, beyond + " pixels beyond");
        picture("over-time-phone");
        List<String> errors = tab.takeErrors();
        check("using the report logs no error", errors.isEmpty(), String.join("; ", errors));
        asksForNothing(page, "the report in use");
    }

    /** The verdict, its numbers, the matrix and one picture come first, and the page is short until all of it is unfolded. */
    private void answerFirst() throws IOException {
        double height = tab.number("document.documentElement.scrollHeight");
        check("the report is at most " + MOST_HEIGHT + " pixels long", height <= MOST_HEIGHT, height + " pixels");
        check(
                "the verdict stands in the first screen",
                tab.number("document.querySelector('.verdict').getBoundingClientRect().bottom") < HEIGHT,
                "");
        check(
                "the matrix stands in the first screen",
                tab.number("document.querySelector('.matrix').getBoundingClientRect().bottom") < HEIGHT,
                "");
        firstScreen("the report");
        tab.run("document.querySelectorAll('.group > summary')[1].focus()");
        tab.key("Enter", 13, "\r");
        tab.frame();
        check(
                "Enter chooses another variant, and only that one",
                tab.text("[...document.querySelectorAll('.group')].map(g => g.open ? 1 : 0).join('')").startsWith("01"),
                tab.text("[...document.querySelectorAll('.group')].map(g => g.open ? 1 : 0).join('')"));
        tab.run("document.querySelector('#all > summary').focus()");
        tab.key("Enter", 13, "\r");
        tab.frame();
        check("Enter unfolds all charts and tables", tab.truth("document.getElementById('all').open"), "");
        check(
                "unfolded series have their width",
                tab.number("document.querySelector('.plot canvas').clientWidth") > 100,
                tab.text("'' + document.querySelector('.plot canvas').clientWidth"));
    }

    private static final String FIRST_PLOT = "document.querySelector('.plot .u-over')";
    private static final String TIME = "document.querySelector('.readout-time').textContent";
    private static final String RANGE = "document.querySelector('.range').textContent";

    private double[] plot() {
        tab.run(FIRST_PLOT + ".scrollIntoView({block: 'center'})");
        tab.frame();
        JsonArray box = tab.value("(() => { const b = " + FIRST_PLOT
                        + ".getBoundingClientRect(); return [b.left, b.top, b.width, b.height]; })()")
                .getAsJsonArray();
        return IntStream.range(0, 4).mapToDouble(i -> box.get(i).getAsDouble()).toArray();
    }

    private void hover() throws IOException {
        double[] box = plot();
        tab.mouse("mouseMoved", box[0] + box[2] / 2, box[1] + box[3] / 2, 0);
        tab.frame();
        check("hovering tells the time", tab.text(TIME).matches("At [0-9].*"), tab.text(TIME));
        check(
                "hovering tells values in every card",
                tab.truth("[...document.querySelectorAll('.card .readout tbody tr:first-child td:nth-child(2)')]"
                        + ".every(cell => /[0-9]/.test(cell.textContent))"),
                tab.text("document.querySelector('.card .readout').textContent"));
        picture("hover");
    }

    private void zoom() throws IOException {
        double[] box = plot();
        String all = tab.text(RANGE);
        tab.drag(box[0] + box[2] * 0.3, box[0] + box[2] * 0.6, box[1] + box[3] / 2);
        tab.frame();
        String zoomed = tab.text(RANGE);
        check("dragging zooms", !zoomed.equals(all) && !zoomed.isEmpty(), all + " / " + zoomed);
        picture("zoomed");
        tab.run("document.querySelector('.reset').click()");
        check("a button shows all again", tab.text(RANGE).equals(all), tab.text(RANGE));
        tab.drag(box[0] + box[2] * 0.3, box[0] + box[2] * 0.6, box[1] + box[3] / 2);
        tab.doubleClick(box[0] + box[2] / 2, box[1] + box[3] / 2);
        tab.frame();
        check("a double click shows all again", tab.text(RANGE).equals(all), tab.text(RANGE));
    }

    private void keyboard() {
        String all = tab.text(RANGE);
        tab.run("document.querySelector('.plot').focus()");
        tab.key("ArrowRight", 39, "");
        tab.key("ArrowRight", 39, "");
        tab.frame();
        check("arrow keys read values", tab.text(TIME).matches("At [0-9].*"), tab.text(TIME));
        check(
                "arrow keys speak values",
                tab.text("document.querySelector('.spoken').textContent").contains("held"),
                tab.text("document.querySelector('.spoken').textContent"));
        tab.key("+", 187, "+");
        check("plus zooms in", !tab.text(RANGE).equals(all), tab.text(RANGE));
        tab.key("0", 48, "0");
        check("0 shows all", tab.text(RANGE).equals(all), tab.text(RANGE));
    }

    private void legend() {
        String ink = "document.querySelector('.plot canvas').toDataURL()";
        String button = "document.querySelector('.tenants button')";
        tab.frame();
        String before = tab.text(ink);
        tab.run(button + ".focus()");
        tab.key(" ", 32, " ");
        tab.frame();
        check("space hides a series", !tab.text(ink).equals(before), "the picture stayed as it was");
        check("and says so", tab.text(button + ".getAttribute('aria-pressed')").equals("false"), "");
        tab.key(" ", 32, " ");
        tab.frame();
        check("space shows it again", tab.text(ink).equals(before), "the picture is not what it was");
        tab.run("document.querySelector('.kinds button[data-series=\"entitlement\"]').click()");
        tab.frame();
        check("a click hides a kind of series", !tab.text(ink).equals(before), "the picture stayed as it was");
    }

    private void deepLink(Path page) {
        String id = tab.text("document.querySelector('section[id^=\"variant-\"]').id");
        open(page, DESKTOP, "#" + id);
        double top = tab.number("document.getElementById('" + id + "').getBoundingClientRect().top");
        check("a deep link goes to its section", Math.abs(top) < 60, "at " + top);
    }

    private void large(Path page) throws IOException {
        check("the large page is at most 2 MB", Files.size(page) <= MOST_BYTES, Files.size(page) + " bytes");
        open(page, DESKTOP, "#over-time");
        double values = tab.number("JSON.parse(document.getElementById('timeline-data').textContent).variants"
                + ".reduce((n, v) => n + 4 * v.time.length + 3 * v.groups.length * v.time.length, 0)");
        check("the large page draws about 100,000 values", values > 90_000 && values <= 100_000, values + " values");
        double draw = tab.number("(() => { const n = performance.getEntriesByType('navigation')[0]; return n.domContentLoadedEventEnd; })()");
        check("and is there within 3 s", draw > 0 && draw < MOST_DRAW_MILLIS, draw + " ms");
        double redraw = tab.number("(async () => { const b = document.querySelector('.in'); const frame = () => new Promise(requestAnimationFrame);"
                + "await frame(); const start = performance.now(); for (let i = 0; i < 5; i++) { b.click(); await frame(); }"
                + "for (let i = 0; i < 5; i++) { document.querySelector('.out').click(); await frame(); }"
                + "return (performance.now() - start) / 10; })()");
        check("and redraws within half a second", redraw < MOST_REDRAW_MILLIS, redraw + " ms");
        System.out.printf(Locale.ROOT, "%,.0f values: page after %.0f ms, redrawn in %.0f ms%n", values, draw, redraw);
        picture("large");
        check("the large page logs no error", tab.takeErrors().isEmpty(), "");
    }

    private void other(Path page) throws IOException {
        anyPage(page);
        open(page, DESKTOP, "");
        String name = page.getParent().getFileName() + "-" + page.getFileName();
        double height = tab.number("document.documentElement.scrollHeight");
        check(name + " is at most " + MOST_HEIGHT + " pixels long", height <= MOST_HEIGHT, height + " pixels");
        firstScreen(name);
        picturesSpeak(name);
    }

    /** A first screen has the question, the answer and, whole, the picture that decides it. */
    private void firstScreen(String name) {
        double bottom = tab.number("Math.max(document.querySelector('main p, main td').getBoundingClientRect().bottom,"
                + " ...[..." + SHOWN + ".filter(e => e.matches('figure svg'))].slice(0, 1).map(svg => svg.getBoundingClientRect().bottom))");
        check(name + " has its answer and its picture in the first screen", bottom <= HEIGHT, "they end at " + bottom);
    }

    /** Each picture says in words what it shows, its plots begin at the same edge, and no label of an axis of shares is above 100. */
    private void picturesSpeak(String name) {
        String mute = tab.text("[...document.querySelectorAll('figure svg')].filter(svg => "
                + "(svg.getAttribute('aria-label') || '').length < 20).map(svg => svg.outerHTML.slice(0, 80)).join(' ')");
        check(name + " has pictures that say in words what they show", mute.isEmpty(), mute);
        String beyond = tab.text("[...document.querySelectorAll('figure svg')].filter(svg => "
                + "[...svg.querySelectorAll('text')].some(text => /[(]%[)]/.test(text.textContent)))"
                + ".flatMap(svg => [...svg.querySelectorAll('text')].map(text => text.textContent.trim()))"
                + ".filter(text => /^(10[1-9]|110)$/.test(text)).join(' ')");
        check(name + " has no axis of shares beyond 100 %", beyond.isEmpty(), beyond);
    }

    // ---- pages that simulate -----------------------------------------------------------------------------------------

    private static final String STATUS = "document.getElementById('live-status').textContent";
    private static final String ANSWER = "document.getElementById('live-answer').textContent";
    private static final String PROBLEMS = "document.getElementById('live-problems').textContent";
    private static final String AGREES = "document.getElementById('live-agrees').textContent";
    private static final String CHART = "[...document.querySelectorAll('#live-chart path.now')].map(p => p.getAttribute('d')).join(' ')";
    private static final String FIGURES = "document.getElementById('live-figures').tBodies[0].textContent";

    /** By how many pixels a table is wider than what is seen of it. */
    private static final String BEYOND = "(t => t.offsetWidth - t.closest('.wide').clientWidth)(TABLE)";

    /** How many pixels a line of text of a chart takes at least. */
    private static final double LEAST_LETTERS = 11;

    private static final String FIELD = "document.querySelector('#live-fields input[data-path]')";

    /** A page repeats what was published: the event hash and each figure. */
    private void agrees(Path page) {
        String name = page.getParent().getFileName() + "/" + page.getFileName();
        tab.takeRequests();
        open(page, DESKTOP, "");
        tab.run("document.getElementById('live-start').click()");
        awaitEnd();
        check(name + " agrees with the file", tab.text(AGREES).startsWith("Agrees"), tab.text(AGREES) + tab.text(STATUS) + tab.text(PROBLEMS));
        System.out.println(name + ": first figures after "
                + Math.round(tab.number("Number(document.getElementById('live').dataset.first || 0)")) + " ms. " + tab.text(STATUS));
        open(page, PHONE, "");
        double scrolls = tab.number("document.documentElement.scrollWidth");
        check(name + " is no wider than a window of " + PHONE, scrolls <= PHONE, "scrolls to " + scrolls);
        List<String> errors = tab.takeErrors();
        check(name + " logs no error", errors.isEmpty(), String.join("; ", errors));
        List<String> requests = tab.takeRequests();
        String beside = page.toAbsolutePath().getParent().getParent().toUri().toString(); // a gallery's engine
        requests.removeIf(url -> url.equals("about:blank") || url.startsWith("blob:") || url.startsWith(beside));
        check(name + " asks the network for nothing", requests.isEmpty(), requests.toString());
    }

    /** The report of the noisy neighbour, whose first variant has no limit, as a reader plays with it. */
    private void live(Path page) throws IOException {
        agrees(page);
        check("the report with the engine is at most 2 MB", Files.size(page) <= MOST_BYTES, Files.size(page) + " bytes");
        String policy = tab.text("document.querySelector('meta[http-equiv]').content");
        check("the report allows WebAssembly and workers of its own, nothing else", policy.contains("'wasm-unsafe-eval'")
                && policy.contains("worker-src blob:") && !policy.contains("'unsafe-eval'") && policy.startsWith("default-src 'none'"), policy);
        check("the report simulates nothing unasked", opensQuietly(page), tab.text(STATUS));
        tab.run("document.querySelector('#what-if > summary').focus()");
        tab.key("Enter", 13, "\r");
        tab.frame();
        check("Enter unfolds the part that simulates", tab.truth("document.getElementById('what-if').open"), "");
        String unreached = unreached();
        check("the keyboard reaches each control", unreached.isEmpty(), unreached);
        String unnamed = tab.text("[...document.querySelectorAll('#live input, #live select, #live progress')].filter(e => !(e.labels && e.labels.length) "
                + "&& !e.getAttribute('aria-label')).map(e => e.outerHTML.slice(0, 80)).join(' ')");
        check("each control has a name", unnamed.isEmpty(), unnamed);
        tab.run("document.getElementById('live-start').click()");
        awaitEnd();
        check("the report says no without a limit", tab.text(ANSWER).startsWith("No."), tab.text(ANSWER));
        slides();
        type("/noisy/misc.max", "pasid 1000");
        type("controls.misc_pasid", "on");
        awaitEnd();
        check("a limit that is typed changes the verdict", tab.text(ANSWER).startsWith("Yes."), tab.text(ANSWER) + tab.text(PROBLEMS));
        check("and makes it differ from the file", tab.text(AGREES).isEmpty(), tab.text(AGREES));
        String address = tab.text("location.hash");
        check("and stands in the address", address.contains("misc_pasid=on"), address);
        tab.run("document.getElementById('live-reset').click()");
        awaitEnd();
        check("a reset agrees again", tab.text(AGREES).startsWith("Agrees"), tab.text(STATUS));
        presets();
        brokenValues();
        cancels();
        List<String> errors = tab.takeErrors();
        check("using the part that simulates logs no error", errors.isEmpty(), String.join("; ", errors));
        open(page, PHONE, address);
        awaitEnd();
        double scrolls = tab.number("document.documentElement.scrollWidth");
        check("the report with figures is no wider than a phone", scrolls <= PHONE, "scrolls to " + scrolls);
        String wide = tab.text("[...document.querySelectorAll('#live *')].filter(e => !e.closest('.wide, pre') && e.getBoundingClientRect().right > " + PHONE
                + ").map(e => e.tagName + '#' + e.id).join(' ')");
        check("and nothing of its part that simulates lies beyond the edge", wide.isEmpty(), wide);
        double beyond = tab.number(BEYOND.replace("TABLE", "document.getElementById('live-figures')"));
        check("the figures are no wider than a phone", beyond <= 0, beyond + " pixels beyond");
        double letters = tab.number("document.querySelector('#live-chart text').getBoundingClientRect().height");
        check("the chart of the figures is legible on a phone", letters >= LEAST_LETTERS, letters + " pixels high");
        check("an address brings its values back", tab.text(ANSWER).startsWith("Yes."), tab.text(ANSWER));
        picture("live-phone");
        open(page, DESKTOP, address);
        awaitEnd();
        tab.run("document.getElementById('what-if').scrollIntoView()");
        picture("live");
        for (String theme : List.of("light", "dark")) {
            look(theme);
            String faint = tab.text(FAINT_TEXT.replace("LEAST", Double.toString(LEAST_CONTRAST)));
            check("figures have a contrast of 4.5 in the " + theme + " look", faint.isEmpty(), faint);
        }
        look("light");
        lacksGarbageCollection(page);
    }

    private boolean opensQuietly(Path page) {
        open(page, DESKTOP, "");
        tab.value("new Promise(done => setTimeout(done, 500))");
        return tab.text(STATUS).isEmpty();
    }

    /** Returns the controls of the part that Tab does not come to. */
    private String unreached() {
        tab.run("document.querySelector('#what-if > summary').focus()");
        tab.run("window.reached = new Set()");
        for (int i = 0; i < 120; i++) {
            tab.key("Tab", 9, "");
            tab.run("window.reached.add(document.activeElement)");
        }
        return tab.text("[...document.querySelectorAll('#live input, #live select, #live button, #live summary')].filter(e => !e.disabled && e.offsetParent "
                + "&& !window.reached.has(e)).map(e => e.outerHTML.slice(0, 80)).join(' ')");
    }

    /** A slider moves its field; verdict, figures and chart follow; back at the published value all is as it was. */
    private void slides() {
        String chart = tab.text(CHART);
        String figures = tab.text(FIGURES);
        String slider = FIELD + ".closest('.field').querySelector('input[type=range]')";
        String published = tab.text(slider + ".value");
        slide(slider, "150");
        check("a slider moves its field", !tab.text(FIELD + ".value").equals(tab.text(FIELD + ".dataset.published")), "");
        awaitEnd();
        check("the figures follow a slider", !tab.text(FIGURES).equals(figures), tab.text(STATUS));
        check("the chart follows a slider", !tab.text(CHART).equals(chart), tab.text(STATUS));
        check("the published chart stays beside it", tab.count("#live-chart path.published") > 0, "");
        slide(slider, published);
        awaitEnd();
        check("a slider at the published value gives the published figures", tab.text(AGREES).startsWith("Agrees") && tab.text(FIGURES).equals(figures)
                && tab.text(CHART).equals(chart), tab.text(AGREES) + tab.text(STATUS));
    }

    private void slide(String slider, String to) {
        tab.run("(() => { const slider = " + slider + "; slider.value = " + to + "; slider.dispatchEvent(new Event('input', {bubbles: true})); })()");
    }

    /** Each variant is there to begin with. */
    private void presets() {
        tab.run("(() => { const choice = document.getElementById('live-variant'); choice.value = 'misc'; choice.dispatchEvent(new Event('change')); })()");
        awaitEnd();
        check("a variant is a preset that agrees with the file too", tab.text(AGREES).startsWith("Agrees") && tab.text(ANSWER).startsWith("Yes."),
                tab.text(AGREES) + tab.text(ANSWER) + tab.text(PROBLEMS));
        tab.run("(() => { const choice = document.getElementById('live-variant'); choice.value = 'no-limit'; choice.dispatchEvent(new Event('change')); })()");
        awaitEnd();
    }

    private void brokenValues() {
        type("run.duration", "soon");
        awaitEnd();
        String line = tab.text("(async () => { document.getElementById('live-scenario').open = true; await new Promise(done => setTimeout(done, 300));"
                + " return document.querySelector('#live-scenario pre').textContent.split('\\n').find(line => /^ *[0-9]+ .* duration:/.test(line)).trim().split(' ')[0]; })()");
        check("a broken value is told what a file would be told, with its line", tab.text(PROBLEMS).contains("expected a time above 0 with its unit")
                && tab.text(PROBLEMS).contains(":" + line + ":"), line + " in " + tab.text(PROBLEMS));
        type("run.duratoin", "5s");
        awaitEnd();
        check("a key that is none is told which was meant", tab.text(PROBLEMS).contains("did you mean"), tab.text(PROBLEMS));
        tab.run("document.getElementById('live-reset').click()");
        awaitEnd();
        check("and a reset mends it", tab.text(PROBLEMS).isEmpty() && tab.text(AGREES).startsWith("Agrees"), tab.text(PROBLEMS));
    }

    private void cancels() {
        type("run.duration", "2000s");
        tab.value("new Promise(done => setTimeout(done, 1500))");
        check("progress is shown", !tab.truth("document.getElementById('live-progress').hidden"), "");
        tab.run("document.getElementById('live-cancel').click()");
        check("a run can be cancelled", tab.text(STATUS).equals("Cancelled."), tab.text(STATUS));
        tab.value("new Promise(done => setTimeout(done, 1500))");
        check("and stays cancelled", tab.text(STATUS).equals("Cancelled."), tab.text(STATUS));
    }

    /** Where the browser lacks what it takes, the page says so and stays a report. */
    private void lacksGarbageCollection(Path page) {
        var script = new JsonObject();
        script.addProperty("source", "WebAssembly.validate = () => false;");
        String id = tab.call("Page.addScriptToEvaluateOnNewDocument", script).get("identifier").getAsString();
        open(page, DESKTOP, "");
        check("a browser without garbage collection is told", tab.text(STATUS).contains("lacks WebAssembly with garbage collection"), tab.text(STATUS));
        check("and shows the report", tab.count("#answer .verdict") > 0, "");
        check("without an error", tab.takeErrors().isEmpty(), "");
        var removed = new JsonObject();
        removed.addProperty("identifier", id);
        tab.call("Page.removeScriptToEvaluateOnNewDocument", removed);
    }

    /** A page whose engine lies beside, which is not there. */
    private void lacksEngine(Path page) {
        open(page, DESKTOP, "");
        awaitEnd();
        check("a page without the engine beside it says what to do", tab.text(PROBLEMS).contains("copy it to where this page lies"), tab.text(PROBLEMS));
        List<String> unused = tab.takeErrors(); // the browser itself tells of the file that is missing
    }

    /** A gallery works as a site of static files too: its index leads to a page that gets the engine from beside it. */
    private void served(Path gallery, String scenario) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Path file = gallery.resolve(exchange.getRequestURI().getPath().substring(1));
            boolean isThere = Files.isRegularFile(file);
            byte[] content = isThere ? Files.readAllBytes(file) : new byte[] {' '};
            exchange.getResponseHeaders().set("Content-Type", file.toString().endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8");
            exchange.sendResponseHeaders(isThere ? 200 : 404, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
        try {
            tab.goTo("http://127.0.0.1:" + server.getAddress().getPort() + "/index.html");
            String link = tab.text("document.querySelector('a[href=\"" + scenario + "/live.html\"]').href");
            tab.goTo(link);
            awaitEnd();
            check("a page of a gallery that is served agrees with the file", tab.text(AGREES).startsWith("Agrees"), tab.text(STATUS) + tab.text(PROBLEMS));
        } finally {
            server.stop(0);
        }
    }

    /** A page that has no part that simulates says why, and may compile nothing. */
    private void refuses(Path page, String why) {
        open(page, DESKTOP, "");
        check(page + " says why it does not simulate", tab.text("document.getElementById('what-if').textContent").contains(why),
                tab.text("document.body.textContent.slice(0, 300)"));
        check("and may compile nothing", tab.count("#live") == 0
                && !tab.text("document.querySelector('meta[http-equiv]').content").contains("wasm"), "");
    }

    private void type(String path, String value) {
        tab.run("(() => { const find = () => [...document.querySelectorAll('#live-fields input[data-path]')].find(one => one.dataset.path === '" + path + "');"
                + " if (!find()) { document.getElementById('live-path').value = '" + path + "'; document.getElementById('live-further').requestSubmit(); }"
                + " const field = find(); field.value = '" + value + "'; field.dispatchEvent(new Event('input', {bubbles: true})); })()");
    }

    /** Waits until a run that may just have been asked for has ended, with figures or with problems. */
    private void awaitEnd() {
        tab.value("new Promise(done => setTimeout(done, 400))");
        long end = System.nanoTime() + SIMULATING.toNanos();
        while (System.nanoTime() < end && !tab.truth("/^(Done|Not|This browser)/.test(" + STATUS + ")")) {
            tab.value("new Promise(done => setTimeout(done, 100))");
        }
    }

    private void check(String what, boolean holds, String detail) {
        if (holds) {
            passed++;
        } else {
            failed++;
            System.out.println("FAILED " + what + (detail.isEmpty() ? "" : ": " + detail));
        }
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    /** A tab of the browser, spoken to over its DevTools socket, one call at a time. */
    private static final class Tab implements WebSocket.Listener {
        private static final Duration PATIENCE = Duration.ofSeconds(60);

        private final StringBuilder partial = new StringBuilder();
        private final Map<Integer, CompletableFuture<JsonObject>> pending = new ConcurrentHashMap<>();
        private final List<String> errors = new CopyOnWriteArrayList<>();
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private volatile int loads;
        private WebSocket socket;
        private int calls;

        static Tab open(Path profile) throws IOException, InterruptedException {
            Path port = profile.resolve("DevToolsActivePort");
            await("the browser to start; its log is " + profile.resolve("log"), () -> Files.exists(port) && lines(port).size() > 1);
            HttpClient http = HttpClient.newHttpClient();
            URI fresh = URI.create("http://127.0.0.1:" + lines(port).get(0) + "/json/new?about:blank");
            String answer = http.send(
                            HttpRequest.newBuilder(fresh).PUT(HttpRequest.BodyPublishers.noBody()).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Tab tab = new Tab();
            tab.socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create(json(answer).get("webSocketDebuggerUrl").getAsString()), tab)
                    .join();
            for (String domain : List.of("Page", "Runtime", "Log", "Network", "DOM")) {
                tab.call(domain + ".enable", new JsonObject());
            }
            return tab;
        }

        private static List<String> lines(Path file) {
            try {
                return Files.readAllLines(file);
            } catch (IOException e) {
                return List.of();
            }
        }

        private static void await(String what, BooleanSupplier holds) throws InterruptedException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!holds.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("Waited in vain for " + what + ".");
                }
                Thread.sleep(20);
            }
        }

        JsonObject call(String method, JsonObject parameters) {
            int id = ++calls;
            var answer = new CompletableFuture<JsonObject>();
            pending.put(id, answer);
            var message = new JsonObject();
            message.addProperty("id", id);
            message.addProperty("method", method);
            message.add("params", parameters);
            socket.sendText(message.toString(), true).join();
            JsonObject found = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            if (found.has("error")) {
                throw new IllegalStateException(method + ": " + found.get("error"));
            }
            return found.getAsJsonObject("result");
        }

        void goTo(String url) {
            int before = loads;
            var parameters = new JsonObject();
            parameters.addProperty("url", url);
            call("Page.navigate", parameters);
            try {
                await(url + " to load", () -> loads > before);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        JsonElement value(String expression) {
            var parameters = new JsonObject();
            parameters.addProperty("expression", expression);
            parameters.addProperty("returnByValue", true);
            parameters.addProperty("awaitPromise", true);
            JsonObject result = call("Runtime.evaluate", parameters);
            if (result.has("exceptionDetails")) {
                throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
            }
            return result.getAsJsonObject("result").get("value");
        }

        String text(String expression) {
            JsonElement value = value(expression);
            return value == null || value.isJsonNull() ? "" : value.getAsString();
        }

        double number(String expression) {
            return value(expression).getAsDouble();
        }

        boolean truth(String expression) {
            return value(expression).getAsBoolean();
        }

        void run(String statement) {
            value("void (" + statement + ")");
        }

        /** Returns how many elements match, also where scripts are switched off. */
        int count(String selector) {
            int root = call("DOM.getDocument", new JsonObject())
                    .getAsJsonObject("root")
                    .get("nodeId")
                    .getAsInt();
            var parameters = new JsonObject();
            parameters.addProperty("nodeId", root);
            parameters.addProperty("selector", selector);
            return call("DOM.querySelectorAll", parameters).getAsJsonArray("nodeIds").size();
        }

        /** Waits until what was changed is painted. */
        void frame() {
            value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))");
        }

        void mouse(String type, double x, double y, int clicks) {
            var event = new JsonObject();
            event.addProperty("type", type);
            event.addProperty("x", x);
            event.addProperty("y", y);
            event.addProperty("button", clicks > 0 || type.equals("mouseReleased") ? "left" : "none");
            event.addProperty("clickCount", clicks);
            call("Input.dispatchMouseEvent", event);
        }

        void drag(double from, double to, double y) {
            mouse("mouseMoved", from, y, 0);
            mouse("mousePressed", from, y, 1);
            for (int step = 1; step <= 8; step++) {
                var event = json("{\"type\":\"mouseMoved\",\"button\":\"left\",\"buttons\":1}");
                event.addProperty("x", from + (to - from) * step / 8);
                event.addProperty("y", y);
                call("Input.dispatchMouseEvent", event);
                frame();
            }
            mouse("mouseReleased", to, y, 1);
        }

        void doubleClick(double x, double y) {
            for (int click = 1; click <= 2; click++) {
                mouse("mousePressed", x, y, click);
                mouse("mouseReleased", x, y, click);
            }
        }

        void key(String key, int code, String text) {
            for (String type : List.of("keyDown", "keyUp")) {
                var event = new JsonObject();
                event.addProperty("type", type);
                event.addProperty("key", key);
                event.addProperty("windowsVirtualKeyCode", code);
                if (type.equals("keyDown") && !text.isEmpty()) {
                    event.addProperty("text", text);
                }
                call("Input.dispatchKeyEvent", event);
            }
        }

        List<String> takeErrors() {
            List<String> taken = new ArrayList<>(errors);
            errors.clear();
            return taken;
        }

        List<String> takeRequests() {
            List<String> taken = new ArrayList<>(requests);
            requests.clear();
            return taken;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                JsonObject message = json(partial.toString());
                partial.setLength(0);
                receive(message);
            }
            from.request(1);
            return null;
        }

        private void receive(JsonObject message) {
            if (message.has("id")) {
                pending.remove(message.get("id").getAsInt()).complete(message);
                return;
            }
            JsonObject event = message.getAsJsonObject("params");
            switch (message.get("method").getAsString()) {
                case "Page.loadEventFired" -> loads++;
                case "Network.requestWillBeSent" -> requests.add(
                        event.getAsJsonObject("request").get("url").getAsString());
                case "Runtime.exceptionThrown" -> errors.add(event.get("exceptionDetails").toString());
                case "Runtime.consoleAPICalled" -> {
                    if (List.of("error", "warning", "assert").contains(event.get("type").getAsString())) {
                        errors.add(event.get("args").toString());
                    }
                }
                case "Log.entryAdded" -> {
                    if (event.getAsJsonObject("entry").get("level").getAsString().equals("error")) {
                        errors.add(event.get("entry").toString());
                    }
                }
                default -> {
                    // not asked for
                }
            }
        }
    }
}
