// gestalt_playground.js: choose a principle, change its strength; set two cues against each other
// and say what you see. All in the browser; answers are told to the kernel.

const COLUMN_CUES = { near: "Proximity", box: "Common region", line: "Connecting lines" };
const ROW_CUES = { alike: "Similar look", fate: "Common fate" };
const SEEN = {
  proximity: ["36 dots, evenly spread", "three pairs of columns"],
  similarity: ["36 dots, all alike", "rows that alternate"],
  fate: ["36 dots at rest", "rows that slide against each other"],
  region: ["36 dots", "pairs of columns, held together by boxes and then by lines"],
  continuity: ["four arms, none of which goes on in another", "two straight strokes that cross"],
  symmetry: ["six wavy lines", "three solid figures"],
  parallelism: ["six wavy lines", "three bands"],
  contours: ["four pac-men", "a white square on four discs"],
};

function mountGestalt(el, config, model) {
  const size = config.size, names = Object.keys(config.principles);
  const calm = window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let principle = config.principle, strength = config.strength, seed = config.seed, playing = !calm, time = 0.6, last = 0, asked = 0;
  let columns = { cue: "near", strength: 0.6 }, rows = { cue: "alike", strength: 0.6 }, answers = [];

  const ui = shell(el, {
    name: "gestalt-playground", label: "Gestalt playground", keys: onKey,
    help: [["← →", "weaker, stronger"], ["Home End", "no cue, all of it"], ["1 … 9", "principle"], ["C R", "in a conflict: I see columns, rows"], ["Space", "hold what moves"]],
  });
  const link = model && kernel(model, (content) => ui.complain(content.problem || ""), () => {});
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
  const columnCue = chooser("column-cue", Object.entries(COLUMN_CUES), columns.cue, (cue) => { columns.cue = cue; refresh(); });
  const rowCue = chooser("row-cue", Object.entries(ROW_CUES), rows.cue, (cue) => { rows.cue = cue; refresh(); });
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
    ui.sentence, ui.problem);

  const moves = () => principle === "fate" || (principle === "conflict" && rows.cue === "fate");

  function draw() {
    if (!canvas.parentNode) return;
    fitCanvas(canvas, 1);
    const context = canvas.getContext("2d"), zoom = canvas.width / size;
    context.setTransform(zoom, 0, 0, zoom, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, size, size);
    if (principle === "conflict") grid(context, size, time, { [columns.cue]: columns.strength }, { [rows.cue]: rows.strength });
    else STIMULI[principle](context, size, strength, time, seed);
  }

  function tick(now) {
    asked = 0;
    if (!ui.root.isConnected || !playing || !moves()) return;
    if (last) time += Math.min(0.1, (now - last) / 1000);
    last = now;
    draw();
    asked = requestAnimationFrame(tick);
  }

  function toggle(on = !playing) {
    playing = on;
    refresh();
  }

  function set(name) {
    principle = name;
    refresh();
  }

  function answer(seen) {
    answers.push({ columns: { ...columns }, rows: { ...rows }, seen });
    if (link) link.ask({ do: "answers", answers }, true);
    refresh();
  }

  function other() {
    columns.strength = Math.round(100 * Math.random()) / 100;
    rows.strength = Math.round(100 * Math.random()) / 100;
    refresh();
  }

  function drawPlot() {
    if (!plot.parentNode || principle !== "conflict") return;
    const place = fitCanvas(plot, 0.6), context = plot.getContext("2d"), ink = cssVariable(ui.root, "--ex-dark", "0") === "1" ? "#fff" : INK;
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
      context.fillStyle = css(seen === "columns" ? BLUE : [213, 94, 0]);
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
    if (both) {
      const n = answers.length, c = answers.filter(({ seen }) => seen === "columns").length;
      ui.say(COLUMN_CUES[columns.cue] + " pulls to columns, " + ROW_CUES[rows.cue].toLowerCase() + " to rows: what do you see?" + (n ? " So far columns " + count(c, "time") + ", rows " + count(n - c, "time") + "." : ""));
    } else {
      const [none, all] = SEEN[principle];
      ui.say("At 0 %: " + none + ". At 100 %: " + all + ". Now " + Math.round(100 * strength) + " %.");
    }
    Object.assign(ui.root.dataset, { ready: "true", principle, playing, answers: answers.length });
    draw();
    drawPlot();
    last = 0;
    if (playing && moves() && !asked) asked = requestAnimationFrame(tick);
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

  ui.root.explorer = () => ({ principle, strength, columns, rows, answers, time });
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
