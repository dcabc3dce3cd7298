// hill_climber.js: the density of two features as a hill, and balls that climb it by mean shift. All
// is computed here, but for a student's own functions: their climbs come from the kernel, or were
// recorded for an exported page.

const SEEDS = 60;

function mountHill(el, config, model, data) {
  const camera = { yaw: 0.5, pitch: 0.55, zoom: 1 };
  let pair = config.pair, radius = config.radius, start = config.starts[pair], path = [start], index = 0, points, heavy, box, hill, surface, peak, tops, colours, basins;
  let view = "height", many = false, seeds = [], question = null, score = [0, 0], problem = "", grid = [];
  const table = config.photo ? bytes(data) : doubles(data);

  const ui = shell(el, {
    name: "hill-climber", label: "Hill climber: mean shift", keys: onKey,
    help: [["Click", "the hill or the floor: climb from there"], ["← →", "a shift"], ["Home End", "to the start, to the top"], ["Space", "play"],
      ["Shift+arrows", "move the start"], ["[ ]", "smaller, larger W"], ["W A S D", "turn the hill"], ["+ −", "zoom"]],
  });
  const link = kernel(model, receive, (waits) => ui.root.classList.toggle("ex-waits", waits));
  const last = () => Math.max(path.length, ...(many ? seeds.map((s) => s.path.length) : [])) - 1;
  const act = { forward: () => go(index + 1), back: () => go(index - 1), first: () => go(0), go };
  const bar = transport(ui.root, act, "shift");

  const hillView = make("canvas", { id: "hill", tabindex: "0", role: "img", "aria-label": "Density as a hill, in 3-D" });
  const floorView = make("canvas", { id: "floor", tabindex: "0", role: "img", "aria-label": "The points from above, with the window" });
  hillView.dataset.means = "";
  const views = segments("Hill shows", [["height", "Height"], ["basins", "Basins"]], view, (key) => { view = key; draw(); });
  const seedBox = make("input", { type: "checkbox", id: "many", onchange: () => { many = seedBox.checked; plant(); go(Math.min(index, last())); } });
  const predict = make("input", { type: "checkbox", id: "predict", onchange: () => { if (predict.checked) { views.set(view = "height"); score = [0, 0]; begin(start); } else askQuestion(); draw(); } });
  const verdict = make("span", { class: "ex-verdict", id: "verdict" }), questionText = make("span", { id: "question" }), answers = make("span", { class: "ex-row" });
  const questionBox = make("div", { class: "ex-question", hidden: true }, verdict, questionText, answers);
  const slider = make("input", { type: "range", id: "radius", min: config.low, max: config.high, step: config.step, value: radius, disabled: config.still,
    oninput: () => setRadius(+slider.value), onchange: () => tellRadius() });
  const sliderText = make("span");
  const pairs = chooser("pair", config.pairs.map((p) => [p, p[0] + " and " + p[1]]), pair, (name) => { pair = name; takePoints(); begin(config.starts[pair]); curve.draw(); });
  pairs.disabled = config.still;
  const curve = topsCurve(config, ui.root, () => [radius, tops.centres.length], (w) => { setRadius(w); tellRadius(); });
  const drawing = hillDrawing(ui.root, config, () => ({ pair, radius, path, index, points, heavy, box, hill, surface, peak, tops, colours, basinOf, view, seeds, camera }));
  const readout = make("p", { class: "ex-readout", id: "readout" });
  ui.body.append(ui.problem,
    make("div", { class: "ex-panels ex-two", style: "margin-top:6px" },
      make("div", { class: "ex-panel" }, make("div", { class: "ex-row" }, views.element), make("div", { class: "ex-stage" }, hillView), make("p", { class: "ex-readout", text: "Drag to turn, click to start." })),
      make("div", { class: "ex-panel" }, make("h4", { text: "The floor from above: points and window" }), make("div", { class: "ex-stage" }, floorView), readout)),
    make("label", { class: "ex-field", style: "margin-top:8px" }, sliderText, slider),
    bar.element, ui.sentence, questionBox,
    make("div", { class: "ex-lower" }, make("div", {}, make("h4", { text: "Number of tops against W" }), curve.plot),
      make("div", {}, make("h4", { text: "Try" }), make("div", { class: "ex-settings" },
        config.photo ? field("features", pairs, "Two channels") : null,
        make("label", { class: "ex-check" }, seedBox, "Many seeds"), make("label", { class: "ex-check" }, predict, "Predict the top")),
      make("p", { class: "ex-note", id: "note", text: [config.note, config.still ? "This page keeps some climbs of your own function: a click takes the nearest." : ""].filter(Boolean).join(" ") }),
      config.still ? null : stateBox(readState, loadState))));

  // ---- points, hill, climbs

  function takePoints() {
    const n = config.photo ? table.length / 3 : table.length / 2, [i, j] = config.photo ? ["RGB".indexOf(pair[0]), "RGB".indexOf(pair[1])] : [0, 1], d = config.photo ? 3 : 2;
    points = new Float64Array(2 * n);
    let low = [Infinity, Infinity], high = [-Infinity, -Infinity];
    for (let p = 0; p < n; p++) [i, j].forEach((from, to) => {
      const v = points[2 * p + to] = table[d * p + from];
      low[to] = Math.min(low[to], v); high[to] = Math.max(high[to], v);
    });
    const span = (Math.max(high[0] - low[0], high[1] - low[1]) || 2 * config.radius) * 1.12;
    box = { left: (low[0] + high[0] - span) / 2, bottom: (low[1] + high[1] - span) / 2, span, low, high };
    heavy = heavyPoints(points);
    build();
    curve.restart(heavy);
  }

  function build() {
    hill = hillOf(heavy, radius);
    surface = hillSurface(heavy, radius, box, NODES);
    peak = Math.max(...surface) || 1;
    tops = hill.tops();
    colours = tops.centres.map((_, m) => (m < NAMED ? OKABE_ITO[m] : GREY));
    basins = null;
    plant();
  }

  // Which top each place of the grid climbs to: computed when it is shown.
  function basinOf(node) {
    basins = basins || new Int32Array(NODES * NODES).fill(-2);
    if (basins[node] === -2) {
      const step = box.span / (NODES - 1);
      basins[node] = tops.topOf(hill.end(box.left + (node % NODES) * step, box.bottom + Math.floor(node / NODES) * step));
    }
    return basins[node];
  }

  function plant() {
    seeds = !many ? [] : [...sampleIndices(points.length / 2, SEEDS)].map((i) => ({ path: hill.climb(points[2 * i], points[2 * i + 1]), top: tops.labels[heavy.which[i]] }));
  }

  function receive(content, buffers) {
    if (content.kind === "climb") {
      const flat = doubles(buffers[0]);
      path = Array.from({ length: flat.length / 2 }, (_, t) => [flat[2 * t], flat[2 * t + 1]]);
      start = path[0];
      problem = content.problem;
      for (let t = 1; t < path.length && !problem; t++) {
        const [before, now] = [path[t - 1], path[t]].map((p) => hill.look(...p).height);
        if (now < before - 1e-9) problem = "At shift " + t + " your ball went down, from " + before.toFixed(3) + " to " + now.toFixed(3) + ": a shift to the window's mean never does.";
      }
    } else if (content.kind === "problem") problem = content.problem;
  }

  async function begin(at, to = 0) {
    bar.stop();
    start = at;
    problem = "";
    if (config.own) await link.ask({ do: "climb", start: at, radius, pair: config.photo ? pair : null }, true);
    else path = hill.climb(...at);
    question = predict.checked ? {} : null;
    verdict.textContent = "";
    await go(to);
  }

  function go(to) {
    index = clamp(to, 0, last());
    const end = index >= last();
    if (question && index >= path.length - 1 && path.length > 1) reveal();
    bar.set({ index, states: last() + 1, end, next: !end ? "Shift ▸" : problem && path.length < 2 ? "No climb" : "At the top" });
    ui.say(sentence());
    ui.complain(problem);
    askQuestion();
    draw();
    Object.assign(ui.root.dataset, { index, ready: "true", frames: +(ui.root.dataset.frames || 0) + 1 });
    return Promise.resolve();
  }

  // ---- what is told

  function sentence() {
    const t = Math.min(index, path.length - 1), { count: inside, height } = hill.look(...path[t]);
    const window = count(inside, "point") + " in the window; height " + height.toFixed(3) + ".";
    const resting = many ? " " + seeds.filter((s) => index >= s.path.length - 1).length + " of " + seeds.length + " seeds are at rest." : "";
    if (t === 0) return "Start: " + window + resting;
    if (!inside) return "No point is in the window, so the mean stays where it is." + resting;
    const moved = Math.hypot(path[t][0] - path[t - 1][0], path[t][1] - path[t - 1][1]);
    if (t === path.length - 1 && moved < CLIMB.epsilon) {
      return "At the top after " + count(t, "shift") + ": the last moved the mean by " + String(Number(moved.toPrecision(2))) + ", less than 0.001; " + window + resting;
    }
    return "Shift " + t + ": the mean moved by " + moved.toFixed(2) + "; " + window + resting;
  }

  function tellRadius() {
    const most = 100 * tops.sizes[0] / heavy.total;
    ui.say(topsText(radius, tops.centres.length) + "; the largest basin has " + Math.round(most) + " % of the points.");
  }

  function setRadius(value) {
    radius = value;
    slider.value = value;
    build();
    begin(start);
    curve.draw();
  }

  function askQuestion() {
    questionBox.hidden = !predict.checked;
    const open = question && question.answer === undefined && index === 0;
    questionText.textContent = open ? "Which top will the ball reach?" : question && question.answer !== undefined && !verdict.textContent ? "Let it climb." : "Choose a start.";
    const say = (m, text) => make("button", { type: "button", id: "predict-" + m, text, onclick: () => { question.answer = m; askQuestion(); } });
    answers.replaceChildren(...(open ? [...tops.centres.slice(0, NAMED).map((_, m) => say(m, String(m))), ...(tops.centres.length > NAMED ? [say(-1, "another")] : [])] : []));
  }

  function reveal() {
    if (question.answer === undefined || verdict.textContent) return;
    const top = tops.topOf(path[path.length - 1]), right = (top < NAMED ? top : -1) === question.answer;
    score = [score[0] + right, score[1] + 1];
    verdict.textContent = (right ? "✓ " : "✗ ") + score[0] + " of " + score[1] + " right: " + (top < 0 ? "no top." : "top " + top + ".");
    verdict.dataset.right = right;
  }

  // ---- drawing

  function drawHill() { grid = drawing.drawHill(hillView); }

  function draw() {
    drawHill();
    floorView.view = drawing.drawFloor(floorView, table);
    const now = path[Math.min(index, path.length - 1)], names = config.photo ? [...pair] : config.names;
    readout.textContent = "Ball at " + names.map((name, j) => name + " = " + ROUND(now[j])).join(", ") + " · " + topsText(radius, tops.centres.length) + (tops.centres.length > NAMED ? ", 8 numbered" : "");
    sliderText.textContent = "W, the radius of the window: " + ROUND(radius);
  }

  // ---- hands and keys

  let turn = null;
  hillView.addEventListener("pointerdown", (event) => {
    turn = { x: event.clientX, y: event.clientY, far: 0 };
    hillView.setPointerCapture(event.pointerId);
  });
  hillView.addEventListener("pointermove", (event) => {
    if (!turn) return;
    const dx = event.clientX - turn.x, dy = event.clientY - turn.y;
    turn = { x: event.clientX, y: event.clientY, far: turn.far + Math.hypot(dx, dy) };
    if (turn.far >= 3) rotate(dx * 0.01, -dy * 0.01);
  });
  hillView.addEventListener("pointercancel", () => { turn = null; });
  hillView.addEventListener("pointerup", (event) => {
    const clicked = turn && turn.far < 3;
    turn = null;
    if (!clicked) return;
    const frame = hillView.getBoundingClientRect(), x = event.clientX - frame.left, y = event.clientY - frame.top;
    let best = -1, least = 14;
    grid.forEach((p, i) => {
      const d = Math.hypot(p[0] - x, p[1] - y);
      if (surface[i] > 0 && d < least) [best, least] = [i, d];
    });
    if (best >= 0) begin([box.left + (best % NODES) * box.span / (NODES - 1), box.bottom + Math.floor(best / NODES) * box.span / (NODES - 1)]);
  });
  floorView.addEventListener("click", (event) => {
    const frame = floorView.getBoundingClientRect(), { unit, left, top } = floorView.view;
    const a = (event.clientX - frame.left - left) / unit, b = 1 - (event.clientY - frame.top - top) / unit;
    if (a >= 0 && a <= 1 && b >= 0 && b <= 1) begin([box.left + a * box.span, box.bottom + b * box.span]);
  });

  function rotate(yaw, pitch) {
    camera.yaw += yaw;
    camera.pitch = clamp(camera.pitch - pitch, 0.1, 1.5);
    drawHill();
  }

  function onKey(key) {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key.replace("Shift+", "")];
    const way = { a: [0.12, 0], d: [-0.12, 0], w: [0, 0.1], s: [0, -0.1] }[key.toLowerCase()];
    if (/^Shift\+Arrow/.test(key)) begin([0, 1].map((j) => clamp(start[j] + move[j] * box.span / 50, [box.left, box.bottom][j], [box.left, box.bottom][j] + box.span)));
    else if (key === "ArrowRight") bar.stop(act.forward);
    else if (key === "ArrowLeft") bar.stop(act.back);
    else if (key === "Home") bar.stop(act.first);
    else if (key === "End") bar.stop(() => go(last()));
    else if (key === " ") bar.toggle();
    else if ((key === "[" || key === "]") && !config.still) { setRadius(clamp(radius + (key === "[" ? -config.step : config.step), config.low, config.high)); tellRadius(); }
    else if (way) rotate(...way);
    else if (/^(Shift\+)?[+=-]$/.test(key)) { camera.zoom = clamp(camera.zoom * (key.endsWith("-") ? 1 / 1.15 : 1.15), 0.5, 4); drawHill(); }
    else return false;
    return true;
  }

  function readState() {
    return JSON.stringify({ explorer: "hill", pair, radius, start, index });
  }

  function loadState(state) {
    const good = state.explorer === "hill" && (!config.photo || config.pairs.includes(state.pair)) && Array.isArray(state.start) && state.start.length === 2 && state.start.every(Number.isFinite) && state.radius >= config.low && state.radius <= config.high;
    if (!good) { ui.complain("This is not a state of this explorer."); return; }
    pair = pairs.value = config.photo ? state.pair : pair;
    slider.value = radius = state.radius;
    takePoints();
    begin(state.start, Number.isInteger(state.index) ? state.index : 0);
  }

  ui.root.explorer = () => ({ path, index, radius, start, tops, seeds, curve: curve.counts(), heights: path.map((p) => hill.look(...p).height) });
  takePoints();
  const stopWatching = onResize(ui.root, () => { draw(); curve.draw(); });
  begin(start);
  return () => { curve.stop(); bar.stop(); stopWatching(); link.close(); };
}

function render({ model, el }) {
  return mountHill(el, model.get("config"), model, model.get("cloud"));
}

function offline(el, config) {
  mountHill(el, config, pageModel(hillAnswers(config)), config.cloud);
}

export default { render, offline };
