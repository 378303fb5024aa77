// The panel of a live page: fields for the scenario's values, workers that simulate, and what they found.
"use strict";
(() => {
  const $ = id => document.getElementById(id);
  const data = JSON.parse($("live-data").textContent);
  const most = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 16));
  const make = (tag, attributes = {}, ...inside) => {
    const element = document.createElementNS(attributes.xmlns || "http://www.w3.org/1999/xhtml", tag);
    for (const [name, value] of Object.entries(attributes)) if (name !== "xmlns" && value !== undefined) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  };
  const say = text => { $("status").textContent = text; };
  let module, source, workers = [], turn = 0, timer;

  const unpack = async text => {
    const packed = Uint8Array.from(atob(text), c => c.charCodeAt(0));
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  };

  // a worker that answers one request at a time, in their order
  const hire = () => {
    const worker = new Worker(source), waiting = new Map();
    let id = 0;
    worker.onmessage = ({data: {id, answer}}) => { waiting.get(id)(answer); waiting.delete(id); };
    worker.onerror = event => { for (const done of waiting.values()) done({problems: [event.message || "a worker failed"]}); waiting.clear(); };
    const send = message => new Promise(done => { waiting.set(++id, done); worker.postMessage({id, ...message}); });
    const ask = request => send({request});
    const ready = send({module}).then(() => ask({do: "open", name: data.name, text: data.text, files: {}}));
    return {ask, ready, end: () => worker.terminate()};
  };
  const dismiss = () => { workers.forEach(worker => worker.end()); workers = []; };

  const values = () => {
    const set = {};
    for (const field of $("fields").querySelectorAll("input[data-path]")) {
      if (field.value.trim() !== field.dataset.published) set[field.dataset.path] = field.value.trim();
    }
    return set;
  };

  const number = text => { const found = /^([0-9]*\.?[0-9]+)(.*)$/.exec(text); return found ? {value: +found[1], unit: found[2]} : null; };

  const addField = key => {
    const published = (key.values || {})[$("variant").value] ?? key.value ?? "";
    const at = "key-" + $("fields").children.length, quantity = number(published);
    const field = make("input", {id: at, type: "text", "data-path": key.path, "data-published": published, value: published, size: 14, autocomplete: "off", spellcheck: "false"});
    const row = make("div", {class: "field"}, make("label", {for: at}, key.path), field);
    const choices = (key.choices || []).map(number).filter(one => one && quantity && one.unit === quantity.unit).map(one => one.value);
    if (quantity && quantity.value > 0) {
      const low = Math.min(quantity.value / 10, ...choices), high = Math.max(quantity.value * 10, ...choices);
      const whole = Number.isInteger(quantity.value) && quantity.value >= 2;
      const range = make("input", {type: "range", min: 0, max: 1000, step: 1, "aria-label": key.path + ", slider"});
      const place = value => Math.round(1000 * Math.log(value / low) / Math.log(high / low));
      const follow = () => { const now = number(field.value); if (now && now.value > 0) range.value = place(now.value); range.setAttribute("aria-valuetext", field.value); };
      range.addEventListener("input", () => {
        const value = low * Math.pow(high / low, range.value / 1000), digits = Number(value.toPrecision(3));
        field.value = (+range.value === place(quantity.value) ? quantity.value : whole ? Math.round(digits) : digits) + quantity.unit;
        range.setAttribute("aria-valuetext", field.value);
        later();
      });
      field.addEventListener("input", follow);
      row.append(range);
      follow();
    }
    field.addEventListener("input", later);
    $("fields").append(row);
    return field;
  };

  const showFields = set => {
    $("fields").replaceChildren();
    const shown = [...data.keys];
    for (const path of Object.keys(set)) if (!shown.some(key => key.path === path)) shown.push(data.others.find(key => key.path === path) || {path, value: ""});
    for (const key of shown) {
      const field = addField(key);
      if (key.path in set) { field.value = set[key.path]; field.dispatchEvent(new Event("input")); }
    }
  };

  const remember = set => {
    const parts = new URLSearchParams({variant: $("variant").value, ...set});
    history.replaceState(null, "", "#" + parts);
  };
  const remembered = () => {
    const parts = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    if (data.variants.includes(parts.variant)) $("variant").value = parts.variant;
    delete parts.variant;
    return parts;
  };

  // before the engine is there, the values of the fields wait for its start
  const later = () => { clearTimeout(timer); if (source) timer = setTimeout(simulate, 200); };

  const problems = list => {
    $("problems").replaceChildren(...list.map(text => make("p", {class: "bad"}, text)));
    if (list.length) { say("Not simulated."); $("cancel").disabled = true; }
  };

  const simulate = async () => {
    const mine = ++turn, begun = performance.now(), set = values(), variant = $("variant").value, published = data.published[variant];
    remember(set);
    problems([]);
    dismiss();
    $("cancel").disabled = false;
    say("Starting ...");
    const isMine = () => mine === turn;
    const take = {do: "take", variant, set: {...data.base, ...set}};
    if (published) take.warm_up = published.warm_up;
    const first = hire();
    workers.push(first);
    await first.ready;
    let point = await first.ask(take);
    if (!isMine()) return;
    if (point.problems) return problems(point.problems);
    take.warm_up = point.warm_up;
    const wanted = published ? published.replications : point.replications;
    const done = [];
    let next = 1, isSumming = false, summed = 0, last = null, failed = null;
    const sum = hire();
    workers.push(sum);
    const aggregate = async () => {
      const count = done.findIndex(one => !one) < 0 ? done.length : done.findIndex(one => !one);
      if (isSumming || count === summed) return;
      isSumming = true;
      const answer = await sum.ask({do: "sum", runs: done.slice(0, count).map(one => one.bytes)});
      isSumming = false;
      if (!isMine()) return;
      if (answer.problems) return problems(answer.problems);
      summed = count;
      last = answer;
      show(answer, published, count, wanted, performance.now() - begun, Object.keys(set).length === 0);
      if (count < wanted) await aggregate();
    };
    const work = async worker => {
      while (isMine() && next <= wanted && !failed) {
        const at = next++;
        say(`Simulating: ${done.filter(Boolean).length} of ${wanted} replications`);
        const answer = await worker.ask({do: "run", number: at});
        if (!isMine()) return;
        if (answer.problems) { failed = answer.problems; return problems(failed); }
        done[at - 1] = answer;
        await summing;
        summing = aggregate();
      }
    };
    let summing = sum.ready.then(() => sum.ask(take));
    const others = Array.from({length: Math.min(most, wanted) - 1}, async () => {
      const worker = hire();
      workers.push(worker);
      await worker.ready;
      await worker.ask(take);
      await work(worker);
    });
    await Promise.all([work(first), ...others]);
    await summing;
    if (!isMine() || failed) return;
    await aggregate();
    const seconds = (performance.now() - begun) / 1000;
    const events = done.reduce((all, one) => all + one.events, 0);
    say(`Done: ${wanted} replications, ${Math.round(events).toLocaleString("en")} events in ${seconds.toFixed(1)} s.`);
    $("cancel").disabled = true;
    document.body.dataset.done = JSON.stringify({variant, seconds, events, hashes: last.hashes, answer: last.answer});
    dismiss();
  };

  const same = (a, b) => JSON.stringify([a.hashes, a.rows]) === JSON.stringify([b.hashes, b.rows]);

  const show = (answer, published, count, wanted, ms, isPublished) => {
    if (!document.body.dataset.first) document.body.dataset.first = ms;
    $("answer").textContent = answer.sentence;
    $("answer").className = "verdict " + answer.answer;
    $("sentences").textContent = answer.sentences.join(" ");
    $("agrees").textContent = !published || !isPublished || count < wanted ? ""
      : same(answer, published.sum) ? "Agrees with the file: each figure and each event hash is the published one."
      : "Differs from the file: this browser did not repeat the published figures.";
    const before = published ? Object.fromEntries(published.sum.rows.map(row => [row.tenant + " " + row.metric, row.text])) : {};
    const head = ["of", "metric", ...(published ? ["published"] : []), `now (${count} of ${wanted} replications)`];
    const rows = answer.rows.map(row => make("tr", {}, make("th", {scope: "row"}, row.tenant === "*" ? "host" : row.tenant), make("td", {}, row.label),
      ...(published ? [make("td", {}, before[row.tenant + " " + row.metric] || "-")] : []), make("td", {}, row.text)));
    $("figures").replaceChildren(make("thead", {}, make("tr", {}, ...head.map(text => make("th", {scope: "col"}, text)))), make("tbody", {}, ...rows));
    draw(answer.timeline, published && published.sum.timeline);
  };

  const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];
  const draw = (now, before) => {
    const svg = "http://www.w3.org/2000/svg", width = 760, height = 260;
    if (!now) return $("chart").replaceChildren();
    const tenants = Object.keys(now.held).slice(0, 12);
    const end = Math.max(...now.seconds), top = Math.max(1, ...tenants.flatMap(name => now.held[name]), ...(before ? Object.values(before.held).flat() : []));
    const path = (times, held) => times.map((t, i) => (i ? "L" : "M") + (60 + t / end * (width - 70)).toFixed(1) + " " + (height - 30 - held[i] / top * (height - 45)).toFixed(1)).join("");
    const text = (x, y, anchor, ...inside) => make("text", {xmlns: svg, x, y, "text-anchor": anchor, "font-size": 12, fill: "currentColor"}, ...inside);
    const chart = make("svg", {xmlns: svg, viewBox: `0 0 ${width} ${height}`, role: "img", width: "100%", "aria-label": "Ids held over time in the first replication, " + tenants.join(", ")},
      make("path", {xmlns: svg, d: `M60 15V${height - 30}H${width - 10}`, stroke: "currentColor", fill: "none"}),
      text(56, 20, "end", Math.round(top).toLocaleString("en")), text(56, height - 30, "end", "0"), text(width - 10, height - 12, "end", end.toLocaleString("en") + " s"));
    tenants.forEach((name, i) => {
      const colour = colours[i % colours.length];
      if (before && before.held[name]) chart.append(make("path", {xmlns: svg, d: path(before.seconds, before.held[name]), stroke: colour, fill: "none", "stroke-dasharray": "2 4", "stroke-width": 1}));
      chart.append(make("path", {xmlns: svg, d: path(now.seconds, now.held[name]), stroke: colour, fill: "none", "stroke-width": 2}));
    });
    const legend = make("p", {class: "note"}, "Ids held in the first replication: ", ...tenants.flatMap((name, i) => [make("span", {style: "color:" + colours[i % colours.length]}, "\u25a0 "), name + "  "]), before ? "(dotted: published)" : "");
    $("chart").replaceChildren(chart, legend);
  };

  const begin = async () => {
    for (const name of data.variants) $("variant").append(make("option", {value: name}, name));
    for (const key of data.others) $("known").append(make("option", {value: key.path}));
    showFields(remembered());
    try {
      module = await WebAssembly.compile(await unpack($("engine").textContent));
    } catch (missing) {
      say("This browser cannot simulate: it lacks WebAssembly with garbage collection (Chromium 119, Firefox 120, Safari 18.2 and later have it).");
      return;
    }
    source = URL.createObjectURL(new Blob([$("engine-script").textContent], {type: "text/javascript"}));
    $("variant").addEventListener("change", () => { showFields({}); later(); });
    $("reset").addEventListener("click", () => { showFields({}); later(); });
    $("cancel").addEventListener("click", () => { turn++; dismiss(); $("cancel").disabled = true; say("Cancelled."); });
    $("further").addEventListener("submit", event => {
      event.preventDefault();
      const path = $("path").value.trim();
      if (!path) return;
      let field = [...$("fields").querySelectorAll("input[data-path]")].find(one => one.dataset.path === path);
      if (!field) field = addField(data.others.find(key => key.path === path) || {path, value: ""});
      $("path").value = "";
      field.focus();
    });
    simulate();
  };
  begin();
})();
