// hill_climber.js: the density of two features as a hill, and balls that climb it by mean shift. All
// is computed here, but for a student's own functions: their climbs come from the kernel, or were
// recorded for an exported page.

const NODES = 44, RISE = 0.6, FLOOR = -0.36, BALL = [213, 94, 0], SEEDS = 60, NAMED = 8, GREY = [150, 152, 158];
const ROUND = (x) => Number(x.toPrecision(4)).toLocaleString("en-US", { maximumFractionDigits: 4 });

function mountHill(el, config, model, data) {
  const camera = { yaw: 0.5, pitch: 0.55, zoom: 1 };
  let pair = config.pair, radius = config.radius, start = config.starts[pair], path = [start], index = 0, points, heavy, box, hill, surface, peak, tops, colours, basins;
  let view = "height", many = false, seeds = [], curve = [], curveJob = 0, question = null, score = [0, 0], problem = "", grid = [];
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
  const pairs = chooser("pair", config.pairs.map((p) => [p, p[0] + " and " + p[1]]), pair, (name) => { pair = name; takePoints(); begin(config.starts[pair]); drawCurve(); });
  pairs.disabled = config.still;
  const plot = make("div", { class: "ex-curve", id: "modes-curve" });
  const readout = make("p", { class: "ex-readout", id: "readout" });
  ui.body.append(
    make("div", { class: "ex-panels ex-two" },
      make("div", { class: "ex-panel" }, make("div", { class: "ex-row" }, views.element), make("div", { class: "ex-stage" }, hillView), make("p", { class: "ex-readout", text: "Drag to turn, click to start." })),
      make("div", { class: "ex-panel" }, make("h4", { text: "The floor from above: points and window" }), make("div", { class: "ex-stage" }, floorView), readout)),
    make("label", { class: "ex-field" }, sliderText, slider),
    bar.element, ui.sentence, ui.problem, questionBox,
    make("div", { class: "ex-lower" }, make("div", {}, make("h4", { text: "Number of tops against W" }), plot),
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
    countTops();
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
    bar.set({ index, states: last() + 1, end, next: end ? "At the top" : "Shift ▸" });
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
    const moved = Math.hypot(path[t][0] - path[t - 1][0], path[t][1] - path[t - 1][1]);
    if (t === path.length - 1 && moved < CLIMB.epsilon) {
      return "At the top after " + count(t, "shift") + ": the last moved the mean by " + String(Number(moved.toPrecision(2))) + ", less than 0.001; " + window + resting;
    }
    return "Shift " + t + ": the mean moved by " + moved.toFixed(2) + "; " + window + resting;
  }

  const topsText = (w = radius, n = tops.centres.length) => "W = " + ROUND(w) + ": " + count(n, "top");

  function tellRadius() {
    const most = 100 * tops.sizes[0] / heavy.total;
    ui.say(topsText() + "; the largest basin has " + Math.round(most) + " % of the points.");
  }

  function setRadius(value) {
    radius = value;
    slider.value = value;
    build();
    begin(start);
    drawCurve();
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

  const share = (p) => [(p[0] - box.left) / box.span, (p[1] - box.bottom) / box.span];
  const dark = () => cssVariable(ui.root, "--ex-dark", "0") === "1";

  function projector(size) {
    const { yaw, pitch, zoom } = camera, unit = Math.min(size.width, size.height) * 0.66 * zoom;
    const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
    return ([a, b], h) => {
      const x = a - 0.5, z = b - 0.5, away = z * cy - x * sy;
      return [size.width / 2 + (x * cy + z * sy) * unit, size.height / 2 - (h * cp + away * sp) * unit];
    };
  }

  function prepared(canvas) {
    const size = fitCanvas(canvas, 0.92), context = canvas.getContext("2d");
    context.setTransform(size.scale, 0, 0, size.scale, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    context.lineJoin = context.lineCap = "round";
    return [context, size];
  }

  function trace(context, places, close) {
    context.beginPath();
    places.forEach((p, i) => context[i ? "lineTo" : "moveTo"](p[0], p[1]));
    if (close) context.closePath();
  }

  function stroked(context, places, rgb, width = 2.5) {
    for (const [colour, w] of [["#fff", width + 2.5], [css(rgb), width]]) {
      context.strokeStyle = colour;
      context.lineWidth = w;
      trace(context, places);
      context.stroke();
    }
  }

  function disc(context, [x, y], r, rgb, text) {
    context.beginPath();
    context.arc(x, y, r, 0, 7);
    context.fillStyle = css(rgb);
    context.fill();
    for (const [colour, width] of [["#000", 3.5], ["#fff", 2]]) {
      context.strokeStyle = colour;
      context.lineWidth = r < 6 ? width / 2 : width;
      context.stroke();
    }
    if (text === undefined) return;
    context.font = font("700 11");
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = inkOn(rgb);
    context.fillText(text, x, y + 0.5);
  }

  const lift = (p) => RISE * hill.look(...p).height / peak;
  const circle = ([x, y]) => Array.from({ length: 61 }, (_, i) => share([x + radius * Math.cos(i * Math.PI / 30), y + radius * Math.sin(i * Math.PI / 30)]));
  const ballColour = () => (view === "basins" ? [255, 255, 255] : BALL);
  const axes = () => (config.photo ? [...pair] : config.names);
  const font = (weight) => weight + "px " + cssVariable(ui.root, "--ex-font", "sans-serif");
  const ink = () => cssVariable(ui.root, "--ex-ink", "#222");

  function drawHill() {
    const [context, size] = prepared(hillView), at = projector(size), now = path[Math.min(index, path.length - 1)];
    context.fillStyle = dark() ? "#33373f" : "#f0f2f5";
    context.strokeStyle = "#969ba5";
    context.lineWidth = 1;
    trace(context, [[0, 0], [1, 0], [1, 1], [0, 1]].map((p) => at(p, FLOOR)), true);
    context.fill();
    context.stroke();
    context.fillStyle = dark() ? "rgba(220,225,235,.35)" : "rgba(60,66,80,.3)";
    for (let i = 0; i < heavy.xs.length; i++) {
      const [x, y] = at(share([heavy.xs[i], heavy.ys[i]]), FLOOR);
      context.fillRect(x - 0.75, y - 0.75, 1.5, 1.5);
    }
    stroked(context, circle(now).map((p) => at(p, FLOOR)), BALL, 2);
    grid = Array.from({ length: NODES * NODES }, (_, i) => at([(i % NODES) / (NODES - 1), Math.floor(i / NODES) / (NODES - 1)], RISE * surface[i] / peak));
    // From far to near: rows and columns in the order in which the view turns them.
    const order = (forward) => Array.from({ length: NODES - 1 }, (_, i) => (forward ? i : NODES - 2 - i));
    const rows = order(Math.cos(camera.yaw) < 0), columns = order(Math.sin(camera.yaw) > 0);
    context.lineWidth = 0.8;
    for (const row of rows) for (const column of columns) {
      const i = row * NODES + column, around = [i, i + 1, i + NODES + 1, i + NODES], h = around.map((j) => surface[j] / peak), mean = (h[0] + h[1] + h[2] + h[3]) / 4;
      if (!mean) continue;
      // Light comes from the left.
      const light = clamp(0.5 + 3.2 * (h[1] + h[2] - h[0] - h[3]) + 1.6 * (h[2] + h[3] - h[0] - h[1]), 0, 1) - 0.5;
      let rgb = cividis(mean);
      if (view === "basins") {
        const label = basinOf(around[h.indexOf(Math.max(...h))]);
        rgb = label < 0 ? GREY : colours[label];
      }
      rgb = blend(rgb, light > 0 ? [255, 255, 255] : [0, 0, 0], Math.abs(light) * 0.5);
      context.fillStyle = context.strokeStyle = css(rgb);
      trace(context, around.map((j) => grid[j]), true);
      context.fill();
      context.stroke();
    }
    context.font = font("600 12");
    context.textAlign = "center";
    context.fillStyle = ink();
    const names = axes();
    [[names[0], [0.5, -0.09]], [names[1], [1.09, 0.5]]].forEach(([name, p]) => context.fillText(name, ...at(p, FLOOR)));
    for (const s of seeds) {
      const p = s.path[Math.min(index, s.path.length - 1)];
      disc(context, at(share(p), lift(p)), 4, colours[s.top]);
    }
    tops.centres.slice(0, NAMED).forEach((centre, m) => disc(context, at(share(centre), lift(centre) + 0.05), 8, colours[m], String(m)));
    const here = at(share(now), lift(now));
    context.setLineDash([3, 4]);
    context.strokeStyle = css(BALL);
    context.lineWidth = 1.5;
    trace(context, [here, at(share(now), FLOOR)]);
    context.stroke();
    context.setLineDash([]);
    stroked(context, path.slice(0, index + 1).map((p) => at(share(p), lift(p))), BALL);
    disc(context, here, 8, ballColour());
  }

  function drawFloor() {
    const [context, size] = prepared(floorView), unit = Math.min(size.width, size.height), left = (size.width - unit) / 2, top = (size.height - unit) / 2;
    const at = ([a, b]) => [left + a * unit, top + (1 - b) * unit], now = path[Math.min(index, path.length - 1)], side = points.length > 600 ? 3 : 5;
    floorView.view = { unit, left, top };
    context.fillStyle = dark() ? "#33373f" : "#f0f2f5";
    context.fillRect(left, top, unit, unit);
    for (let i = 0; i < points.length / 2; i++) {
      const [x, y] = at(share([points[2 * i], points[2 * i + 1]]));
      const own = config.photo ? table.subarray(3 * i, 3 * i + 3) : dark() ? [200, 204, 212] : [90, 95, 105];
      context.fillStyle = css(view === "basins" ? colours[tops.labels[heavy.which[i]]] : own);
      context.fillRect(x - side / 2, y - side / 2, side, side);
    }
    stroked(context, circle(now).map(at), BALL, 2);
    for (const s of seeds) {
      stroked(context, s.path.slice(0, index + 1).map((p) => at(share(p))), colours[s.top], 1);
    }
    for (const s of seeds) disc(context, at(share(s.path[Math.min(index, s.path.length - 1)])), 4, colours[s.top]);
    tops.centres.slice(0, NAMED).forEach((centre, m) => disc(context, at(share(centre)), 8, colours[m], String(m)));
    stroked(context, path.slice(0, index + 1).map((p) => at(share(p))), BALL);
    disc(context, at(share(now)), 7, ballColour());
    context.font = font("600 12");
    context.fillStyle = ink();
    context.textBaseline = "alphabetic";
    const names = axes();
    context.textAlign = "right";
    context.fillText(names[0] + " →", left + unit - 6, top + unit - 7);
    context.textAlign = "left";
    context.fillText("↑ " + names[1], left + 6, top + 15);
    readout.textContent = "Ball at " + names.map((name, j) => name + " = " + ROUND(now[j])).join(", ") + " · " + topsText() + (tops.centres.length > NAMED ? ", 8 numbered" : "");
    sliderText.textContent = "W, the radius of the window: " + ROUND(radius);
  }

  function draw() {
    drawHill();
    drawFloor();
  }

  // ---- number of tops against W, one W at a time, so that nothing stands still

  function countTops() {
    const job = ++curveJob, wanted = Array.from({ length: 14 }, (_, i) => config.low * (config.high / config.low) ** (i / 13));
    curve = [];
    (function next() {
      if (job !== curveJob || !ui.root.isConnected) return;
      const w = wanted[wanted.length - 1 - curve.length];
      if (w === undefined) { ui.root.dataset.curve = "done"; return; }
      curve.push([w, hillOf(heavy, w).tops().centres.length]);
      drawCurve();
      setTimeout(next, 20);
    })();
  }

  function drawCurve() {
    const w = Math.max(220, plot.clientWidth), h = 150, left = 34, right = w - 12, top = 12, bottom = h - 24;
    const tag = (name, attributes, text) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      if (text !== undefined) node.textContent = text;
      return node;
    };
    const all = [...curve, [radius, tops.centres.length]], most = Math.max(10, ...all.map((c) => c[1]));
    const x = (v) => left + (right - left) * Math.log(v / config.low) / (Math.log(config.high / config.low) || 1), y = (v) => bottom - (bottom - top) * Math.log(v) / Math.log(most);
    const svg = tag("svg", { width: w, height: h, role: "img", "aria-label": topsText() });
    for (let v = 1; v <= most; v *= 10) {
      svg.append(tag("line", { x1: left, x2: right, y1: y(v), y2: y(v), class: "ex-axis" }), tag("text", { x: left - 6, y: y(v) + 4, "text-anchor": "end" }, v));
    }
    for (const v of [config.low, Math.sqrt(config.low * config.high), config.high]) svg.append(tag("text", { x: x(v), y: h - 6, "text-anchor": v === config.high ? "end" : "middle" }, Number(v.toPrecision(2))));
    svg.append(tag("polyline", { points: curve.map((c) => [x(c[0]), y(c[1])].join(",")).join(" "), class: "ex-line" }));
    for (const [v, n] of curve) {
      const spot = tag("circle", { cx: x(v), cy: y(n), r: 3.5, class: "ex-spot" });
      spot.append(tag("title", {}, topsText(v, n)));
      if (!config.still) spot.addEventListener("click", () => { setRadius(v); tellRadius(); });
      svg.append(spot);
    }
    const here = [x(radius), y(tops.centres.length)], room = here[0] < w - 64;
    svg.append(tag("circle", { cx: here[0], cy: here[1], r: 5.5, class: "ex-now" }),
      tag("text", { x: here[0] + 8 * room, y: Math.max(12, here[1] - 9), "text-anchor": room ? "start" : "end", class: "ex-strong" }, count(tops.centres.length, "top")));
    plot.replaceChildren(svg, make("p", { class: "ex-readout", text: "Both axes logarithmic" + (config.still ? "." : "; click a spot for its W.") }));
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

  ui.root.explorer = () => ({ path, index, radius, start, tops, seeds, curve, heights: path.map((p) => hill.look(...p).height) });
  takePoints();
  const stopWatching = onResize(ui.root, () => { draw(); drawCurve(); });
  begin(start);
  return () => { curveJob++; bar.stop(); stopWatching(); link.close(); };
}

function render({ model, el }) {
  return mountHill(el, model.get("config"), model, model.get("cloud"));
}

function offline(el, config) {
  mountHill(el, config, pageModel(hillAnswers(config)), config.cloud);
}

export default { render, offline };
