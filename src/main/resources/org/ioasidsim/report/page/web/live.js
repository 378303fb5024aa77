// The part of a page that simulates: fields for the scenario's values, workers that simulate, and what they found. Nothing is unpacked and no
// worker begins before the reader asks for something, or opens an address that holds values.
"use strict";
(() => {
  const $ = id => document.getElementById("live-" + id);
  const panel = document.getElementById("live");
  const home = panel.closest("details");
  const nonce = document.currentScript.nonce;
  const data = JSON.parse($("data").textContent);
  const most = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 16));
  const MARK = "#what-if?";
  const STEPS = 1000;
  const WITH_GARBAGE_COLLECTION = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 95, 1, 120, 0); // a module with a structure

  const make = (tag, attributes = {}, ...inside) => {
    const element = document.createElementNS(attributes.xmlns || "http://www.w3.org/1999/xhtml", tag);
    for (const [name, value] of Object.entries(attributes)) if (name !== "xmlns" && value !== undefined) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  };
  // as Rendering.java does with the page's own text
  const unbroken = text => text.replace(/(\d) (?=%|(?:[nµm]?s|min|h|d)\b)/g, "$1\u00a0");
  const breakable = text => text.replace(/ (?!\(|to )/g, "\u00a0");
  const say = text => { $("status").textContent = text; };
  const sayProgress = (done, all) => {
    $("progress").hidden = all === 0;
    $("progress").max = all || 1;
    $("progress").value = done;
  };
  let workers = [], turn = 0, timer;

  // ---- what the page holds, or the file beside it -----------------------------------------------------------------

  const inflate = text => {
    const packed = Uint8Array.from(atob(text), c => c.charCodeAt(0));
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  };

  const beside = file => new Promise((done, failed) => {
    window.ioasidSimEngine = done;
    const script = make("script", {src: file, nonce});
    script.addEventListener("error", () => failed(new Error(file + ", the engine that belongs beside this page, cannot be read: copy it to where"
      + " this page lies, or write the page again with --live")));
    document.head.append(script);
  });

  const lacks = () => typeof WebAssembly !== "object" || !WebAssembly.validate(WITH_GARBAGE_COLLECTION) ? "WebAssembly with garbage collection"
    : typeof DecompressionStream === "undefined" ? "DecompressionStream" : typeof Worker === "undefined" ? "workers" : "";

  const unpacked = async () => {
    const held = JSON.parse($("load").textContent);
    const load = panel.dataset.source ? {...held, ...await beside(panel.dataset.source)} : held;
    const files = await Promise.all(Object.entries(load.files || {}).map(async ([name, text]) => ({name, bytes: await inflate(text)})));
    const packed = JSON.parse(new TextDecoder().decode(await inflate(data.packed)));
    const module = await WebAssembly.compile(await inflate(load.engine));
    const source = URL.createObjectURL(new Blob([$("worker").textContent], {type: "text/javascript"}));
    return {...packed, files, module, source};
  };
  let loading;
  const load = () => loading = loading || unpacked();

  // ---- workers ----------------------------------------------------------------------------------------------------

  // a worker that answers one request at a time, in their order
  const hire = all => {
    const worker = new Worker(all.source), waiting = new Map();
    let id = 0;
    worker.onmessage = ({data: {id, answer}}) => { waiting.get(id)(answer); waiting.delete(id); };
    worker.onerror = event => {
      for (const done of waiting.values()) done({problems: ["the engine stopped: " + (event.message || "a worker failed")]});
      waiting.clear();
    };
    const send = message => new Promise(done => { waiting.set(++id, done); worker.postMessage({id, ...message}); });
    const ask = request => send({request});
    const begin = async () => {
      const answers = [await send({module: all.module}), await ask({do: "open", name: data.name, text: all.text, set: all.set})];
      for (const file of all.files) answers.push(await send({file}));
      return answers.find(answer => answer.problems) || {};
    };
    const hired = {ask, ready: begin(), end: () => worker.terminate()};
    workers.push(hired);
    return hired;
  };
  const dismiss = () => { workers.forEach(worker => worker.end()); workers = []; };

  // ---- fields -----------------------------------------------------------------------------------------------------

  const fields = () => [...$("fields").querySelectorAll("input[data-path]")];
  const changed = field => field.value.trim() !== field.dataset.published;
  const values = () => Object.fromEntries(fields().filter(changed).map(field => [field.dataset.path, field.value.trim()]));
  const publishedOf = key => key.values.length === 1 ? key.values[0] : key.values[data.variants.indexOf($("variant").value)] || "";
  const number = text => {
    const found = /^([^0-9.]*)([0-9]*\.?[0-9]+)([^0-9]*)$/.exec(text || "");
    return found ? {before: found[1], value: +found[2], unit: found[3]} : null;
  };

  // a slider over decades around the published value; where this variant has none, its right end stands for that
  const slider = (key, field) => {
    const published = field.dataset.published;
    const choices = key.choices || [], basis = [published, ...key.values, ...choices].map(number).find(one => one && one.value > 0);
    if (!basis) return null;
    const comparable = texts => texts.map(number)
      .filter(one => one && one.value > 0 && one.unit === basis.unit && one.before === basis.before).map(one => one.value);
    const chosen = comparable(choices), given = comparable([published, ...key.values]), own = number(published);
    const low = Math.min(...given.map(one => one / 10), ...chosen), high = Math.max(...given.map(one => one * 10), ...chosen);
    if (!(low < high)) return null;
    const whole = [...chosen, ...given].every(Number.isInteger) && basis.unit.trim() !== "%";
    const place = value => Math.max(0, Math.min(STEPS, Math.round(STEPS * Math.log(value / low) / Math.log(high / low))));
    const placeOf = text => { const now = number(text); return now && now.value > 0 ? place(now.value) : STEPS; };
    const range = make("input", {type: "range", min: 0, max: STEPS, step: 1, "aria-label": key.path + ", slider"});
    const follow = () => { range.value = placeOf(field.value); range.setAttribute("aria-valuetext", field.value || "as published"); };
    range.addEventListener("input", () => {
      const at = +range.value, digits = Number((low * Math.pow(high / low, at / STEPS)).toPrecision(3));
      const isPublished = at === placeOf(published) && (own !== null || at === STEPS);
      field.value = isPublished ? published : basis.before + (whole ? Math.max(1, Math.round(digits)) : digits) + basis.unit;
      range.setAttribute("aria-valuetext", field.value || "as published");
      edited(field);
    });
    field.addEventListener("input", follow);
    follow();
    return range;
  };

  const edited = field => { field.classList.toggle("changed", changed(field)); later(); };

  const addField = key => {
    const at = "live-key-" + fields().length, published = publishedOf(key), known = [...new Set([...key.values, ...(key.choices || [])])].filter(Boolean);
    const field = make("input", {id: at, type: "text", "data-path": key.path, "data-published": published, size: 14, autocomplete: "off", spellcheck: "false",
      placeholder: published ? undefined : "not set", list: known.length > 1 ? at + "-known" : undefined});
    field.value = published;
    const row = make("div", {class: "field"}, make("label", {for: at}, key.path), field);
    const range = slider(key, field);
    if (range) row.append(range);
    if (known.length > 1) row.append(make("datalist", {id: at + "-known"}, ...known.map(value => make("option", {value}))));
    field.addEventListener("input", () => edited(field));
    $("fields").append(row);
    return field;
  };

  const keyOf = path => [...data.keys, ...data.others].find(key => key.path === path) || {path, values: [""]};

  const showFields = set => {
    clearTimeout(timer);
    $("fields").replaceChildren();
    const paths = new Set([...data.keys.map(key => key.path), ...Object.keys(set)]);
    for (const path of paths) {
      const field = addField(keyOf(path));
      if (path in set) {
        field.value = set[path];
        field.dispatchEvent(new Event("input"));
        clearTimeout(timer);
      }
    }
  };

  // ---- the address holds the values -------------------------------------------------------------------------------

  const remember = set => history.replaceState(null, "", MARK + new URLSearchParams({variant: $("variant").value, ...set}));
  const remembered = () => {
    const {variant, ...set} = Object.fromEntries(new URLSearchParams(location.hash.slice(MARK.length)));
    if (data.variants.includes(variant)) $("variant").value = variant;
    return set;
  };
  const recall = () => {
    if (!location.hash.startsWith(MARK)) return false;
    showFields(remembered());
    if (home) home.open = true;
    simulate();
    return true;
  };

  // ---- simulating -------------------------------------------------------------------------------------------------

  const later = () => { clearTimeout(timer); timer = setTimeout(simulate, 200); };

  const problems = list => {
    $("problems").replaceChildren(...list.map(text => make("p", {class: "bad"}, text)));
    if (list.length) stop("Not simulated.");
  };
  const stop = text => {
    turn++;
    dismiss();
    clearTimeout(timer);
    sayProgress(0, 0);
    $("cancel").disabled = true;
    say(text);
  };

  // the value set last stands last: two paths may name one limit
  const laid = (below, over) => ({...Object.fromEntries(Object.entries(below).filter(([path]) => !(path in over))), ...over});

  const simulate = async () => {
    clearTimeout(timer);
    dismiss();
    const mine = ++turn, begun = performance.now(), set = values(), variant = $("variant").value;
    const isMine = () => mine === turn, isPublished = Object.keys(set).length === 0;
    problems([]);
    $("cancel").disabled = false;
    say("Starting ...");
    sayProgress(0, 1);
    remember(set);
    let all;
    try {
      all = await load();
    } catch (failure) {
      loading = undefined;
      if (isMine()) problems([String(failure.message || failure)]);
      return;
    }
    if (!isMine()) return;
    const published = all.published[variant];
    const take = {do: "take", variant, set: laid(all.set, set)};
    if (published && isPublished) take.warm_up = published.warm_up;
    const first = hire(all), sum = hire(all);
    say("Starting: where the warm-up ends is found from pilot runs, if the scenario leaves that open ...");
    const taken = async worker => {
      const begun = await worker.ready;
      return begun.problems ? begun : worker.ask(take);
    };
    const point = await taken(first);
    if (!isMine()) return;
    if (point.problems) return problems(point.problems);
    take.warm_up = point.warm_up;
    const wanted = published && !("run.replications" in set) ? published.replications : point.replications;
    const done = [];
    let next = 1, summed = 0, last = null;
    const whole = () => { const gap = done.findIndex(one => !one); return gap < 0 ? done.length : gap; };
    const aggregate = async () => {
      const count = whole();
      if (!isMine() || count === summed) return;
      const answer = await sum.ask({do: "sum", runs: done.slice(0, count).map(one => one.bytes)});
      if (!isMine()) return;
      if (answer.problems) return problems(answer.problems);
      summed = count;
      last = answer;
      show(answer, published, count, wanted, performance.now() - begun, isPublished);
    };
    let summing = taken(sum);
    const work = async worker => {
      while (isMine() && next <= wanted) {
        const at = next++;
        say(`Simulating: ${done.filter(Boolean).length} of ${wanted} replications ...`);
        const answer = await worker.ask({do: "run", number: at});
        if (!isMine()) return;
        if (answer.problems) return problems(answer.problems);
        done[at - 1] = answer;
        sayProgress(done.filter(Boolean).length, wanted);
        summing = summing.then(aggregate);
      }
    };
    sayProgress(0, wanted);
    const others = Array.from({length: Math.min(most, wanted) - 1}, async () => {
      const worker = hire(all);
      await taken(worker);
      await work(worker);
    });
    await Promise.all([work(first), ...others]);
    await summing;
    await aggregate();
    if (!isMine() || !last) return;
    const seconds = (performance.now() - begun) / 1000, events = done.reduce((all, one) => all + one.events, 0);
    const warmUp = published && point.warm_up !== published.warm_up
      ? ` The warm-up was found anew: ${point.warm_up} s in place of ${published.warm_up} s.` : "";
    stop(`Done: ${wanted} replications, ${Math.round(events).toLocaleString("en")} events in ${seconds.toFixed(1)} s.${warmUp}`);
    panel.dataset.done = JSON.stringify({variant, seconds, events, hashes: last.hashes, answer: last.answer});
  };

  // ---- what was found ---------------------------------------------------------------------------------------------

  const same = (a, b) => JSON.stringify([a.hashes, a.rows]) === JSON.stringify([b.hashes, b.rows]);

  const show = (answer, published, count, wanted, ms, isPublished) => {
    if (!panel.dataset.first) panel.dataset.first = ms;
    $("answer").textContent = unbroken(answer.sentence);
    $("answer").className = answer.answer;
    $("sentences").textContent = unbroken(answer.sentences.join(" "));
    $("agrees").textContent = !published || !isPublished || count < wanted ? ""
      : same(answer, published.sum) ? "Agrees with the file: each figure and each event hash is the published one."
      : "Differs from the file: this browser did not repeat the published figures.";
    const before = published ? Object.fromEntries(published.sum.rows.map(row => [row.tenant + " " + row.metric, row.text])) : {};
    const head = ["of", "metric", ...(published ? ["published"] : []), `now (${count} of ${wanted} replications)`];
    const rows = answer.rows.map(row => make("tr", {}, make("th", {scope: "row"}, row.tenant === "*" ? "host" : row.tenant), make("td", {}, row.label),
      ...(published ? [make("td", {}, breakable(before[row.tenant + " " + row.metric] || "-"))] : []), make("td", {}, breakable(row.text))));
    $("figures").replaceChildren(make("thead", {}, make("tr", {}, ...head.map(text => make("th", {scope: "col"}, text)))), make("tbody", {}, ...rows));
    $("table").hidden = false;
    draw(answer, published && published.sum.timeline);
  };

  const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];
  const draw = (answer, before) => {
    const svg = "http://www.w3.org/2000/svg", width = Math.max(300, Math.min(760, $("chart").clientWidth || 760)), height = 260, now = answer.timeline;
    if (!now) return $("chart").replaceChildren();
    const tenants = Object.keys(now.held).slice(0, 12), top = [now, before].filter(Boolean)
      .reduce((most, one) => tenants.reduce((most, name) => (one.held[name] || []).reduce((a, b) => Math.max(a, b), most), most), 1);
    const end = [now, before].filter(Boolean).reduce((most, one) => Math.max(most, one.seconds[one.seconds.length - 1] || 0), 0) || 1;
    const path = (times, held) => times.map((t, i) => (i ? "L" : "M") + (60 + t / end * (width - 70)).toFixed(1) + " " + (height - 30 - held[i] / top * (height - 45)).toFixed(1)).join("");
    const text = (x, y, anchor, ...inside) => make("text", {xmlns: svg, x, y, "text-anchor": anchor, "font-size": 12, fill: "currentColor"}, ...inside);
    const line = (d, attributes) => make("path", {xmlns: svg, d, fill: "none", ...attributes});
    const chart = make("svg", {xmlns: svg, viewBox: `0 0 ${width} ${height}`, role: "img", width: "100%", "aria-label": "Ids held over time in the first replication, " + tenants.join(", ")},
      line(`M60 15V${height - 30}H${width - 10}`, {stroke: "currentColor"}),
      text(56, 20, "end", Math.round(top).toLocaleString("en")), text(56, height - 30, "end", "0"), text(width - 10, height - 12, "end", end.toLocaleString("en") + " s"));
    tenants.forEach((name, i) => {
      const stroke = colours[i % colours.length];
      if (before && before.held[name]) chart.append(line(path(before.seconds, before.held[name]), {stroke, "stroke-dasharray": "2 4", "stroke-width": 1, class: "published"}));
      chart.append(line(path(now.seconds, now.held[name]), {stroke, "stroke-width": 2, class: "now"}));
    });
    const more = answer.tenants - tenants.length;
    const legend = make("p", {class: "note"}, "Ids held in the first replication: ", ...tenants.map((name, i) => make("span", {class: "key"},
      make("span", {class: "swatch", style: "background:" + colours[i % colours.length]}), name)), before ? "Dotted: published." : "",
      more > 0 ? ` ${more} more tenants are not drawn.` : "");
    $("chart").replaceChildren(chart, legend);
  };

  // ---- the beginning ----------------------------------------------------------------------------------------------

  const showScenario = async () => {
    const lines = (await load()).text.split("\n");
    $("scenario").querySelector("pre").textContent = lines.map((line, i) => String(i + 1).padStart(4) + "  " + line).join("\n");
  };

  const begin = () => {
    panel.hidden = false;
    const missing = lacks();
    if (missing) {
      panel.replaceChildren(make("p", {id: "live-status", class: "note"}, `This browser cannot simulate: it lacks ${missing} (Chromium 119, Firefox 120, Safari 18.2 and later have it).`));
      return;
    }
    for (const name of data.variants) $("variant").append(make("option", {value: name}, name));
    for (const key of data.others) $("known").append(make("option", {value: key.path}));
    $("variant").addEventListener("change", () => { showFields({}); later(); });
    $("reset").addEventListener("click", () => { showFields({}); later(); });
    $("cancel").addEventListener("click", () => stop("Cancelled."));
    $("values").addEventListener("submit", event => { event.preventDefault(); simulate(); });
    $("further").addEventListener("submit", event => {
      event.preventDefault();
      const path = $("path").value.trim();
      if (!path) return;
      const field = fields().find(one => one.dataset.path === path) || addField(keyOf(path));
      $("path").value = "";
      field.focus();
    });
    $("scenario").addEventListener("toggle", showScenario, {once: true});
    addEventListener("hashchange", recall);
    if (recall()) return;
    showFields({});
    if (!home) simulate();
  };
  begin();
})();
