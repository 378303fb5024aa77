// Time series of all variants: a card for each, with one zoom, one cursor and one legend for all of them.
(() => {
  "use strict";
  const section = document.getElementById("over-time");
  const source = document.getElementById("timeline-data");
  if (!section || !source) {
    return;
  }
  const data = JSON.parse(source.textContent);
  const ALL = "all tenants";
  const MEASURES = [
    { name: "held", title: "held" },
    { name: "entitlement", title: "entitled" },
    { name: "unmet", title: "unmet" }
  ];
  const EXTRAS = ["capacity", "refusals"];
  const hidden = new Set();
  const charts = [];
  const end = Math.max(...data.variants.map(variant => variant.time[variant.time.length - 1]));
  const full = [0, end > 0 ? end : 1];
  const sync = uPlot.sync("over-time");
  let shown = full;

  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = value => value == null ? "\u2013" : value.toLocaleString("en-US", { maximumFractionDigits: 2 });
  const element = (tag, name, text) => {
    const made = document.createElement(tag);
    made.className = name || "";
    made.textContent = text || "";
    return made;
  };

  // ---- drawing -------------------------------------------------------------------------------------------------------

  // Steps cost a path segment for each sample: above two samples a pixel, straight lines, which uPlot thins, look the same.
  const stepped = uPlot.paths.stepped({ align: 1 });
  const linear = uPlot.paths.linear();
  const path = (u, series, from, to) =>
    (to - from > 2 * u.bbox.width / devicePixelRatio ? linear : stepped)(u, series, from, to);

  function series(group, measure) {
    return {
      label: group.name + " " + measure,
      stroke: () => group.color || color("--ink"),
      width: measure === "entitlement" ? 1 : group.color ? 1.6 : 1.3,
      dash: measure === "entitlement" ? [4, 3] : undefined,
      points: { show: false },
      paths: path,
      group: group.name,
      measure
    };
  }

  // As wide as its numbers: 7 pixels a character, and the tick.
  const widthOf = labels => Math.max(34, 18 + 7 * Math.max(0, ...(labels || []).map(label => label.length)));

  function axis(size, label) {
    return {
      label,
      labelSize: 18,
      labelGap: 2,
      labelFont: "12px system-ui, sans-serif",
      stroke: () => color("--grey"),
      grid: { stroke: () => color("--line"), width: 1 },
      ticks: { stroke: () => color("--line"), width: 1 },
      font: "12px system-ui, sans-serif",
      size
    };
  }

  function options(variant, groups, measures, height, title) {
    const all = groups.flatMap(group => measures.map(measure => series(group, measure)));
    const withIds = measures.includes("held");
    return {
      width: 400,
      height,
      legend: { show: false },
      cursor: { y: false, sync: { key: "over-time", setSeries: false }, drag: { x: true, y: false, dist: 4 }, points: { size: 6 } },
      scales: { x: { time: false, range: (u, least, most) => [least, most] }, y: { range: u => [0, top(u, variant, withIds)] } },
      series: [{}, ...all],
      axes: [
        { ...axis(28, withIds ? undefined : "simulated time (" + data.unit + ")"), values: (u, ticks) => ticks.map(number) },
        { ...axis((u, labels) => widthOf(labels), title), values: (u, ticks) => ticks.map(number) }
      ],
      hooks: {
        setCursor: [u => readOut(u)],
        setScale: [(u, key) => key === "x" && zoomed(u)],
        draw: withIds ? [u => drawCapacity(u, variant), u => drawRefusals(u, variant)] : []
      }
    };
  }

  function top(u, variant, withIds) {
    const [from, to] = u.series[0].idxs || [0, u.data[0].length - 1];
    let most = 1;
    u.series.forEach((one, index) => {
      for (let i = from; index > 0 && one.show && i <= to; i++) {
        most = Math.max(most, u.data[index][i]);
      }
    });
    if (withIds && nearCapacity(variant)) {
      most = Math.max(most, variant.capacity);
    }
    return most * (withIds ? 1.18 : 1.08);
  }

  // Where the ids in use stay far below the capacity, its line would press all else to the ground.
  const nearCapacity = variant => variant.peak >= 0.2 * variant.capacity && !hidden.has("capacity");

  function drawCapacity(u, variant) {
    if (!nearCapacity(variant)) {
      return;
    }
    const { ctx, bbox } = u;
    const y = Math.round(u.valToPos(variant.capacity, "y", true)) + 0.5;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = color("--ink");
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.font = 11 * devicePixelRatio + "px system-ui, sans-serif";
    ctx.textBaseline = "bottom";
    ctx.textAlign = "left";
    ctx.fillText("capacity " + number(variant.capacity), bbox.left + 4, y - 2);
    ctx.restore();
  }

  // A tick at the upper edge for each column of pixels with a refusal.
  function drawRefusals(u, variant) {
    if (hidden.has("refusals")) {
      return;
    }
    const { ctx, bbox } = u;
    const [from, to] = u.series[0].idxs;
    ctx.save();
    ctx.fillStyle = color("--bad");
    let last = -Infinity;
    for (let i = from; i <= to; i++) {
      const x = Math.round(u.valToPos(variant.time[i], "x", true));
      if (variant.refusals[i] > 0 && x > last && x >= bbox.left && x <= bbox.left + bbox.width) {
        ctx.fillRect(x, bbox.top, Math.max(1, devicePixelRatio), 7 * devicePixelRatio);
        last = x;
      }
    }
    ctx.restore();
  }

  // ---- one zoom for all ----------------------------------------------------------------------------------------------

  function zoomed(u) {
    const { min, max } = u.scales.x;
    if (min == null || (min === shown[0] && max === shown[1])) {
      return;
    }
    show(min, max);
  }

  function show(from, to) {
    shown = [Math.max(full[0], from), Math.min(full[1], to)];
    charts.forEach(chart => chart.plot.setScale("x", { min: shown[0], max: shown[1] }));
    const isFull = shown[0] === full[0] && shown[1] === full[1];
    range.textContent = "Shown: " + number(shown[0]) + " to " + number(shown[1]) + " " + data.unit;
    reset.disabled = isFull;
    out.disabled = isFull;
  }

  // Zooms by a factor about the cursor, or the middle.
  function zoom(factor, u) {
    const [from, to] = shown;
    const least = (full[1] - full[0]) / 1e5;
    const middle = u && u.cursor.idx != null ? u.data[0][u.cursor.idx] : (from + to) / 2;
    const length = Math.max(least, Math.min(full[1] - full[0], (to - from) * factor));
    const start = Math.max(full[0], Math.min(full[1] - length, middle - length * (middle - from) / (to - from)));
    show(start, start + length);
  }

  // ---- values under the cursor ---------------------------------------------------------------------------------------

  function readOut(u) {
    const card = charts.find(chart => chart.plot === u);
    if (!card || !card.readout) {
      return;
    }
    const index = u.cursor.idx;
    const { variant, readout } = card;
    readout.caption.textContent = index == null
      ? "Point at the picture, or focus it and press the arrow keys, for values."
      : "At " + number(variant.time[index]) + " " + data.unit + ", refusals " + number(variant.refusals[index]) + ":";
    readout.rows.forEach(row => MEASURES.forEach((measure, column) => {
      const values = row.group[measure.name];
      row.cells[column].textContent = index == null || !values ? "\u2013" : number(values[index]);
    }));
  }

  function readoutOf(groups) {
    const caption = element("p", "caption readout-time");
    const table = element("table", "readout");
    const head = table.createTHead().insertRow();
    ["ids or requests", ...MEASURES.map(measure => measure.title)].forEach(text => {
      const cell = element("th", "", text);
      cell.scope = "col";
      head.append(cell);
    });
    const body = table.createTBody();
    const rows = groups.map(group => {
      const row = body.insertRow();
      const name = element("th");
      name.scope = "row";
      name.append(swatch(group), group.name);
      name.title = group.name;
      row.append(name);
      return { group, cells: MEASURES.map(() => row.insertCell()) };
    });
    return { caption, table, rows };
  }

  function swatch(group) {
    const made = element("span", "swatch");
    made.style.background = group.color || "var(--ink)";
    return made;
  }

  // ---- keyboard ------------------------------------------------------------------------------------------------------

  function move(u, steps) {
    const last = u.data[0].length - 1;
    const visible = u.series[0].idxs;
    const at = u.cursor.idx == null ? visible[0] : u.cursor.idx + steps;
    const index = Math.max(0, Math.min(last, Math.max(visible[0], Math.min(visible[1], at))));
    u.setCursor({ left: u.valToPos(u.data[0][index], "x"), top: u.over.clientHeight / 2 });
    const card = charts.find(chart => chart.plot === u && chart.readout);
    spoken.textContent = card
      ? card.readout.caption.textContent + " " + card.readout.rows
          .filter(row => !hidden.has(row.group.name))
          .map(row => row.group.name + " held " + row.cells[0].textContent + ", unmet " + row.cells[2].textContent)
          .join("; ")
      : "";
  }

  function onKey(event, u) {
    const step = event.shiftKey ? 20 : 1;
    const actions = {
      ArrowLeft: () => move(u, -step),
      ArrowRight: () => move(u, step),
      Home: () => move(u, -Infinity),
      End: () => move(u, Infinity),
      "+": () => zoom(0.5, u),
      "=": () => zoom(0.5, u),
      "-": () => zoom(2, u),
      "0": () => show(...full),
      Escape: () => show(...full)
    };
    if (actions[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      actions[event.key]();
    }
  }

  // ---- cards and legend ----------------------------------------------------------------------------------------------

  function card(variant) {
    const groups = [{ name: ALL, color: "", held: variant.held, unmet: variant.unmet }, ...variant.groups];
    variant.peak = variant.held.reduce((most, value) => Math.max(most, value), 0);
    const made = element("article", "card");
    const readout = readoutOf(groups);
    made.append(element("h3", "", variant.name));
    addPlot(made, variant, groups, ["held", "entitlement"], 250, "ids", readout);
    addPlot(made, variant, groups, ["unmet"], 170, "unmet requests", null);
    const notes = ["Capacity " + number(variant.capacity) + (nearCapacity(variant) ? "." : ", far above the picture.")];
    const apart = variant.groups.filter(group => !group.takesOfCapacity).map(group => group.name);
    if (apart.length > 0) {
      notes.push("Not of that capacity: what " + apart.join(", ") + (apart.length > 1 ? " hold." : " holds."));
    }
    if (variant.samplesPerPoint > 1) {
      notes.push("Each two points are the least and the largest of " + number(variant.samplesPerPoint) + " samples.");
    }
    made.append(readout.caption, readout.table, element("p", "caption", notes.join(" ")));
    cards.append(made);
  }

  function addPlot(parent, variant, groups, measures, height, title, readout) {
    const holder = element("div", "plot");
    holder.tabIndex = 0;
    holder.setAttribute("role", "img");
    holder.setAttribute("aria-label", title + " over simulated time, " + variant.name
      + ", first replication. Arrow keys read values, plus and minus zoom, 0 resets.");
    parent.append(holder);
    const having = groups.map(group => ({ ...group })).filter(group => measures.some(measure => group[measure]));
    const settings = options(variant, having, measures, height, title);
    settings.series = settings.series.filter(one => !one.group || having.find(group => group.name === one.group)[one.measure]);
    const values = settings.series.slice(1).map(one => having.find(group => group.name === one.group)[one.measure]);
    const plot = new uPlot(settings, [variant.time, ...values], holder);
    holder.addEventListener("keydown", event => onKey(event, plot));
    charts.push({ plot, variant, holder, height, readout });
    sync.sub(plot);
  }

  const fit = () => charts.forEach(({ plot, holder, height }) => plot.setSize({ width: Math.floor(holder.clientWidth), height }));

  function toggle(name, button) {
    const show = hidden.delete(name);
    if (!show) {
      hidden.add(name);
    }
    button.setAttribute("aria-pressed", String(show));
    charts.forEach(({ plot }) => plot.batch(() => {
      plot.series.forEach((one, index) => {
        if (index > 0) {
          const wanted = !hidden.has(one.group) && !hidden.has(one.measure);
          if (one.show !== wanted) {
            plot.setSeries(index, { show: wanted });
          }
        }
      });
      plot.redraw(false, true);
    }));
    charts.forEach(({ plot }) => plot.setScale("x", { min: shown[0], max: shown[1] }));
  }

  function legendButton(name, mark) {
    const button = element("button");
    button.type = "button";
    button.dataset.series = name;
    button.setAttribute("aria-pressed", "true");
    if (mark) {
      button.append(mark);
    }
    button.append(name);
    button.addEventListener("click", () => toggle(name, button));
    return button;
  }

  function legend() {
    const tenants = section.querySelector(".tenants");
    const named = new Map([[ALL, { name: ALL, color: "" }]]);
    data.variants.forEach(variant => variant.groups.forEach(group => named.set(group.name, group)));
    named.forEach(group => tenants.append(legendButton(group.name, swatch(group))));
    const kinds = section.querySelector(".kinds");
    [...MEASURES.map(measure => measure.name), ...EXTRAS].forEach(name => kinds.append(legendButton(name)));
  }

  const cards = section.querySelector(".cards");
  const range = section.querySelector(".range");
  const spoken = section.querySelector(".spoken");
  const reset = section.querySelector(".reset");
  const out = section.querySelector(".out");
  section.querySelector(".live").hidden = false;
  section.querySelector(".in").addEventListener("click", () => zoom(0.5));
  out.addEventListener("click", () => zoom(2));
  reset.addEventListener("click", () => show(...full));
  legend();
  data.variants.forEach(card);
  charts.forEach(({ plot }) => readOut(plot));
  show(...full);
  fit();
  new ResizeObserver(fit).observe(cards);
  document.addEventListener("themechange", () => charts.forEach(({ plot }) => plot.redraw(true, true)));
})();
