// common_fate.js: dots that move or flicker; an object that only their common fate shows, and a
// small experiment on how much of it is needed. All in the browser; answers are told to the kernel.

const LEVELS = [0.05, 0.1, 0.2, 0.35, 0.6, 1];
const REPEATS = 5;
const TRIAL_SECONDS = 1.2;

// A small generator (mulberry32), so that a seed gives the same dots everywhere.
function generator(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function mountCommonFate(el, config, model) {
  const { size, dots, object } = config, random = generator(config.seed);
  const calm = window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let cue = config.cue, coherence = config.coherence, speed = config.speed, playing = !calm, time = 0, revealed = false, trial = null, answers = [], frame = 0, asked = 0, last = 0;
  let place = [0.3, 0.5], field = null;

  const ui = shell(el, {
    name: "common-fate", label: "Common fate explorer", keys: onKey,
    help: [["Space", "play or pause"], ["→", "one frame"], ["O", "outline the object"], ["X", "start the experiment"], ["← →", "answer in the experiment"]],
  });
  const link = model && kernel(model, (content) => ui.complain(content.problem || ""), () => {});
  const canvas = make("canvas", { id: "field", tabindex: "0", role: "img", "aria-label": "Field of dots" });
  const curve = make("canvas", { id: "curve", role: "img", "aria-label": "Share of right answers by coherence" });
  const cues = segments("The dots of the object", [["motion", "Move together"], ["flicker", "Change together"]], cue, (key) => { cue = key; refresh(); });
  const play = make("button", { type: "button", id: "play", onclick: () => toggle() });
  const outline = make("button", { type: "button", id: "outline", text: "Outline the object", onclick: () => { revealed = !revealed; refresh(); } });
  const slider = (id, text, low, high, step, read, write) => {
    const value = make("span"), input = make("input", { type: "range", id, min: low, max: high, step, oninput: () => { write(+input.value); refresh(); } });
    return { element: make("label", { class: "ex-field" }, make("span", {}, text + " ", value), input), input, show(v) { input.value = v; value.textContent = read(v); } };
  };
  const share = slider("coherence", "Coherence:", 0, 1, 0.01, (v) => Math.round(100 * v) + " % of the object's dots", (v) => { coherence = v; });
  const pace = slider("speed", "Speed:", 10, 200, 5, (v) => (cue === "motion" ? v + " pixels" : v / 20 + " changes") + " a second", (v) => { speed = v; });
  const begin = make("button", { type: "button", id: "experiment", class: "ex-main", onclick: () => (trial ? stop() : experiment()) });
  const left = make("button", { type: "button", id: "left", text: "← Left", onclick: () => answer(0) });
  const right = make("button", { type: "button", id: "right", text: "Right →", onclick: () => answer(1) });
  const count = make("p", { class: "ex-readout", id: "count" });

  ui.body.append(
    make("div", { class: "ex-panels ex-two" },
      make("div", { class: "ex-panel" }, make("div", { class: "ex-row" }, cues.element), make("div", { class: "ex-stage" }, canvas), make("div", { class: "ex-row" }, play, outline)),
      make("div", { class: "ex-panel" }, share.element, pace.element,
        make("h4", { text: "Experiment: is the object left or right?" }), make("div", { class: "ex-row" }, begin, left, right), count,
        make("div", { class: "ex-stage" }, curve),
        make("p", { class: "ex-note" }, "Predict first: how many of its dots must go together for you to see it in " + TRIAL_SECONDS + " seconds? Guessing alone is right half of the time."))),
    ui.sentence, ui.problem, stateBox(readState, writeState));

  function sow() {
    const background = Array.from({ length: dots }, () => ({ x: random() * size, y: random() * size, angle: random() * 2 * Math.PI, rank: random(), dark: random() < 0.5, phase: random() }));
    // the object's own dots, as dense as all others, in a square around its disc
    const own = Array.from({ length: Math.round(dots * (2 * object) ** 2 / size ** 2) }, () => ({ x: (random() * 2 - 1) * object, y: (random() * 2 - 1) * object, rank: random(), dark: random() < 0.5 }));
    field = { background, own, angle: random() * 2 * Math.PI };
    time = 0;
  }

  const wrap = (v) => ((v % size) + size) % size;
  const flips = (phase) => Math.floor(time * speed / 20 + phase) % 2 === 1;

  // The object goes round a small circle, so that it stays in its half of the field.
  function centre() {
    if (cue === "flicker") return [place[0] * size, place[1] * size];
    const r = 26, turn = time * speed / r + field.angle;
    return [place[0] * size + r * Math.cos(turn), place[1] * size + r * Math.sin(turn)];
  }

  // Dots of one frame, [x, y, dark]: everywhere as dense, everywhere as random.
  function frameDots() {
    const [cx, cy] = centre(), shown = [];
    for (const d of field.background) {
      const x = cue === "motion" ? wrap(d.x + Math.cos(d.angle) * time * speed) : d.x, y = cue === "motion" ? wrap(d.y + Math.sin(d.angle) * time * speed) : d.y;
      if ((x - cx) ** 2 + (y - cy) ** 2 < object ** 2 && d.rank < coherence) continue;
      shown.push([x, y, d.dark !== (cue === "flicker" && flips(d.phase))]);
    }
    for (const d of field.own) {
      if (d.x ** 2 + d.y ** 2 >= object ** 2 || d.rank >= coherence) continue;
      shown.push([cx + d.x, cy + d.y, d.dark !== (cue === "flicker" && flips(0))]);
    }
    return shown;
  }

  function draw() {
    if (!canvas.parentNode) return;
    const fitted = fitCanvas(canvas, 1), context = canvas.getContext("2d"), zoom = canvas.width / size;
    context.setTransform(zoom, 0, 0, zoom, 0, 0);
    context.fillStyle = "#808080";
    context.fillRect(0, 0, size, size);
    if (trial && trial.state === "asks") return;
    for (const dark of [true, false]) {
      context.fillStyle = dark ? "#000" : "#fff";
      context.beginPath();
      for (const [x, y, d] of frameDots()) if (d === dark) { context.moveTo(x + 2, y); context.arc(x, y, 2, 0, 7); }
      context.fill();
    }
    if (revealed && !trial) {
      context.strokeStyle = css(OKABE_ITO[0]);
      context.lineWidth = 3;
      context.beginPath();
      context.arc(...centre(), object, 0, 7);
      context.stroke();
    }
    canvas.dataset.width = fitted.width;
  }

  function tick(now) {
    asked = 0;
    if (!ui.root.isConnected || !playing) return;
    if (last) time += Math.min(0.1, (now - last) / 1000);
    last = now;
    frame++;
    if (trial && trial.state === "shows" && time >= TRIAL_SECONDS) { trial.state = "asks"; playing = false; refresh(); return; }
    draw();
    asked = requestAnimationFrame(tick);
  }

  function toggle(on = !playing) {
    playing = on;
    last = 0;
    if (playing && !asked) asked = requestAnimationFrame(tick);
    refresh();
  }

  function experiment() {
    answers = [];
    const order = LEVELS.flatMap((level) => Array(REPEATS).fill(level));
    for (let i = order.length - 1; i > 0; i--) { const j = Math.floor(random() * (i + 1)); [order[i], order[j]] = [order[j], order[i]]; }
    trial = { order, at: 0, before: { coherence, place } };
    next();
  }

  function next() {
    if (trial.at === trial.order.length) { stop(); return; }
    coherence = trial.order[trial.at];
    trial.side = random() < 0.5 ? 0 : 1;
    place = [trial.side ? 0.75 : 0.25, 0.5];
    trial.state = "shows";
    sow();
    toggle(true);
  }

  function stop() {
    ({ coherence, place } = trial.before);
    trial = null;
    sow();
    toggle(!calm);
  }

  function answer(side) {
    if (!trial || trial.state !== "asks") return;
    answers.push([coherence, side === trial.side]);
    if (link) link.ask({ do: "answers", answers }, true);
    trial.at++;
    next();
  }

  function drawCurve() {
    if (!curve.parentNode) return;
    const place = fitCanvas(curve, 0.5), context = curve.getContext("2d"), dark = cssVariable(ui.root, "--ex-dark", "0") === "1", ink = dark ? "#fff" : "#1f2328";
    const x = (c) => 48 + c * (place.width - 84), y = (p) => place.height - 26 - p * (place.height - 40);
    context.setTransform(place.scale, 0, 0, place.scale, 0, 0);
    context.clearRect(0, 0, place.width, place.height);
    context.font = "11px " + cssVariable(ui.root, "--ex-font", "sans-serif");
    context.fillStyle = context.strokeStyle = ink;
    context.textBaseline = "middle";
    for (const p of [0, 0.5, 1]) {
      context.textAlign = "right";
      context.fillText(Math.round(100 * p) + " %", 40, y(p));
      context.globalAlpha = 0.3;
      context.setLineDash(p === 0.5 ? [4, 4] : []);
      context.beginPath();
      context.moveTo(x(0), y(p));
      context.lineTo(x(1), y(p));
      context.stroke();
      context.globalAlpha = 1;
    }
    context.setLineDash([]);
    context.textAlign = "center";
    for (const c of [0, 0.5, 1]) context.fillText(Math.round(100 * c) + (c === 0.5 ? " % coherence" : " %"), x(c), place.height - 10);
    const points = LEVELS.map((level) => [level, answers.filter(([c]) => c === level)]).filter(([, some]) => some.length);
    context.strokeStyle = context.fillStyle = dark ? "#56b4e9" : "#0072b2";
    context.lineWidth = 2;
    context.beginPath();
    points.forEach(([level, some], i) => context[i ? "lineTo" : "moveTo"](x(level), y(some.filter(([, good]) => good).length / some.length)));
    context.stroke();
    for (const [level, some] of points) {
      context.beginPath();
      context.arc(x(level), y(some.filter(([, good]) => good).length / some.length), 2 + some.length, 0, 7);
      context.fill();
    }
  }

  function refresh() {
    share.show(coherence);
    pace.show(speed);
    cues.set(cue);
    for (const input of [share.input, pace.input]) input.disabled = Boolean(trial);
    for (const button of [...cues.buttons, play, outline]) button.disabled = Boolean(trial);
    left.disabled = right.disabled = !(trial && trial.state === "asks");
    play.textContent = playing ? "Pause" : "Play";
    outline.setAttribute("aria-pressed", revealed);
    begin.textContent = trial ? "Stop the experiment" : "Start the experiment";
    const good = answers.filter(([, r]) => r).length;
    count.textContent = answers.length ? good + " of " + answers.length + " right" + (trial ? ", " + (trial.order.length - trial.at) + " to come" : "") : LEVELS.length * REPEATS + " short films, two minutes";
    if (trial) ui.say(trial.state === "asks" ? "Was the object left or right? Guess if you did not see it." : "Watch …");
    else ui.say(answers.length === LEVELS.length * REPEATS ? "You were right in " + good + " of " + answers.length + " films. The curve is your own." : playing ? "Some dots " + (cue === "motion" ? "move" : "change") + " together: do you see where? Pause, and the object is gone." : "A still frame: only dots, as random everywhere. Play, and look again.");
    Object.assign(ui.root.dataset, { ready: "true", cue, playing, trial: trial ? trial.state : "", answers: answers.length });
    draw();
    drawCurve();
  }

  function readState() {
    return JSON.stringify({ fate: { cue, coherence, speed, answers } });
  }

  function writeState({ fate: wanted }) {
    const within = (v, low, high) => Number.isFinite(v) && v >= low && v <= high;
    const answered = (one) => Array.isArray(one) && LEVELS.includes(one[0]) && typeof one[1] === "boolean";
    const good = wanted && ["motion", "flicker"].includes(wanted.cue) && within(wanted.coherence, 0, 1) && within(wanted.speed, 10, 200)
      && Array.isArray(wanted.answers) && wanted.answers.every(answered);
    if (!good) return "This is not a state of this explorer.";
    if (trial) stop();
    ({ cue, coherence, speed, answers } = wanted);
    if (link) link.ask({ do: "answers", answers }, true);
    refresh();
  }

  function onKey(key) {
    const name = key.length === 1 ? key.toLowerCase() : key;
    if (trial) {
      if (name === "ArrowLeft" || name === "ArrowRight") answer(name === "ArrowRight" ? 1 : 0);
      else if (name === "Escape") stop();
      else return false;
    } else if (name === " ") toggle();
    else if (name === "ArrowRight") { playing = false; time += 1 / 60; refresh(); }
    else if (name === "o") { revealed = !revealed; refresh(); }
    else if (name === "x") experiment();
    else return false;
    return true;
  }

  sow();
  ui.root.explorer = () => ({ frame, time, trial, answers, dots: frameDots(), centre: centre() });
  const stopWatching = onResize(ui.root, () => { draw(); drawCurve(); });
  toggle(playing);
  return () => { stopWatching(); cancelAnimationFrame(asked); playing = false; if (link) link.close(); };
}

function render({ model, el }) {
  return mountCommonFate(el, model.get("config"), model);
}

function offline(el, config) {
  mountCommonFate(el, config, null);
}

export default { render, offline };
