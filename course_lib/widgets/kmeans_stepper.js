// kmeans_stepper.js: k-means in half steps, on a picture and on the cloud of its colours.
// With a kernel every step is computed there; in an exported page by kmeans_engine.js.

const STARTS = [["random", "random pixels"], ["uniform", "uniform over the range"], ["subset", "k-means on a subset"]];
// One line each: what is below must not jump when the first pixels are assigned.
const UNASSIGNED = "Grey: not assigned yet.", ASSIGNED = "Click a point to find its pixel.";
const NUMBER = (x) => x.toLocaleString("en-US", { maximumFractionDigits: x < 10 ? 2 : x < 1000 ? 1 : 0 });

// Middle and baseline of a text of 11 px about `spot` that covers no spot and no line between spots;
// where there is no such place, of one that covers the fewest.
function labelPlace(spot, spots, wide, [left, top, right, bottom]) {
  const marks = spots.map((s) => [s, 6]);
  spots.slice(1).forEach((b, i) => {
    const a = spots[i], steps = Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 5);
    for (let j = 1; j < steps; j++) marks.push([[a[0] + (b[0] - a[0]) * j / steps, a[1] + (b[1] - a[1]) * j / steps], 2]);
  });
  let best = null, least = Infinity;
  for (const dy of [-10, -15, -21, 19, 25, -28, -36, 33, -46, 43, -60, -76, -94]) for (const side of [0, 0.5, -0.5]) {
    const y = spot[1] + dy, x = clamp(spot[0] + side * wide, left + wide / 2, right - wide / 2);
    if (y - 10 < top || y + 3 > bottom) continue;
    const covered = marks.filter(([[a, b], r]) => Math.abs(a - x) < wide / 2 + r && b > y - 9 - r && b < y + 2 + r).length;
    if (covered < least) [best, least] = [[x, y], covered];
    if (!covered) return best;
  }
  return best || [spot[0], top + 11];
}

function mountStepper(el, config, model, first) {
  let frame = null, rgb = null, width = config.width, height = config.height, labels = null, means = new Float64Array(0);
  let sample = new Uint32Array(0), colours = palette(config.k), view = "photo", choseView = false;
  let chosen = null, pinned = null, hovered = null, drag = null, trail = [], question = null, score = [0, 0], sizes = [];
  const camera = { yaw: 0.55, pitch: 0.38, zoom: 1 };
  const dimension = () => (frame && frame.weight > 0 ? 5 : 3);

  const ui = shell(el, {
    name: "stepper", label: config.label, keys: onKey,
    help: [["← →", "half a step"], ["Home End", "to the start, to the end"], ["Space", "play"], ["0 – 9", "choose a mean"],
      ["Shift+arrows", "move it in the cloud"], ["Shift+PgUp PgDn", "nearer, farther"], ["W A S D", "turn the cloud"], ["+ −", "zoom"],
      ["Shift+arrows", "on the picture: move the cursor"], ["Esc", "let go"]],
  });
  const link = kernel(model, receive, (waits) => ui.root.classList.toggle("ex-waits", waits));
  const ask = (message, latest) => link.ask(message, latest);
  const act = {
    forward: () => ask({ do: "forward" }), back: () => ask({ do: "back" }),
    first: () => ask({ do: "go", index: 0 }), go: (index) => ask({ do: "go", index }, true),
  };
  const bar = transport(ui.root, act);

  // Panels.
  const picture = pictureCanvas({
    id: "picture", label: config.alt,
    hover(pixel) { hovered = pixel && pixel[0] * width + pixel[1]; showPixel(); },
    pick(pixel) { pin(pixel[0] * width + pixel[1]); },
  });
  const clouds = [["cloud-own", "Cloud of the pixels' colours"], ["cloud-clusters", "The same cloud, coloured by cluster"]].map(([id, label]) => cloudCanvas({
    id, label, camera, turned: drawClouds, dragged: config.frames ? null : onDrag, dropped: onDrop, pick: (i) => pin(sample[i]),
  }));
  const views = segments("Picture shows", [["photo", "Photo"], ["clusters", "Clusters"], ["means", "Means"]], view, (key) => {
    [view, choseView] = [key, true];
    paintPicture();
    picture.draw();
  });
  const readout = make("p", { class: "ex-readout", id: "readout" }), hint = make("p", { class: "ex-readout", id: "hint", text: UNASSIGNED });
  const panel = (head, canvas, foot) => make("div", { class: "ex-panel" }, head, make("div", { class: "ex-stage" }, canvas), foot || null);
  const title = (text) => make("h4", { text });
  const chips = make("div", { class: "ex-chips", role: "group", "aria-label": "Means" });

  // Question before the step.
  const predict = make("input", { type: "checkbox", id: "predict", onchange: () => askQuestion() });
  const verdict = make("span", { class: "ex-verdict", id: "verdict" });
  const questionText = make("span", { id: "question" });
  const answers = ["yes", "no"].map((word) => make("button", {
    type: "button", id: "predict-" + word, text: word, onclick: () => { question.answer = word === "yes"; act.forward(); },
  }));
  const questionBox = make("div", { class: "ex-question", hidden: true }, verdict, questionText, ...answers);

  // Settings.
  const again = (settings) => { bar.stop(); return ask({ do: "restart", settings }); };
  const k = make("input", { type: "number", id: "k", min: 1, max: Math.min(255, width * height), onchange: () => again({ k: clamp(Math.round(+k.value) || 1, 1, +k.max), start: usable() }) });
  const start = chooser("start", STARTS, "random", (value) => again({ start: value }));
  const seed = make("input", { type: "number", id: "seed", min: 0, max: 4294967295, onchange: () => again({ seed: clamp(Math.round(+seed.value) || 0, 0, 4294967295), start: usable() }) });
  const dice = make("button", { type: "button", id: "new-seed", text: "Next seed", title: "Another random start", onclick: () => again({ seed: (+seed.value + 1) % 4294967296, start: usable() }) });
  const weight = make("input", { type: "range", id: "weight", min: 0, max: 2, step: 0.05, oninput: () => showWeight(+weight.value), onchange: () => again({ weight: +weight.value, start: usable() }) });
  const weightText = make("span");
  const preset = chooser("preset", config.presets, config.picture, (name) => { bar.stop(); ask({ do: "preset", name }); });
  const note = make("p", { class: "ex-note", id: "note" });
  const usable = () => (start.value === "given" || start.value === "moved" ? "random" : start.value);
  const weightField = make("label", { class: "ex-field ex-wide", title: "How much the position counts beside the colour" }, weightText, weight);
  const curve = make("div", { class: "ex-curve", id: "error-curve" });
  const settings = make("div", { class: "ex-settings" },
    config.presets.length > 1 ? field("picture", preset, "Pictures on which k-means fails") : null,
    field("k", k, "Number of means"), field("start", start, "Where the means start"), field("seed", seed, "Of the random numbers"), dice, weightField,
    make("label", { class: "ex-check" }, predict, "Predict before each step"));
  if (config.frames) {
    for (const input of [k, start, seed, dice, weight, preset]) input.disabled = true;
    note.textContent = "This page shows the steps of your own functions as they were when the cell ran. Run the cell to move means or to change k.";
  }
  ui.body.append(
    make("div", { class: "ex-panels" },
      panel(views.element, picture.canvas, readout),
      panel(title("Colours of the pixels"), clouds[0].canvas, make("p", { class: "ex-readout", text: "Drag the cloud to turn it, a mean to move it." })),
      panel(title("The same cloud, by cluster"), clouds[1].canvas, hint)),
    chips, bar.element, ui.sentence, ui.problem, questionBox,
    make("div", { class: "ex-lower" }, make("div", {}, title("Squared error, by half step"), curve), make("div", {}, title("Try"), settings, note, config.frames ? null : stateBox(readState, (state) => { bar.stop(); ask({ do: "load", state }); }))));

  const rgbOf = (i) => [rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]];

  // ---- what arrives

  function receive(content, buffers) {
    if (content.kind === "picture") takePicture(content, bytes(buffers[0]));
    else if (content.kind === "frame") takeFrame(content, buffers);
    else if (content.kind === "problem") ui.complain(content.problem);
  }

  function takePicture(content, part) {
    if (content.row === 0) {
      const same = rgb && content.width === width && content.height === height && content.picture === preset.value;
      [width, height] = [content.width, content.height];
      rgb = new Uint8Array(width * height * 3);
      if (!same) [labels, pinned, hovered] = [null, null, null];
      if (!same) picture.setSize(width, height);
      sample = sampleIndices(width * height, config.most);
      if (content.note || !config.frames) note.textContent = content.note;
      k.max = Math.min(255, width * height);
    }
    rgb.set(part, content.row * width * 3);
    if (content.row + content.rows < height) return;
    setCloud(sample.length, (i) => rgbOf(sample[i]));
    if (frame) { paintPicture(); drawAll(); }
  }

  function setCloud(n, colour) {
    const points = new Float32Array(n * 3), own = new Uint32Array(n);
    for (let i = 0; i < n; i++) {
      const c = colour(i);
      own[i] = packed(c);
      for (let j = 0; j < 3; j++) points[3 * i + j] = c[j] / 255;
    }
    clouds[0].set({ points, colours: own });
    clouds[1].set({ points });
  }

  function takeFrame(content, buffers) {
    const before = frame, oldMeans = means, oldLabels = labels;
    frame = content;
    means = buffers[0] instanceof Float64Array ? buffers[0] : doubles(buffers[0]);
    labels = buffers.length > 1 ? bytes(buffers[1]) : null;
    const count = means.length / dimension();
    if (!before || before.run !== frame.run) trail = [];
    trail[frame.index] = means;
    if (colours.length !== count) colours = palette(count);
    if (chosen !== null && chosen >= count) chosen = null;
    sizes = new Uint32Array(count);
    if (labels) for (let i = 0; i < labels.length; i++) sizes[labels[i]]++;
    hint.textContent = labels ? ASSIGNED : UNASSIGNED;
    if (!choseView) views.set(view = labels ? "clusters" : "photo");
    const told = reveal(before, oldMeans, oldLabels);
    paintPicture();
    drawAll();
    bar.set({ index: frame.index, states: frame.states, end: frame.finished, next: frame.finished ? "Finished" : frame.phase === "assigned" ? "Update means ▸" : "Assign pixels ▸" });
    ui.say(told + frame.sentence);
    ui.complain(frame.problem);
    showSettings();
    askQuestion();
    Object.assign(ui.root.dataset, { index: frame.index, phase: frame.phase, run: frame.run, frames: +(ui.root.dataset.frames || 0) + 1, ready: rgb ? "true" : "false" });
  }

  // ---- drawing

  function paintPicture() {
    const n = width * height;
    if (!rgb || rgb.length !== 3 * n) return;
    const words = new Uint32Array(n), shown = labels && labels.length === n ? view : "photo", d = dimension();
    if (shown === "photo") {
      for (let i = 0; i < n; i++) words[i] = (255 << 24) | (rgb[3 * i + 2] << 16) | (rgb[3 * i + 1] << 8) | rgb[3 * i];
    } else {
      const table = Uint32Array.from(colours, (c, m) => packed(shown === "clusters" ? c : [0, 1, 2].map((j) => clamp(means[m * d + j], 0, 255))));
      for (let i = 0; i < n; i++) words[i] = table[labels[i]];
      // Beyond eight clusters colours come again in other shades, so their borders are drawn.
      if (shown === "clusters" && colours.length > 8) {
        for (let i = 0; i < n; i++) {
          const other = (i + 1) % width && labels[i + 1] !== labels[i] ? labels[i + 1] : i + width < n ? labels[i + width] : labels[i];
          if (other !== labels[i] && other % 8 === labels[i] % 8) words[i] = packed([40, 40, 40]);
        }
      }
    }
    picture.setPixels(words);
  }

  function place(m) {
    const d = dimension();
    return drag && drag.mean === m ? drag.at.slice(0, 3).map((v) => v / 255) : [0, 1, 2].map((j) => means[m * d + j] / 255);
  }

  function drawClouds() {
    const d = dimension(), n = sample.length;
    const markers = Array.from({ length: means.length / d }, (_, m) => ({
      p: place(m), rgb: colours[m], text: String(m), chosen: m === chosen,
      trail: trail.slice(0, frame ? frame.index + 1 : 0).filter(Boolean).map((t) => [0, 1, 2].map((j) => t[m * d + j] / 255)),
    }));
    const pixel = hovered === null ? pinned : hovered, rings = pixel === null || !rgb ? [] : [rgbOf(pixel).map((v) => v / 255)];
    const by = new Uint32Array(n), table = Uint32Array.from(colours, packed), grey = packed([125, 125, 125]);
    for (let i = 0; i < n; i++) by[i] = labels ? table[labels[sample[i]]] : grey;
    const dark = cssVariable(ui.root, "--ex-dark", "0") === "1";
    const axes = [["R", [213, 60, 60]], ["G", [30, 140, 60]], ["B", [50, 90, 220]]].map(([name, c]) => ({ name, low: 0, high: 255, rgb: css(dark ? blend(c, [255, 255, 255], 0.4) : c) }));
    clouds[1].set({ colours: by });
    for (const cloud of clouds) {
      cloud.set({ markers, rings, axes });
      cloud.draw();
    }
  }

  function drawAll() {
    showPixel();
    drawCurve();
    drawChips();
  }

  function drawChips() {
    const total = width * height;
    while (chips.children.length > means.length / dimension()) chips.lastChild.remove();
    while (chips.children.length < means.length / dimension()) {
      const m = chips.children.length;
      chips.append(make("button", { type: "button", id: "mean-" + m, onclick: () => choose(chosen === m ? null : m) },
        make("span", { class: "ex-number" }), make("span")));
    }
    [...chips.children].forEach((chip, m) => {
      chip.firstChild.textContent = m;
      chip.firstChild.style.cssText = "background:" + css(colours[m]) + ";color:" + inkOn(colours[m]);
      const share = 100 * sizes[m] / total;
      chip.lastChild.textContent = labels ? (share > 0 && share < 1 ? "<1" : Math.round(share)) + " %" : "";
      chip.setAttribute("aria-pressed", m === chosen);
      chip.setAttribute("aria-label", "Mean " + m + (labels ? ", " + count(sizes[m], "pixel") : ""));
      chip.title = "Mean " + m + " at (" + Array.from(means.slice(m * dimension(), (m + 1) * dimension()), NUMBER).join(", ") + ")" + (labels ? ": " + count(sizes[m], "pixel") : "");
    });
  }

  function drawCurve() {
    const errors = frame ? frame.errors : [], known = errors.filter((e) => e !== null);
    const w = Math.max(200, curve.clientWidth), h = 150, left = 10, right = w - 14, top = 16, bottom = h - 26;
    const tag = (name, attributes, text) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      if (text !== undefined) node.textContent = text;
      return node;
    };
    const svg = tag("svg", { width: w, height: h, role: "img" });
    const high = Math.max(1, ...known), low = Math.min(high, ...known), span = Math.max(8, errors.length - 1);
    const x = (i) => left + (right - left) * i / span, y = (e) => (high > low ? bottom - (bottom - top) * (0.08 + 0.92 * (e - low) / (high - low)) : (top + bottom) / 2);
    svg.append(tag("line", { x1: left, y1: bottom + 4, x2: right, y2: bottom + 4, class: "ex-axis" }));
    for (let i = 0; i <= span; i += Math.max(1, Math.ceil(span / 10))) svg.append(tag("text", { x: x(i), y: h - 6, "text-anchor": "middle" }, i));
    if (!known.length) svg.append(tag("text", { x: w / 2, y: h / 2 - 8, "text-anchor": "middle" }, "The first assignment gives the first error."));
    const spots = errors.map((e, i) => (e === null ? null : [x(i), y(e)]));
    svg.append(tag("polyline", { points: spots.filter(Boolean).map((p) => p.join(",")).join(" "), class: "ex-line" }));
    spots.forEach((p, i) => {
      if (!p) return;
      const now = i === frame.index, r = now ? 5.5 : 3.5, update = i % 2 === 0;
      const spot = update ? tag("rect", { x: p[0] - r, y: p[1] - r, width: 2 * r, height: 2 * r }) : tag("circle", { cx: p[0], cy: p[1], r });
      spot.setAttribute("class", now ? "ex-now" : "ex-spot");
      spot.append(tag("title", {}, "Half step " + i + " (" + (update ? "update" : "assign") + "): error " + NUMBER(errors[i])));
      spot.addEventListener("click", () => bar.stop(() => act.go(i)));
      svg.append(spot);
    });
    const here = spots[frame ? frame.index : 0];
    if (here) {
      const rms = Math.sqrt(frame.error / (width * height)), text = NUMBER(frame.error);
      const [textX, textY] = labelPlace(here, spots.filter(Boolean), 7 * text.length, [left, 0, right, bottom]);
      svg.append(tag("text", { x: textX, y: textY, "text-anchor": "middle", class: "ex-strong" }, text));
      svg.setAttribute("aria-label", "Error " + NUMBER(frame.error) + " at half step " + frame.index);
      curve.title = "● assign  ■ update; on average a pixel is " + NUMBER(rms) + " (root mean square) from its mean.";
    }
    curve.replaceChildren(svg, make("p", { class: "ex-readout" }, "● assign, ■ update" + (here ? "; root mean square distance " + NUMBER(Math.sqrt(frame.error / (width * height))) : "")));
  }

  // ---- pixels and means

  function showPixel() {
    const pixel = hovered === null ? pinned : hovered;
    picture.setMarks(pinned === null ? [] : [[Math.floor(pinned / width), pinned % width]]);
    picture.draw();
    if (pixel === null || !rgb) readout.textContent = "Point at a pixel, or click to keep it.";
    else readout.textContent = "row " + Math.floor(pixel / width) + ", column " + (pixel % width) + " · RGB (" + rgbOf(pixel).join(", ") + ")" + (labels ? " · cluster " + labels[pixel] : "");
    if (frame) drawClouds();
  }

  function pin(pixel) {
    pinned = pinned === pixel ? null : pixel;
    showPixel();
    if (pinned !== null) ui.say("Pixel at " + readout.textContent + ".");
  }

  function choose(m) {
    chosen = m;
    drawClouds();
    drawChips();
    if (m !== null) ui.say("Mean " + m + " chosen, at " + Array.from(means.slice(m * dimension(), (m + 1) * dimension()), NUMBER).join(", ") + ".");
  }

  function onDrag(m, way) {
    bar.stop();
    const d = dimension();
    if (!drag || drag.mean !== m) {
      drag = { mean: m, at: Array.from(means.slice(m * d, (m + 1) * d)), moved: false };
      if (chosen !== m) choose(m);
    }
    if (!way.some((v) => v)) return;
    for (let j = 0; j < 3; j++) drag.at[j] = clamp(drag.at[j] + 255 * way[j], 0, 255);
    drag.moved = true;
    drawClouds();
    ask({ do: "move", mean: m, to: drag.at.slice() }, true);
  }

  function onDrop() {
    const { moved, mean, at } = drag || {};
    if (!moved) { drag = null; return; }
    ask({ do: "move", mean, to: at.slice() }, true).then(() => { drag = null; drawClouds(); });
  }

  function nudge(key) {
    if (config.frames || !frame) return;
    if (chosen === null) choose(0);
    const d = dimension(), way = clouds[0].way(key, 4 / 255), at = Array.from(means.slice(chosen * d, (chosen + 1) * d));
    for (let j = 0; j < 3; j++) at[j] = clamp(at[j] + 255 * way[j], 0, 255);
    bar.stop();
    ask({ do: "move", mean: chosen, to: at }, true);
  }

  function onKey(key, event) {
    if (!frame) return false;
    const onPicture = event.target === picture.canvas;
    if (key === "ArrowRight") bar.stop(() => frame.finished || act.forward());
    else if (key === "ArrowLeft") bar.stop(act.back);
    else if (key === "Home") bar.stop(act.first);
    else if (key === "End") bar.stop(() => ask({ do: "go", index: 200 }));
    else if (key === " ") bar.toggle();
    else if (/^\d$/.test(key)) { if (+key < means.length / dimension()) choose(+key); }
    else if (key === "Escape" && (chosen !== null || pinned !== null)) { chosen = pinned = null; drawAll(); }
    else if (/^Shift\+Arrow/.test(key) && onPicture) {
      const [row, column] = picture.move(key.slice(6), pinned === null ? null : [Math.floor(pinned / width), pinned % width]);
      pinned = row * width + column;
      showPixel();
      ui.say("Pixel at " + readout.textContent + ".");
    } else if (/^Shift\+(Arrow|Page)/.test(key)) nudge(key.slice(6));
    else return clouds[0].key(key.replace("Shift+", ""));
    return true;
  }

  // ---- settings, questions, state

  function showWeight(w) {
    weightText.textContent = w > 0 ? "position weight " + w + " (RGBxy)" : "position weight 0 (RGB only)";
  }

  function showSettings() {
    k.value = frame.k;
    seed.value = frame.seed;
    seed.disabled = dice.disabled = frame.start === "uniform" || Boolean(config.frames);
    weight.value = frame.weight;
    showWeight(frame.weight);
    preset.value = frame.picture;
    for (const option of [...start.options]) if (option.value === "given" || option.value === "moved") option.remove();
    if (frame.start === "given" || frame.start === "moved") start.append(make("option", { value: frame.start, text: frame.start === "given" ? "given means" : "moved by hand" }));
    start.value = frame.start;
  }

  function askQuestion() {
    const on = predict.checked && frame && !frame.finished;
    if (!on) {
      question = null;
      questionText.textContent = "";
      questionBox.hidden = !predict.checked || !verdict.textContent;
      answers.forEach((b) => { b.hidden = true; });
      if (!predict.checked) { verdict.textContent = ""; score = [0, 0]; }
      return;
    }
    const m = chosen === null ? Math.floor(frame.index / 2) % frame.k : chosen, round = (x) => Number(x.toPrecision(1));
    if (frame.phase === "assigned") {
      const limit = Math.max(config.epsilon, round((frame.moved === null ? 30 : frame.moved) / 2));
      question = { kind: "moves", m, limit, text: "Will mean " + m + " move by more than " + limit + "?" };
    } else if (frame.phase === "start") {
      const limit = Math.round(100 / frame.k);
      question = { kind: "size", m, limit, text: "Will mean " + m + " get more than " + limit + " % of the pixels?" };
    } else question = { kind: "changes", limit: 2, text: "Will more than 2 % of the pixels change cluster?" };
    questionText.textContent = question.text;
    questionBox.hidden = false;
    answers.forEach((b) => { b.hidden = false; });
  }

  // What the last half step did, against what was said before.
  function reveal(before, oldMeans, oldLabels) {
    const asked = question;
    verdict.textContent = "";
    if (!asked || asked.answer === undefined || !before || before.run !== frame.run || frame.index !== before.index + 1) return "";
    let value, what;
    if (asked.kind === "moves") {
      value = ways(means, oldMeans, dimension())[asked.m];
      what = "mean " + asked.m + " moved by " + NUMBER(value);
    } else if (asked.kind === "size") {
      value = 100 * sizes[asked.m] / labels.length;
      what = "mean " + asked.m + " got " + NUMBER(value) + " % of the pixels";
    } else {
      value = 100 * labels.reduce((sum, v, i) => sum + (v !== oldLabels[i]), 0) / labels.length;
      what = NUMBER(value) + " % of the pixels changed cluster";
    }
    const right = (value > asked.limit) === asked.answer;
    score = [score[0] + right, score[1] + 1];
    const text = (right ? "Right: " : "Not so: ") + what + ". ";
    verdict.textContent = (right ? "✓ " : "✗ ") + score[0] + " of " + score[1] + " right.";
    verdict.dataset.right = right;
    return text;
  }

  function readState() {
    const d = dimension(), origin = trail[0] || means;
    return JSON.stringify({
      explorer: "k-means", picture: frame.picture, width, height, start: frame.start, seed: frame.seed, weight: frame.weight,
      means: Array.from({ length: frame.k }, (_, m) => Array.from(origin.slice(m * d, (m + 1) * d))), index: frame.index,
    });
  }

  ui.root.explorer = () => ({ frame, means, labels }); // for tests and for the curious
  picture.setSize(width, height);
  if (first) first({ picture, setCloud, setSample(s) { sample = s; }, takeFrame, drawAll });
  const stopWatching = onResize(ui.root, () => frame && drawAll());
  ask({ do: "hello" });
  return () => { bar.stop(); stopWatching(); link.close(); };
}

// In JupyterLab: the small JPEG and the cloud came with the widget, so something is painted at
// once; the exact pixels follow.
function render({ model, el }) {
  const config = model.get("config");
  const image = new Image();
  return mountStepper(el, config, model, ({ picture, setCloud, setSample, takeFrame, drawAll }) => {
    const cloud = bytes(model.get("cloud"));
    setSample(sampleIndices(config.width * config.height, config.most));
    setCloud(cloud.length / 3, (i) => [cloud[3 * i], cloud[3 * i + 1], cloud[3 * i + 2]]);
    image.onload = () => { if (el.querySelector("[data-ready=true]")) return; picture.setImage(image); picture.draw(); };
    image.src = URL.createObjectURL(new Blob([bytes(model.get("photo"))], { type: "image/jpeg" }));
  });
}

function offline(el, config) {
  mountStepper(el, config, pageModel(stepperAnswers(config)));
}

export default { render, offline };
