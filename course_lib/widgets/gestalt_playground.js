// gestalt_playground.js: choose a principle, change its strength; set two cues against each other
// and say what you see. All in the browser; answers are told to the kernel, which also runs a
// student's own functions on the dots.

const COLUMN_CUES = { near: "Proximity", box: "Common region", line: "Connecting lines" };
const ROW_CUES = { alike: "Similar look", fate: "Common fate" };
const SEEN = {
  proximity: ["36 dots, evenly spread", "three pairs of columns"],
  similarity: ["36 dots, all alike", "rows that alternate"],
  fate: ["36 dots at rest", "rows that slide against each other"],
  region: ["36 dots", "pairs of columns, held together by boxes and then by lines"],
  continuity: ["two bows that touch", "two straight strokes that cross"],
  symmetry: ["six wavy lines", "three solid figures"],
  parallelism: ["six wavy lines", "three bands"],
  contours: ["four pac-men", "a white square on four discs"],
};

function mountGestalt(el, config, model) {
  const size = config.size, own = config.own, names = Object.keys(config.principles);
  let found = null;
  const calm = window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let principle = config.principle, strength = config.strength, seed = config.seed, playing = !calm, time = 0.6, last = 0, asked = 0;
  let columns = { cue: "near", strength: 0.6 }, rows = { cue: "alike", strength: 0.6 }, answers = [];

  const ui = shell(el, {
    name: "gestalt-playground", label: "Gestalt playground", keys: onKey,
    help: [["← →", "weaker, stronger"], ["Home End", "no cue, all of it"], ["1 … 9", "principle"], ["C R", "in a conflict: I see columns, rows"], ["Space", "hold what moves"]],
  });
  const link = model && kernel(model, receive, (waits) => ui.root.classList.toggle("ex-waits", waits));
  const canvas = make("canvas", { id: "stimulus", tabindex: "0", role: "img", "aria-label": "The stimulus" });
  const title = { fate: "Common fate", region: "Common region, connectivity", contours: "Illusory contours" };
  const word = (name) => title[name] || name[0].toUpperCase() + name.slice(1);
  const choose = chooser("principle", names.map((name) => [name, word(name)]), principle, (name) => set(name));
  choose.setAttribute("aria-label", "Principle");
  const rule = make("p", { class: "ex-note", id: "rule" });
  const slider = (id, text, write) => {
    const value = make("span"), input = make("input", { type: "range", id, min: 0, max: 1, step: 0.01, oninput: () => { write(+input.value); refresh(); } });
    return { element: make("label", { class: "ex-field" }, make("span", {}, text, " ", value), input), show(v) { input.value = v; value.textContent = Math.round(100 * v) + " %"; } };
  };
  const one = slider("strength", "Strength of the cue", (v) => { strength = v; });
  // a function that groups gets places and looks, and cannot see the other cues
  const cues = (all) => Object.entries(all).filter(([key]) => !own.group || key === "near" || key === "alike");
  const columnCue = chooser("column-cue", cues(COLUMN_CUES), columns.cue, (cue) => { columns.cue = cue; refresh(); });
  const rowCue = chooser("row-cue", cues(ROW_CUES), rows.cue, (cue) => { rows.cue = cue; refresh(); });
  columnCue.setAttribute("aria-label", "Cue for columns");
  rowCue.setAttribute("aria-label", "Cue for rows");
  const pullColumns = slider("columns", "Strength for columns", (v) => { columns.strength = v; });
  const pullRows = slider("rows", "Strength for rows", (v) => { rows.strength = v; });
  const plot = make("canvas", { id: "answers", role: "img", "aria-label": "What you saw, by the strengths of both cues" });
  const single = make("div", {}, one.element);
  const conflict = make("div", { id: "conflict" },
    make("div", { class: "ex-row" }, columnCue, make("span", { text: "pulls to columns" })), pullColumns.element,
    make("div", { class: "ex-row" }, rowCue, make("span", { text: "pulls to rows" })), pullRows.element,
    make("div", { class: "ex-row" }, make("span", { text: "I see" }), make("button", { type: "button", id: "see-columns", text: "columns", onclick: () => answer("columns") }), make("button", { type: "button", id: "see-rows", text: "rows", onclick: () => answer("rows") }),
      make("button", { type: "button", id: "random", text: "Other strengths", onclick: other })),
    make("h4", { text: "What you saw" }), make("div", { class: "ex-stage" }, plot));
  const hold = make("button", { type: "button", id: "hold", onclick: () => toggle() });
  const renew = make("button", { type: "button", id: "renew", text: "Other lines", onclick: () => { seed = (seed + 1) % 4294967296; refresh(); } });

  ui.body.append(
    make("div", { class: "ex-panels ex-two" },
      make("div", { class: "ex-panel" }, make("div", { class: "ex-stage" }, canvas), make("div", { class: "ex-row" }, hold, renew)),
      make("div", { class: "ex-panel" }, choose, rule, single, conflict, make("p", { class: "ex-note" }, "Predict first: at what strength will you see the groups?"))),
    ui.sentence, ui.problem, make("p", { class: "ex-note", id: "note", text: config.note }), stateBox(readState, writeState));

  const moves = () => principle === "fate" || (principle === "conflict" && rows.cue === "fate");

  function draw() {
    if (!canvas.parentNode) return;
    fitCanvas(canvas, 1);
    const context = canvas.getContext("2d"), zoom = canvas.width / size;
    context.setTransform(zoom, 0, 0, zoom, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, size, size);
    if (principle === "conflict") grid(context, size, time, { [columns.cue]: columns.strength }, { [rows.cue]: rows.strength }, found);
    else STIMULI[principle](context, size, strength, time, seed, found);
  }

  function tick(now) {
    asked = 0;
    if (!ui.root.isConnected || !playing || !moves()) return;
    if (last) time += Math.min(0.1, (now - last) / 1000);
    last = now;
    draw();
    asked = requestAnimationFrame(tick);
  }

  function receive(content, buffers) {
    if (content.kind === "ready") return;
    found = content.kind === "groups" ? bytes(buffers[0]).slice() : null;
    ui.complain(content.problem || "");
    tell();
    draw();
    ui.root.dataset.frames = +(ui.root.dataset.frames || 0) + 1;
  }

  const whose = () => (principle === "fate" ? own.fate : own.group);

  // The dots as they are seen, for the student's function: for common fate in ten pictures of the
  // middle of the swing, 1/60 s apart; the velocities differ most there.
  function askGroups() {
    if (!link || !whose()) return;
    const both = principle === "conflict", flat = (dots, read) => dots.flatMap(read), place = ({ x, y }) => [x, y];
    const c = both ? { [columns.cue]: columns.strength } : principle === "proximity" ? { near: strength } : {};
    const r = both ? { [rows.cue]: rows.strength } : principle === "similarity" ? { alike: strength } : principle === "fate" ? { fate: strength } : {};
    const dots = dotsOf(size, 0, c, {}), seen = dotsOf(size, 0, c, r);
    const message = principle === "fate"
      ? { tracks: Array.from({ length: 10 }, (_, i) => flat(dotsOf(size, i / 60, c, r), place)).flat() }
      : { points: flat(dots, place), looks: flat(seen, ({ rgb, square }) => [...rgb, square]) };
    link.ask({ do: "group", ...message }, "group");
  }

  function toggle(on = !playing) {
    playing = on;
    refresh();
  }

  function set(name) {
    principle = name;
    found = null;
    refresh();
  }

  function answer(seen) {
    answers.push({ columns: { ...columns }, rows: { ...rows }, seen });
    if (link) link.ask({ do: "answers", answers }, "answers");
    refresh();
  }

  function other() {
    columns.strength = Math.round(100 * Math.random()) / 100;
    rows.strength = Math.round(100 * Math.random()) / 100;
    refresh();
  }

  function drawPlot() {
    if (!plot.parentNode || principle !== "conflict") return;
    const place = fitCanvas(plot, 0.6), context = plot.getContext("2d"), dark = cssVariable(ui.root, "--ex-dark", "0") === "1", ink = dark ? "#fff" : INK;
    const x = (v) => 24 + v * (place.width - 40), y = (v) => place.height - 24 - v * (place.height - 40);
    context.setTransform(place.scale, 0, 0, place.scale, 0, 0);
    context.clearRect(0, 0, place.width, place.height);
    context.strokeStyle = context.fillStyle = ink;
    context.globalAlpha = 0.4;
    context.lineWidth = 1;
    context.strokeRect(x(0), y(1), x(1) - x(0), y(0) - y(1));
    context.globalAlpha = 1;
    context.font = "11px " + cssVariable(ui.root, "--ex-font", "sans-serif");
    context.textAlign = "center";
    context.fillText("strength for columns →", x(0.5), place.height - 7);
    context.save();
    context.translate(14, y(0.5));
    context.rotate(-Math.PI / 2);
    context.fillText("strength for rows →", 0, 0);
    context.restore();
    context.textBaseline = "middle";
    context.font = "700 14px " + cssVariable(ui.root, "--ex-font", "sans-serif");
    for (const { columns: c, rows: r, seen } of answers) {
      context.fillStyle = css(seen === "columns" ? (dark ? [86, 180, 233] : BLUE) : dark ? ORANGE : [213, 94, 0]);
      context.fillText(seen === "columns" ? "|||" : "☰", x(c.strength), y(r.strength));
    }
  }

  function refresh() {
    const both = principle === "conflict";
    choose.value = principle;
    rule.textContent = config.principles[principle];
    single.hidden = both;
    conflict.hidden = !both;
    hold.hidden = !moves();
    hold.textContent = playing ? "Hold" : "Move";
    renew.hidden = principle !== "symmetry" && principle !== "parallelism";
    one.show(strength);
    pullColumns.show(columns.strength);
    pullRows.show(rows.strength);
    tell();
    Object.assign(ui.root.dataset, { ready: "true", principle, playing, answers: answers.length });
    draw();
    drawPlot();
    askGroups();
    last = 0;
    if (playing && moves() && !asked) asked = requestAnimationFrame(tick);
  }

  function tell() {
    let text = "";
    if (principle === "conflict") {
      const n = answers.length, c = answers.filter(({ seen }) => seen === "columns").length;
      text = COLUMN_CUES[columns.cue] + " pulls to columns, " + ROW_CUES[rows.cue].toLowerCase() + " to rows: what do you see?" + (n ? " So far columns " + count(c, "time") + ", rows " + count(n - c, "time") + "." : "");
    } else {
      const [none, all] = SEEN[principle];
      text = "At 0 %: " + none + ". At 100 %: " + all + ". Now " + Math.round(100 * strength) + " %.";
    }
    if (found && whose()) {
      const groups = new Set(found).size, name = partitionName(found);
      text += " Your " + whose() + " finds " + count(groups, "group") + (name ? ": " + name : "") + ".";
      ui.root.dataset.groups = groups;
    } else ui.root.dataset.groups = "";
    ui.say(text);
  }

  function readState() {
    return JSON.stringify({ gestalt: { principle, strength, columns, rows, seed, answers } });
  }

  function writeState({ gestalt: wanted }) {
    const share = (v) => Number.isFinite(v) && v >= 0 && v <= 1;
    const pull = (one, select) => one && [...select.options].some(({ value }) => value === one.cue) && share(one.strength);
    const good = wanted && names.includes(wanted.principle) && share(wanted.strength) && pull(wanted.columns, columnCue) && pull(wanted.rows, rowCue)
      && Number.isInteger(wanted.seed) && wanted.seed >= 0 && wanted.seed < 4294967296
      && Array.isArray(wanted.answers) && wanted.answers.every((one) => one && ["columns", "rows"].includes(one.seen) && pull(one.columns, columnCue) && pull(one.rows, rowCue));
    if (!good) return "This is not a state of this explorer.";
    ({ principle, strength, seed, answers } = wanted);
    columns = { ...wanted.columns };
    rows = { ...wanted.rows };
    columnCue.value = columns.cue;
    rowCue.value = rows.cue;
    if (link) link.ask({ do: "answers", answers }, "answers");
    refresh();
  }

  function onKey(key) {
    const to = { ArrowLeft: strength - 0.05, ArrowRight: strength + 0.05, Home: 0, End: 1 };
    if (/^[1-9]$/.test(key) && names[+key - 1]) set(names[+key - 1]);
    else if (key === " " && moves()) toggle();
    else if (principle === "conflict" && /^[crCR]$/.test(key)) answer(key.toLowerCase() === "c" ? "columns" : "rows");
    else if (principle !== "conflict" && key in to) { strength = clamp(Math.round(100 * to[key]) / 100, 0, 1); refresh(); }
    else return false;
    return true;
  }

  ui.root.explorer = () => ({ principle, strength, columns, rows, answers, time, found: found && [...found] });
  const stopWatching = onResize(ui.root, () => { draw(); drawPlot(); });
  refresh();
  return () => { stopWatching(); cancelAnimationFrame(asked); playing = false; if (link) link.close(); };
}

function render({ model, el }) {
  return mountGestalt(el, model.get("config"), model);
}

function offline(el, config) {
  mountGestalt(el, config, null);
}

export default { render, offline };
