// farm_inspector.js: the inspection of a solar farm, step by step, and any panel of it enlarged.
// The kernel, or what a page recorded of it, sends pictures, panels and scores; thresholds, ranks,
// outlines and histograms are computed here.

const STATISTICS = [["mean", "Mean"], ["p95", "95th percentile"], ["maximum", "Maximum"]];
const MOSAIC = 2, PANELS = 3, WARMTH = 4, ALARMS = 5;
const ORANGE = [230, 159, 0];
function mountFarm(el, config, model) {
  const { width, height, low, high } = config, STAGES = config.stages.map((s) => s[0]), cache = {}, degrees = (level) => low + (high - low) * level / 254;
  let stage = 0, frame = 0, layer = "thermal", statistic = "maximum", chosen = null, threshold = config.threshold;
  let walk = 0, failed = "", decoding = null, seen = 0, guess = null, revealed = false, prompted = false, prediction = null;
  let mosaic = null, panels = null, warmth = null, verdicts = null, alarms = [], shown = config.shown;

  const ui = shell(el, {
    name: "farm", label: config.title, keys: onKey,
    help: [["← →", "step"], ["Home End", "first, last step"], ["Space", "play"], ["↑ ↓", "another frame"], ["T", "thermal or RGB"],
      ["Shift+arrows", "another panel, on the picture arrows alone"], ["Esc", "let it go"]],
  });
  const link = kernel(model, receive, (waits) => ui.root.classList.toggle("ex-waits", waits));
  const act = { forward: () => go(stage + 1), back: () => go(stage - 1), first: () => go(0), go };
  const bar = transport(ui.root, act, "step");
  // A sentence a step wants time to be read; the names of the steps stand where the scrubber was.
  bar.element.querySelector("[data-testid=speed]").value = "0.5";
  const tabs = segments("Steps", config.stages.map(([key, word], i) => [key, i + 1 + " " + word]), STAGES[0], (key) => bar.stop(() => go(STAGES.indexOf(key))));
  tabs.element.style.flexWrap = "wrap";
  bar.element.querySelector(".ex-scrub").remove();
  bar.element.append(tabs.element);
  bar.element.style.flexWrap = "wrap";
  const layers = segments("The picture shows", [["thermal", "Thermal"], ["rgb", "RGB"]], layer, setLayer);
  const statistics = segments("A panel is filled with its", STATISTICS, statistic, (key) => { statistic = key; show(); });
  const lines = make("input", { type: "checkbox", id: "lines", checked: true, onchange: draw });
  const lineBox = make("label", { class: "ex-check" }, lines, "Straight edges");
  const frameText = make("span"), frames = make("input", { type: "range", id: "frame", min: 0, max: config.count - 1, value: 0, oninput: () => setFrame(+frames.value) });
  const frameBox = make("label", { class: "ex-field ex-wide" }, frameText, frames);
  const thresholdText = make("span");
  const slider = make("input", { type: "range", id: "threshold", min: 0.5, max: 10, step: config.scored ? 0.1 : 0.5, value: threshold,
    oninput: () => { threshold = +slider.value; if (config.scored) { rank(); showAlarms(); showPanel(); } tellThreshold(); }, onchange: () => { if (!config.scored) load(); } });
  const thresholdBox = make("label", { class: "ex-field ex-wide" }, thresholdText, slider);

  const picture = pictureCanvas({ id: "picture", label: config.title, hover: tellPixel, pick: ([r, c]) => { if (stage >= PANELS && labelAt(r, c)) choose(labelAt(r, c) - 1); } });
  const crops = ["thermal", "rgb"].map((key) => pictureCanvas({ id: "crop-" + key, label: "The panel enlarged, " + (key === "rgb" ? "RGB" : key), hover: (at) => tellPixel(at && chosen !== null ? [at[0] + box()[0], at[1] + box()[1]] : null), pick() {} }));
  const histogram = make("canvas", { id: "histogram", role: "img", "aria-label": "Histogram of the panel's temperatures" });
  const readout = make("p", { class: "ex-readout", id: "readout" });
  const scale = make("div", { class: "ex-scale" }), ends = make("div", { class: "ex-ends" });
  const legend = make("div", { id: "legend", role: "img" }, scale, ends);
  const key = make("p", { class: "ex-readout", id: "key" });
  const verdict = make("span", { class: "ex-verdict", id: "verdict" }), question = make("span", { id: "question" });
  const answers = [["dirty", "Dirty"], ["clean", "Clean"], ["show", "Show"]].map(([id, text]) => make("button", { type: "button", id: "predict-" + id, text, onclick: () => answer(id) }));
  const asks = make("div", { class: "ex-question", id: "predict" }, verdict, question, ...answers);
  const rows = make("tbody"), list = make("div", { id: "list", style: "max-height:228px;overflow-y:auto" }, make("table", { class: "ex-table" },
    make("thead", {}, make("tr", {}, ...["Panel", "Above the median", "Kind"].map((text) => make("th", { scope: "col", text })))), rows));
  const panelTitle = make("h4"), panelLine = make("p", { class: "ex-readout", id: "panel-line", "aria-live": "polite" });
  const detail = make("div", { class: "ex-panel" }, panelTitle,
    make("div", { style: "display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr) minmax(0,2.4fr);gap:8px" }, ...[...crops.map((c) => c.canvas), histogram].map((canvas) => make("div", { class: "ex-stage", style: "align-self:start" }, canvas))), panelLine);
  const left = make("div", { class: "ex-panel" }, make("div", { class: "ex-stage" }, picture.canvas), legend, readout);

  ui.body.append(make("h4", { text: config.title }), bar.element,
    make("div", { class: "ex-settings", style: "margin-bottom:8px" }, layers.element, statistics.element, lineBox, frameBox, thresholdBox),
    make("div", { style: "display:flex;flex-wrap:wrap;gap:12px" }, left, make("div", { class: "ex-panel", style: "flex:1 1 300px" }, ui.sentence, ui.problem, key, asks, list, detail)),
    make("p", { class: "ex-note", id: "note", text: config.note }), stateBox(readState, writeState));

  // ---- asking and receiving

  function receive(content, buffers) {
    const { kind } = content;
    if (kind === "problem") failed = content.problem;
    else if (kind === "frame") store([content.stage, content.frame, content.layer].join(" "), content, buffers[0]);
    else if (kind === "mosaic") { mosaic = content; store("mosaic " + content.layer, content, buffers[0]); }
    else if (kind === "panels") takePanels(content, bytes(buffers[0]).slice());
    else if (kind === "temperatures") {
      const table = doubles(buffers[0]), n = panels.names.length;
      warmth = { sentence: content.sentence, mean: table.subarray(0, n), p95: table.subarray(n, 2 * n), maximum: table.subarray(2 * n) };
      warmth.middle = median(warmth.mean);
    } else if (kind === "alarms") {
      const n = panels.names.length, flags = bytes(buffers[0]).slice(), scores = content.scored && doubles(buffers[1]);
      verdicts = { ...content, whole: flags.subarray(0, n), spot: flags.subarray(n, 2 * n), soiled: flags.subarray(2 * n),
        scores: scores && [scores.subarray(0, n), scores.subarray(n)] };
    }
  }

  function store(name, content, buffer) {
    cache[name] = { ...content };
    if (content.layer === "thermal") cache[name].levels = bytes(buffer).slice();
    else decoding = createImageBitmap(new Blob([bytes(buffer)], { type: "image/jpeg" })).then((image) => { cache[name].image = image; });
  }

  // Whether it is there now; a problem is said and stays until something else is asked.
  async function ask(message) {
    failed = "";
    await link.ask(message);
    await decoding;
    return !failed;
  }

  async function askPicture(name, message) {
    return cache[name] !== undefined || ask(message);
  }

  // A student's own loops may take long: each frame is asked for alone, so that we can say how far.
  async function askMosaic(which) {
    const mine = walk, began = performance.now();
    if (cache["mosaic " + which]) return true;
    for (let i = 0; config.slow && i < config.count; i++) {
      if (performance.now() - began > 250) ui.say("Undistorting frame " + (i + 1) + " of " + config.count + (which === "rgb" ? ", RGB" : "") + " …");
      if (!(await ask({ do: "prepare", frame: i, layer: which })) || mine !== walk) return false;
    }
    return ask({ do: "mosaic", layer: which });
  }

  // All that step `s` shows, from the kernel where it is not here yet.
  async function ensure(s) {
    if (s < MOSAIC) return askPicture([STAGES[s], frame, layer].join(" "), { do: "frame", stage: STAGES[s], frame, layer });
    if (!(await askMosaic("thermal"))) return false;
    if ((layer === "rgb" || s === ALARMS || chosen !== null) && s !== WARMTH && !(await askMosaic("rgb"))) return false;
    if (s >= PANELS && !panels && !(await ask({ do: "panels" }))) return false;
    if (s >= WARMTH && !warmth && !(await ask({ do: "temperatures" }))) return false;
    return s < ALARMS || (verdicts && (config.scored || verdicts.threshold === threshold)) || ask({ do: "alarms", threshold });
  }

  async function load() {
    const mine = ++walk, ready = await ensure(stage);
    if (mine !== walk) return;
    ui.complain(ready ? "" : failed);
    if (ready) show();
  }

  // One step after the other: a step is built on the one before.
  async function go(to) {
    const mine = ++walk;
    to = clamp(to, 0, ALARMS);
    if (stage === PANELS && to > stage && seen < WARMTH) guess = chosen;
    let ready = true;
    for (let s = to < stage ? to : Math.min(stage + 1, to); s <= to && ready; s++) {
      ready = await ensure(s);
      if (mine !== walk) return;
      if (ready) stage = s;
    }
    if (!ready) bar.stop();
    seen = Math.max(seen, stage);
    ui.complain(ready ? "" : failed);
    show();
  }

  function setLayer(name) {
    layers.set(layer = name);
    return load();
  }

  function setFrame(index) {
    frame = clamp(index, 0, config.count - 1);
    return load();
  }

  // ---- panels, ranks

  const labelAt = (r, c) => panels.labels[r * mosaic.width + c];
  // The panel's box with two pixels around: top, left, height, width.
  const box = () => { const [t, l, b, r] = panels.boxes[chosen]; return [Math.max(0, t - 2), Math.max(0, l - 2), Math.min(mosaic.height, b + 3) - Math.max(0, t - 2), Math.min(mosaic.width, r + 3) - Math.max(0, l - 2)]; };

  function takePanels({ names, sentence }, labels) {
    const { levels } = cache["mosaic thermal"];
    panels = { names, sentence, labels, ...panelShapes(labels, names.length, mosaic.width, mosaic.height) };
    const [from, to] = levelRange(labels, levels).map(degrees);
    panels.shown = [Math.floor(from), Math.max(Math.ceil(to), Math.floor(from) + 1)];
  }

  // As `rank_alarms` ranks: the warmest above the median first, dirty ones that are not hot last.
  function rank() {
    const { scores, soiled } = verdicts, middle = [median(warmth.mean), median(warmth.maximum)];
    const is = (which, i) => (scores ? scores[which][i] > threshold : (which ? verdicts.spot : verdicts.whole)[i]);
    alarms = panels.names.map((name, i) => {
      const kind = is(0, i) ? "module" : is(1, i) ? (soiled[i] ? "soiling" : "cell") : soiled[i] ? "soiled" : "";
      return { i, name, kind, above: kind === "module" ? warmth.mean[i] - middle[0] : warmth.maximum[i] - middle[1] };
    }).filter((a) => a.kind).sort((a, b) => (a.kind === "soiled") - (b.kind === "soiled") || b.above - a.above);
  }

  function showAlarms() {
    showList();
    predict();
    draw();
    const values = { alarms: count(alarms.length, "alarm"), first: alarms.length ? ", the first is panel " + alarms[0].name : "", threshold: +threshold.toFixed(2) };
    ui.say(verdicts.words.replace(/\{(\w+)\}/g, (_, name) => values[name]));
  }

  const alarmOf = (i) => alarms.find((a) => a.i === i);
  const swatch = (kind) => make("span", { style: "display:inline-block;width:12px;height:12px;margin-right:6px;vertical-align:-1px;border:2px solid " + css(config.kinds[kind][1]) });

  function showList() {
    const held = rows.contains(document.activeElement) && document.activeElement.dataset.testid, top = list.scrollTop;
    rows.replaceChildren(...alarms.map((a) => make("tr", { "aria-current": a.i === chosen, onclick: () => choose(a.i), style: "cursor:pointer" },
      make("td", {}, make("button", { type: "button", id: "alarm-" + a.name, text: String(a.name), style: "padding:1px 8px" })), make("td", { text: SIGNED(a.above) }),
      make("td", {}, ...(revealed ? [swatch(a.kind), config.kinds[a.kind][0]] : ["?"])))));
    list.scrollTop = top;
    const again = held && rows.querySelector("[data-testid='" + held + "']");
    if (again) again.focus({ preventScroll: true });
  }

  // ---- predict before reveal: the hottest panel by eye; hot and clean, or hot and dirty

  function predict() {
    let text = "", right = null;
    asks.hidden = false;
    answers.forEach((b) => { b.hidden = true; });
    if (stage === PANELS && seen < WARMTH) text = "Predict: which panel has the hottest spot? Click it, then go on.";
    else if (stage >= WARMTH && stage < ALARMS && guess !== null) {
      const hottest = warmth.maximum.indexOf(Math.max(...warmth.maximum)), place = warmth.maximum.filter((v) => v > warmth.maximum[guess]).length + 1;
      right = guess === hottest;
      text = "You chose panel " + panels.names[guess] + ", the hottest in a spot is panel " + panels.names[hottest] + " with " + DEGREES(warmth.maximum[hottest]) + (right ? "." : "; yours has " + DEGREES(warmth.maximum[guess]) + ", place " + place + ".");
    } else if (stage === ALARMS && !revealed && asked()) {
      text = "Panel " + asked().name + " has a hot spot. Is it clean or dirty? Look at its RGB pixels.";
      answers.forEach((b) => { b.hidden = false; });
    } else if (stage === ALARMS && prediction) [right, text] = prediction;
    else asks.hidden = true;
    verdict.textContent = right === null ? "" : right ? "Right" : "Not so";
    verdict.dataset.right = right;
    question.textContent = text;
  }

  const asked = () => alarms.find((a) => a.kind === "soiling") || alarms.find((a) => a.kind === "cell");

  function answer(said) {
    const a = asked(), dirty = a && a.kind === "soiling";
    if (said !== "show") prediction = [(said === "dirty") === dirty, "Panel " + a.name + " is " + (dirty ? "dirty." : "clean.")];
    revealed = true;
    show();
    ui.root.focus();
  }

  // ---- pictures

  // Levels as colours of the scale from `from` to `to`; what has no value stays empty.
  function painted(levels, [from, to]) {
    const table = Uint32Array.from({ length: 256 }, (_, v) => (v === 255 ? 0 : packed(cividis((degrees(v) - from) / (to - from)))));
    return Uint32Array.from(levels, (v) => table[v]);
  }

  function show() {
    tabs.set(STAGES[stage]);
    const source = stage < MOSAIC ? cache[[STAGES[stage], frame, layer].join(" ")] : cache["mosaic " + (stage === WARMTH ? "thermal" : layer)];
    if (!source) return load();
    picture.setSize(stage < MOSAIC ? width : mosaic.width, stage < MOSAIC ? height : mosaic.height);
    shown = stage < PANELS ? config.shown : panels.shown;
    if (stage === WARMTH) {
      const values = warmth[statistic], least = Math.min(...values), most = Math.max(...values);
      const colours = Uint32Array.from(values, (v) => packed(cividis(most > least ? (v - least) / (most - least) : 0.5)));
      picture.setPixels(Uint32Array.from(panels.labels, (label) => (label ? colours[label - 1] : 0)));
      shown = [least, most];
    } else if (source.image) picture.setImage(source.image);
    else picture.setPixels(painted(source.levels, shown));
    showControls();
    if (stage === ALARMS) {
      rank();
      if (!asked()) revealed = true;
      if (!revealed && !prompted) chosen = asked().i;
      prompted = true;
      showAlarms();
    } else { draw(); predict(); ui.say(stage < MOSAIC ? source.sentence : [mosaic, panels, warmth][stage - MOSAIC].sentence); }
    showPanel();
    tellPixel(null);
    bar.set({ index: stage, states: STAGES.length, end: stage === ALARMS, next: stage === ALARMS ? "Finished" : config.stages[stage + 1][2] + " ▸" });
    Object.assign(ui.root.dataset, { ready: "true", stage: STAGES[stage], painted: +(ui.root.dataset.painted || 0) + 1 });
    if (source.note) ui.complain(source.note);
  }

  function showControls() {
    layers.element.hidden = stage === WARMTH;
    statistics.element.hidden = stage !== WARMTH;
    lineBox.hidden = stage >= MOSAIC;
    frameBox.hidden = stage > MOSAIC;
    thresholdBox.hidden = list.hidden = stage !== ALARMS;
    detail.hidden = stage < PANELS;
    frames.value = frame;
    frameText.textContent = "Frame " + (frame + 1) + " of " + config.count + (stage === MOSAIC ? ", at row " + mosaic.shifts[frame][0] + ", column " + mosaic.shifts[frame][1] : "");
    frames.setAttribute("aria-valuetext", frameText.textContent);
    tellThreshold();
    legend.style.visibility = layer === "rgb" && stage !== WARMTH && stage < PANELS ? "hidden" : "visible";
    scale.style.background = "linear-gradient(to right," + Array.from({ length: 9 }, (_, i) => css(cividis(i / 8))).join(",") + ")";
    const [from, to] = shown.map((v) => (stage === WARMTH ? DEGREES(v) : v + " °C"));
    ends.replaceChildren(make("span", { text: from + (stage === WARMTH ? "" : " and less") }), make("span", { text: stage === 1 || stage === MOSAIC ? "empty: no value" : "" }), make("span", { text: to + (stage === WARMTH ? "" : " and more") }));
    legend.setAttribute("aria-label", "Colours from dark blue, " + from + ", to yellow, " + to);
    key.textContent = config.stages[stage][3];
    key.hidden = !key.textContent;
    left.style.flex = (stage < PANELS ? 1.9 : 1.1) + " 1 300px";
  }

  function tellThreshold() {
    thresholdText.textContent = "Threshold of hot_panels: " + (+slider.value).toFixed(1);
    slider.setAttribute("aria-valuetext", (+slider.value).toFixed(1));
  }

  // Lines in the picture's own pixels: each is drawn dark and wide, then light and narrow over it.
  function draw() {
    picture.draw();
    const canvas = picture.canvas, context = canvas.getContext("2d");
    if (!canvas.view) return;
    const { zoom, left, top } = canvas.view, device = canvas.width / canvas.clientWidth;
    const line = (path, colour, wide, dash = []) => {
      context.setLineDash(dash.map((d) => d / zoom));
      for (const [ink, more] of [["#000", 2], [colour, 0]]) {
        context.strokeStyle = ink;
        context.lineWidth = (wide + more) / zoom;
        context.stroke(path);
      }
      context.setLineDash([]);
    };
    const word = (text, x, y, size) => {
      context.font = "700 " + size / zoom + "px sans-serif";
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.lineJoin = "round";
      context.lineWidth = 3 / zoom;
      context.strokeStyle = "#000";
      context.strokeText(text, x, y);
      context.fillStyle = "#fff";
      context.fillText(text, x, y);
    };
    context.setTransform(device * zoom, 0, 0, device * zoom, device * left, device * top);
    if (stage < MOSAIC && lines.checked) drawEdges(line);
    else if (stage === MOSAIC) drawFrames(line, word);
    else if (stage >= PANELS) drawPanels(line, word);
    context.setTransform(1, 0, 0, 1, 0, 0);
  }

  function drawEdges(line) {
    for (const curve of cache[[STAGES[stage], frame, layer].join(" ")].curves) {
      const bent = new Path2D(), straight = new Path2D();
      curve.forEach(([x, y], i) => {
        bent[i ? "lineTo" : "moveTo"](x + 0.5, y + 0.5);
        if (i === 0 || i === curve.length - 1) straight[i ? "lineTo" : "moveTo"](x + 0.5, y + 0.5);
      });
      line(bent, css(ORANGE), 1.5);
      if (stage === 0) line(straight, "#fff", 2, [6, 5]);
    }
  }

  function drawFrames(line, word) {
    const outline = (i) => { const path = new Path2D(), [r, c] = mosaic.shifts[i]; path.rect(c + 0.5, r + 0.5, width - 1, height - 1); return path; };
    const context = picture.canvas.getContext("2d");
    context.globalAlpha = 0.45;
    mosaic.shifts.forEach((_, i) => line(outline(i), "#fff", 0.8));
    context.globalAlpha = 1;
    line(outline(frame), css(ORANGE), 3);
    mosaic.shifts.forEach(([r, c], i) => word(String(i + 1), c + width / 2, r + height / 2, 13));
  }

  function drawPanels(line, word) {
    const { zoom } = picture.canvas.view;
    panels.paths.forEach((path, i) => {
      const alarm = stage === ALARMS && alarmOf(i);
      if (alarm) line(path, revealed ? css(config.kinds[alarm.kind][1]) : "#fff", 3, alarm.kind === "soiled" && revealed ? [5, 4] : []);
      else if (stage < ALARMS) line(path, "#fff", stage === WARMTH ? 0.5 : 1);
    });
    if (chosen !== null) { line(panels.paths[chosen], "#fff", 5); line(panels.paths[chosen], "#000", 1.5); }
    panels.names.forEach((name, i) => {
      const [t, l, b, r] = panels.boxes[i];
      if (stage < ALARMS || alarmOf(i)) {
        const size = clamp(Math.min((r - l) * zoom * 0.5, (b - t) * zoom * 0.4), 7, 13);
        word(String(name), panels.middles[i][1] + 0.5, t + (0.7 * size + 3) / zoom, size);
      }
    });
  }

  function tellPixel(pixel) {
    const source = stage < MOSAIC ? cache[[STAGES[stage], frame, "thermal"].join(" ")] : cache["mosaic thermal"];
    const wide = stage < MOSAIC ? width : mosaic.width, level = pixel && source && source.levels[pixel[0] * wide + pixel[1]];
    const label = pixel && stage >= PANELS ? labelAt(...pixel) : 0;
    readout.textContent = pixel ? "row " + pixel[0] + ", column " + pixel[1] + (level === null || level === undefined ? "" : level === 255 ? " · no value" : " · " + DEGREES(degrees(level))) + (label ? " · panel " + panels.names[label - 1] : "")
      : stage >= PANELS ? "Click a panel to see its pixels." : "Point at a pixel to read its temperature.";
  }

  // ---- one panel

  async function choose(i) {
    chosen = i;
    if (stage === ALARMS) showList();
    draw();
    showPanel();
    if (i !== null && !cache["mosaic rgb"]) await load();
  }

  function showPanel() {
    if (stage < PANELS) return;
    panelTitle.textContent = chosen === null ? "No panel chosen" : "Panel " + panels.names[chosen];
    for (const canvas of [...crops.map((c) => c.canvas), histogram]) canvas.parentNode.style.visibility = chosen === null ? "hidden" : "visible";
    ui.root.dataset.panel = chosen === null ? "" : panels.names[chosen];
    if (chosen === null) { panelLine.textContent = ""; return; }
    const [top, left, tall, wide] = box(), levels = cache["mosaic thermal"].levels, part = new Uint8Array(tall * wide);
    for (let r = 0; r < tall; r++) part.set(levels.subarray((top + r) * mosaic.width + left, (top + r) * mosaic.width + left + wide), r * wide);
    crops.forEach((crop) => crop.setSize(wide, tall));
    crops[0].setPixels(painted(part, panels.shown));
    const rgb = cache["mosaic rgb"];
    if (rgb && rgb.image) {
      const piece = document.createElement("canvas");
      [piece.width, piece.height] = [wide, tall];
      piece.getContext("2d").drawImage(rgb.image, -left, -top, mosaic.width, mosaic.height);
      crops[1].setImage(piece);
    }
    crops.forEach((crop) => crop.draw());
    const values = [];
    panels.labels.forEach((label, i) => { if (label === chosen + 1 && levels[i] !== 255) values.push(degrees(levels[i])); });
    showHistogram(values);
    panelLine.textContent = panelSentence(values);
  }

  function panelSentence(values) {
    const i = chosen, name = "Panel " + panels.names[i];
    if (stage === PANELS || !warmth) return name + " has " + count(panels.sizes[i], "pixel") + (values.length ? ", from " + extent(values).map(DEGREES).join(" to ") : "") + ".";
    const numbers = name + ": mean " + DEGREES(warmth.mean[i]) + ", 95th percentile " + DEGREES(warmth.p95[i]) + ", maximum " + DEGREES(warmth.maximum[i]);
    if (stage < ALARMS) return numbers + "; its mean is " + SIGNED(warmth.mean[i] - warmth.middle) + " against the farm's median.";
    const alarm = alarmOf(i), score = (x) => (isFinite(x) ? x.toFixed(1).replace("-", "−") : "infinite");
    const scores = verdicts.scores ? "; robust scores " + verdicts.scores.map((s) => score(s[i])).join(" and ") + " of mean and maximum" : "";
    return numbers + scores + (alarm ? revealed ? ": " + config.kinds[alarm.kind][2] + "." : ": an alarm." : ": no alarm.");
  }

  function showHistogram(values) {
    const dark = cssVariable(ui.root, "--ex-dark", "0") === "1", known = stage >= WARMTH && warmth;
    const marks = known ? [["mean", warmth.mean[chosen], dark ? "#56b4e9" : "#0072b2", []], ["95 %", warmth.p95[chosen], dark ? "#4fd3ac" : "#00785a", [6, 3]],
      ["max", warmth.maximum[chosen], dark ? "#ffa45c" : "#b84f00", []], ["farm", warmth.middle, cssVariable(ui.root, "--ex-ink", "#1f2328"), [2, 3]]] : [];
    drawHistogram(histogram, values, marks, dark ? "#aab2bd" : "#7a828c", clamp(box()[2] / box()[3] / 2.4, 0.5, 0.9));
  }

  // The nearest panel in this direction; steps to the side count double.
  function moveTo(key) {
    const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
    if (chosen === null) return choose(0);
    const [r, c] = panels.middles[chosen];
    let best = chosen, least = Infinity;
    panels.middles.forEach(([y, x], i) => {
      const ahead = (y - r) * way[0] + (x - c) * way[1], aside = Math.abs((y - r) * way[1]) + Math.abs((x - c) * way[0]);
      if (ahead > aside && ahead + 2 * aside < least) [best, least] = [i, ahead + 2 * aside];
    });
    return choose(best);
  }

  function onKey(key, event) {
    const plain = key.replace("Shift+", ""), arrow = plain.startsWith("Arrow"), upDown = key === "ArrowUp" || key === "ArrowDown";
    if (arrow && stage >= PANELS && (key !== plain || event.target === picture.canvas)) moveTo(plain);
    else if (upDown && stage <= MOSAIC) setFrame(frame + (key === "ArrowDown" ? 1 : -1));
    else if (key === "ArrowRight") bar.stop(act.forward);
    else if (key === "ArrowLeft") bar.stop(act.back);
    else if (key === "Home") bar.stop(act.first);
    else if (key === "End") bar.stop(() => go(ALARMS));
    else if (key === " ") bar.toggle();
    else if (plain.toLowerCase() === "t" && stage !== WARMTH) setLayer(layer === "rgb" ? "thermal" : "rgb");
    else if (key === "Escape" && chosen !== null) choose(null);
    else return false;
    return true;
  }

  // ---- a state as text

  function readState() {
    return JSON.stringify({ explorer: "farm", stage: STAGES[stage], frame, layer, statistic, panel: chosen === null ? null : panels.names[chosen], threshold });
  }

  function writeState(state) {
    if (state.explorer !== "farm" || !STAGES.includes(state.stage)) { ui.complain("This is not a state of this explorer: its stage must be one of " + STAGES.join(", ") + "."); return; }
    if (Number.isInteger(state.frame)) frame = clamp(state.frame, 0, config.count - 1);
    if (state.layer === "thermal" || state.layer === "rgb") layers.set(layer = state.layer);
    if (STATISTICS.some(([name]) => name === state.statistic)) statistics.set(statistic = state.statistic);
    if (typeof state.threshold === "number") { slider.value = state.threshold; threshold = +slider.value; }
    go(STAGES.indexOf(state.stage)).then(() => { if (panels && stage >= PANELS) choose(panels.names.includes(state.panel) ? panels.names.indexOf(state.panel) : null); });
  }

  ui.root.explorer = () => ({ stage: STAGES[stage], frame, layer, threshold, statistic, panel: chosen === null ? null : panels.names[chosen], alarms: alarms.map((a) => [a.name, a.kind, a.above]), boxes: panels && panels.boxes, names: panels && panels.names, revealed });
  const stopWatching = onResize(ui.root, () => { if (ui.root.dataset.ready) { draw(); showPanel(); } });
  link.ask({ do: "hello" }).then(() => go(0));
  return () => { walk++; bar.stop(); stopWatching(); link.close(); };
}

function render({ model, el }) {
  return mountFarm(el, model.get("config"), model);
}

function offline(el, config) {
  const answers = (receive) => async (message) => {
    const name = ["do", "stage", "frame", "layer", "threshold"].filter((key) => key in message).map((key) => message[key]).join(" ");
    // With scores a page holds one answer for all thresholds.
    const found = config.answers[name] || (message.do === "alarms" && config.scored && config.answers["alarms " + config.threshold]);
    if (found) receive(found.content, await Promise.all(found.data.map(inflate)));
  };
  mountFarm(el, config, pageModel(answers));
}

export default { render, offline };
