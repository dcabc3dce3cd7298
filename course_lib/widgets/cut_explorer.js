// cut_explorer.js: a picture as a graph: a pixel's edges, eigenvectors, two kinds of cuts, splits.
// The kernel, or what a page recorded of it, sends graphs; rows of the course's own affinity and all
// thresholds are computed here.

const PARTS = [["row", "1 Affinities"], ["graph", "2 Eigenvectors"], ["cuts", "3 Min-cut and NCut"], ["tree", "4 Splits"]];
const ORDINALS = ["Second", "Third", "Fourth"], KNOBS = [["sigma_intensity", "σ of intensity"], ["sigma_space", "σ of space, pixels"], ["radius", "radius, pixels"]];
const BLUE = OKABE_ITO[4], RED = OKABE_ITO[5];
const SHORT = (x) => (x === null || !isFinite(x) ? "∞" : x === 0 ? "0" : Math.abs(x) < 0.001 ? x.toExponential(1) : String(+x.toPrecision(3)));

function diverging(t) {
  return blend([245, 245, 245], t < 0 ? BLUE : RED, Math.min(1, Math.abs(t)));
}

function svgTag(name, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

function floats(buffer) {
  return new Float32Array(bytes(buffer).slice().buffer);
}

function mountCuts(el, config, model, photoUrl) {
  const { width, height, scale, own } = config, n = width * height, photo = new Image();
  let gray = null, row = null, graph = null, cuts = null, tree = null, part = "row", which = 0, t = 0;
  let pixel = (height >> 1) * width + (width >> 1), step = 0, chosen = null, score = [0, 0];
  const settings = { ...config.settings };

  const ui = shell(el, {
    name: "cuts", label: "Graph cut explorer", keys: onKey,
    help: [["1 – 4", "open a part"], ["Arrows", "move the pixel, the threshold or a split"], ["↑ ↓", "another eigenvector or region"],
      ["M", "least NCut"], ["Home End", "first, last split"], ["Space", "play"], ["Esc", "let go"]],
  });
  const link = kernel(model, receive, (waits) => ui.root.classList.toggle("ex-waits", waits));
  const act = { forward: () => go(step + 1), back: () => go(step - 1), first: () => go(0), go };
  const bar = transport(ui.root, act);
  for (const [id, text] of [["back", "One split back (←)"], ["step", "Next split (→)"], ["scrub", "Split"]]) {
    const node = bar.element.querySelector("[data-testid=" + id + "]");
    node.title = text;
    if (id !== "step") node.setAttribute("aria-label", text);
  }
  const tabs = segments("Parts", PARTS, part, open);
  const knobs = KNOBS.map(([name, text]) => {
    const stops = config.stops[name], label = make("span"), at = stops.reduce((best, v, i) => (Math.abs(v - settings[name]) < Math.abs(stops[best] - settings[name]) ? i : best), 0);
    const input = make("input", { type: "range", id: name, min: 0, max: stops.length - 1, value: at, oninput: () => { settings[name] = stops[+input.value]; say(); if (part === "row" && !own.affinity) showRow(); }, onchange: () => load() });
    function say() { label.textContent = text + " " + stops[+input.value]; input.setAttribute("aria-valuetext", String(stops[+input.value])); }
    input.disabled = stops.length < 2;
    say();
    input.goto = (value) => { input.value = Math.max(0, stops.indexOf(value)); settings[name] = stops[+input.value]; say(); };
    return make("label", { class: "ex-field ex-wide" }, label, input);
  });

  // Panels. All pictures have the photo's size; a pixel of the graph covers a square of them.
  const panel = (title, canvas, foot) => make("div", { class: "ex-panel" }, typeof title === "string" ? make("h4", { text: title }) : title, make("div", { class: "ex-stage" }, canvas), foot || null);
  const view = (id, label, pick) => {
    const made = pictureCanvas({ id, label, hover() {}, pick: ([r, c]) => pick(Math.floor(r / scale) * width + Math.floor(c / scale)) });
    made.setSize(width * scale, height * scale);
    return made;
  };
  const line = (id) => make("p", { class: "ex-readout", id });
  const picture = view("picture", config.alt + ": click one to see its edges", pin);
  const near = ["Grey levels near the pixel", "Weights of its edges"].map((label, i) => pictureCanvas({ id: "near-" + i, label, hover() {}, pick() {} }));
  const vectors = ORDINALS.map((word, i) => view("vector-" + i, word + " eigenvector", () => choose(i)));
  const names = ORDINALS.map((word, i) => make("button", { type: "button", id: "choose-" + i, onclick: () => choose(i) }));
  const sides = view("sides", "The two sides of the threshold", () => {});
  const two = ["Min-cut", "Normalised cut"].map((label, i) => view("cut-" + i, label, () => {}));
  const regions = view("regions", "Regions after the splits", (i) => pickRegion(leafOf(i)));
  const readouts = ["pixel-line", "grey-line", "weight-line", "side-line", "cut-line-0", "cut-line-1", "region-line"].map(line);
  const curve = make("div", { class: "ex-curve", id: "curve" }), treeBox = make("div", { class: "ex-curve", id: "tree" });
  const predict = make("input", { type: "checkbox", id: "predict", onchange: () => { score = [0, 0]; } });
  const slider = make("input", { type: "range", id: "threshold", min: 0, max: 1000, "aria-label": "Threshold", oninput: () => setThreshold(low() + (high() - low()) * slider.value / 1000) });
  const legend = (colour, ends) => make("div", {}, make("div", { class: "ex-scale", style: "background:linear-gradient(to right," + Array.from({ length: 9 }, (_, i) => css(colour(i / 8))).join(",") + ")" }), make("div", { class: "ex-ends" }, ...ends.map((text) => make("span", { text }))));
  const minimum = make("button", { type: "button", id: "minimum", text: "To the least NCut", onclick: toMinimum });
  const boxes = {
    row: make("div", { class: "ex-panels" }, panel("Click a pixel", picture.canvas, readouts[0]), panel("Grey levels near it", near[0].canvas, readouts[1]), panel("Weights of its edges", near[1].canvas, make("div", {}, legend(cividis, ["0, not alike", "1, alike"]), readouts[2]))),
    graph: make("div", {}, make("div", { style: "display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:12px;margin-bottom:8px" }, ...vectors.map((v, i) => panel(make("div", { class: "ex-row" }, names[i]), v.canvas))),
      legend((x) => diverging(2 * x - 1), ["negative", "0 (black line)", "positive"]),
      make("div", { class: "ex-panels ex-two" }, make("div", { class: "ex-panel" }, make("h4", { text: "NCut of each threshold t" }), curve, slider, make("div", { class: "ex-row" }, minimum)), panel("Orange: y > t", sides.canvas, readouts[3]))),
    cuts: make("div", { class: "ex-panels ex-two" }, ...two.map((v, i) => panel(["Min-cut: least cut(A, B)", "NCut: threshold on the second eigenvector"][i], v.canvas, readouts[4 + i]))),
    tree: make("div", {}, make("div", { class: "ex-panels ex-two" }, panel("Regions", regions.canvas, readouts[6]), make("div", { class: "ex-panel" }, make("h4", { text: "Tree of splits: below a region what its split costs (NCut)" }), treeBox)), make("label", { class: "ex-check" }, predict, "Predict: choose the region that will be split next, then split"), bar.element),
  };
  ui.body.append(tabs.element, make("div", { style: "margin:10px 0" }, ...Object.values(boxes)), ui.sentence, ui.problem,
    make("div", { class: "ex-settings", style: "margin-top:8px" }, ...knobs), make("p", { class: "ex-note", id: "note", text: config.note }), stateBox(readState, writeState));

  // ---- asking and receiving

  const send = (what, more) => link.ask({ do: what, settings: { ...settings }, ...more }, true);

  async function load() {
    cuts = tree = graph = null;
    ui.complain("");
    await send("graph");
    await open(part);
  }

  async function open(name) {
    if (part === "tree" && name !== part) bar.stop();
    tabs.set(part = name);
    for (const [key, box] of Object.entries(boxes)) box.hidden = key !== name;
    if (name === "row" && own.affinity) await send("row", { pixel });
    if (name === "cuts" && !cuts && graph) await send("cuts");
    if (name === "tree" && !tree && graph) await send("tree");
    show();
    ui.root.dataset.ready = "true";
  }

  function receive(content, buffers) {
    if (content.problem !== undefined) ui.complain(content.problem);
    if (content.kind === "gray") gray = floats(buffers[0]);
    else if (content.kind === "row") row = floats(buffers[0]);
    else if (content.kind === "cuts") cuts = { ...content, sides: bytes(buffers[0]).slice() };
    else if (content.kind === "tree") { tree = { ...content, labels: bytes(buffers[0]).slice() }; step = Math.min(step, (tree.nodes.length - 1) / 2); }
    else if (content.kind === "graph") takeGraph(content, floats(buffers[0]));
  }

  function takeGraph(content, data) {
    graph = { ...content, curves: content.values.map((value, i) => {
      const [y, cut, volume] = [0, 1, 2].map((j) => data.subarray((3 * i + j) * n, (3 * i + j + 1) * n));
      return { value, y, cut, volume, sorted: y.slice().sort(), t: content.thresholds[i], ncut: content.ncuts[i] };
    }) };
    for (const c of graph.curves) c.least = least(c);
    which = Math.min(which, graph.curves.length - 1);
    t = best();
  }

  // ---- numbers

  const now = () => graph.curves[which], low = () => now().sorted[0], high = () => now().sorted[n - 1];
  const best = () => (now().t === null ? (low() + high()) / 2 : now().t);

  // How many entries are at most `at`.
  function below({ sorted }, at) {
    let a = 0, b = n;
    while (a < b) { const m = (a + b) >> 1; if (sorted[m] <= at) a = m + 1; else b = m; }
    return a;
  }

  function ncutAt(c, at) {
    const m = below(c, at);
    if (m === 0 || m === n) return Infinity;
    const cut = c.cut[m - 1], one = c.volume[m - 1], other = c.volume[n - 1] - one;
    return one > 0 && other > 0 ? cut / one + cut / other : Infinity;
  }

  // Of all thresholds, the one between two entries that costs least: [t, NCut].
  function least(c) {
    let found = [c.sorted[0], Infinity];
    for (let m = 1; m < n; m++) {
      if (c.sorted[m] === c.sorted[m - 1]) continue;
      const at = (c.sorted[m - 1] + c.sorted[m]) / 2, value = ncutAt(c, at);
      if (value < found[1]) found = [at, value];
    }
    return found;
  }

  function rowOf(i) {
    if (own.affinity) return row || new Float32Array(n);
    const weights = new Float32Array(n), r = Math.floor(i / width), c = i % width, { sigma_intensity, sigma_space, radius } = settings;
    for (let j = 0; j < n; j++) {
      const square = (Math.floor(j / width) - r) ** 2 + (j % width - c) ** 2;
      if (j !== i && square < radius * radius) weights[j] = Math.max(Math.exp(-(((gray[i] - gray[j]) / sigma_intensity) ** 2)), config.floor) * Math.exp(-square / sigma_space ** 2);
    }
    return weights;
  }

  // ---- pictures

  // Colours of the graph's pixels over the photo, with lines where `border` parts two neighbours.
  function paint(target, colour, alpha, border) {
    const small = document.createElement("canvas"), big = document.createElement("canvas"), context = big.getContext("2d");
    [small.width, small.height, big.width, big.height] = [width, height, width * scale, height * scale];
    const words = Uint32Array.from({ length: n }, (_, i) => { const c = colour(i); return c ? packed(c) : 0; });
    small.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(words.buffer), width, height), 0, 0);
    if (photo.naturalWidth) context.drawImage(photo, 0, 0, big.width, big.height);
    context.globalAlpha = alpha;
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, big.width, big.height);
    context.globalAlpha = 1;
    context.lineWidth = Math.max(2, scale / 6);
    context.beginPath();
    for (let i = 0; border && i < n; i++) {
      const x = (i % width) * scale, y = Math.floor(i / width) * scale;
      if ((i + 1) % width && border(i, i + 1)) { context.moveTo(x + scale, y); context.lineTo(x + scale, y + scale); }
      if (i + width < n && border(i, i + width)) { context.moveTo(x, y + scale); context.lineTo(x + scale, y + scale); }
    }
    context.stroke();
    target.setImage(big);
    target.draw();
  }

  function show() {
    if (!gray) return;
    if (part === "row") showRow();
    else if (part === "graph" && graph) showGraph();
    else if (part === "cuts" && cuts) showCuts();
    else if (part === "tree" && tree) showTree();
  }

  function showRow() {
    const weights = rowOf(pixel), r = Math.floor(pixel / width), c = pixel % width, reach = Math.ceil(settings.radius) - 1, size = 2 * reach + 1;
    picture.setMarks([[(r + 0.5) * scale - 0.5, (c + 0.5) * scale - 0.5]]);
    paint(picture, (i) => (weights[i] > 0 ? cividis(weights[i]) : null), 0.85);
    let joined = 0, sum = 0;
    for (const w of weights) { joined += w > 0; sum += w; }
    const places = Array.from({ length: size * size }, (_, k) => {
      const y = r + Math.floor(k / size) - reach, x = c + k % size - reach;
      return y >= 0 && x >= 0 && y < height && x < width ? y * width + x : null;
    });
    [(i) => [1, 1, 1].map(() => 255 * gray[i]), (i) => (weights[i] > 0 ? cividis(weights[i]) : null)].forEach((colour, which) => {
      near[which].setSize(size, size);
      near[which].setPixels(Uint32Array.from(places, (i) => { const shade = i === null ? null : colour(i); return shade ? packed(shade) : 0; }));
      near[which].draw();
      const { zoom, left, top } = near[which].canvas.view, context = near[which].canvas.getContext("2d"), device = near[which].canvas.width / near[which].canvas.clientWidth;
      context.setTransform(device, 0, 0, device, 0, 0);
      context.font = "11px sans-serif";
      context.textAlign = "center";
      context.textBaseline = "middle";
      places.forEach((i, k) => {
        if (i === null || zoom < 26 || (which && !weights[i])) return;
        context.fillStyle = inkOn(colour(i));
        context.fillText((which ? weights[i] : gray[i]).toFixed(2).replace(/^0/, ""), left + (k % size + 0.5) * zoom, top + (Math.floor(k / size) + 0.5) * zoom);
      });
      context.strokeStyle = "#d55e00";
      context.lineWidth = 2;
      context.strokeRect(left + reach * zoom, top + reach * zoom, zoom, zoom);
      context.setTransform(1, 0, 0, 1, 0, 0);
    });
    readouts[0].textContent = "row " + r + ", column " + c + ", grey " + gray[pixel].toFixed(2);
    readouts[2].textContent = count(joined, "edge") + ", degree " + SHORT(sum);
    ui.say("The pixel in row " + r + ", column " + c + " has " + count(joined, "edge") + "; their weights add up to its degree, " + SHORT(sum) + ".");
  }

  function showGraph() {
    graph.curves.forEach((c, i) => {
      const most = Math.max(-c.sorted[0], c.sorted[n - 1]) || 1;
      names[i].textContent = ORDINALS[i] + (i === 0 && own.eigenvector ? " (yours)" : "") + ", λ = " + SHORT(c.value);
      names[i].setAttribute("aria-pressed", i === which);
      paint(vectors[i], (j) => diverging(c.y[j] / most), 1, (a, b) => (c.y[a] < 0) !== (c.y[b] < 0));
    });
    showThreshold();
  }

  function showThreshold() {
    const c = now(), value = ncutAt(c, t), upper = n - below(c, t);
    paint(sides, (i) => (c.y[i] > t ? RED : BLUE), 0.5, (a, b) => (c.y[a] > t) !== (c.y[b] > t));
    slider.value = Math.round(1000 * (t - low()) / (high() - low() || 1));
    slider.setAttribute("aria-valuetext", SHORT(t));
    const text = (n - upper) + " and " + count(upper, "pixel") + ", NCut " + SHORT(value);
    readouts[3].textContent = text;
    ui.say("Threshold " + SHORT(t) + " on the " + ORDINALS[which].toLowerCase() + " eigenvector: " + text + (c.t === null ? "; your split is no threshold on it, its NCut is " : which === 0 && own.split ? "; your split has " : "; the best of 20 thresholds has ") + SHORT(c.ncut) + ", the best of all " + SHORT(c.least[1]) + ".");
    const w = Math.max(220, curve.clientWidth), h = 180, left = 34, right = w - 12, top = 14, bottom = h - 24, steps = 160;
    const samples = Array.from({ length: steps + 1 }, (_, i) => { const at = low() + (high() - low()) * i / steps; return [at, ncutAt(c, at)]; }).filter((p) => isFinite(p[1]));
    const most = Math.max(0.001, ...samples.map((p) => p[1])), x = (at) => left + (right - left) * (at - low()) / (high() - low() || 1), y = (v) => bottom - (bottom - top) * Math.min(1, v / most);
    const svg = svgTag("svg", { width: w, height: h, role: "img", "aria-label": text });
    svg.append(svgTag("line", { x1: left, y1: bottom, x2: right, y2: bottom, class: "ex-axis" }), svgTag("text", { x: left - 4, y: bottom, "text-anchor": "end" }, "0"), svgTag("text", { x: left - 4, y: top + 4, "text-anchor": "end" }, SHORT(most)));
    for (const [at, anchor] of [[low(), "start"], [high(), "end"]]) svg.append(svgTag("text", { x: x(at), y: h - 6, "text-anchor": anchor }, SHORT(at)));
    svg.append(svgTag("polyline", { points: samples.map((p) => x(p[0]) + "," + y(p[1])).join(" "), class: "ex-line" }));
    svg.append(svgTag("line", { x1: x(t), y1: top, x2: x(t), y2: bottom, stroke: "currentColor", "stroke-dasharray": "3 3" }), svgTag("circle", { cx: x(t), cy: isFinite(value) ? y(value) : bottom, r: 5, class: "ex-now" }));
    const mark = (at, v, turn) => isFinite(v) && v !== null && svg.append(svgTag("rect", { x: x(at) - 5, y: y(v) - 5, width: 10, height: 10, fill: "none", stroke: css(RED), "stroke-width": 2, transform: "rotate(" + turn + " " + x(at) + " " + y(v) + ")" }));
    if (c.t !== null) mark(c.t, c.ncut, 0);
    mark(c.least[0], c.least[1], 45);
    svg.append(svgTag("text", { x: (left + right) / 2, y: h - 6, "text-anchor": "middle" }, "□ " + (which === 0 && own.split ? "your split " : "best of 20: ") + SHORT(c.ncut) + "  ◇ least: " + SHORT(c.least[1])));
    svg.addEventListener("click", (event) => setThreshold(low() + (high() - low()) * clamp((event.clientX - svg.getBoundingClientRect().left - left) / (right - left), 0, 1)));
    curve.replaceChildren(svg);
  }

  function showCuts() {
    two.forEach((target, k) => {
      const at = (i) => cuts.sides[k * n + i], p = cuts.parts[k];
      paint(target, (i) => (at(i) ? RED : BLUE), 0.5, (a, b) => at(a) !== at(b));
      readouts[4 + k].textContent = p.pixels.join(" and ") + " pixels · cut " + SHORT(p.cut) + " · NCut " + p.volumes.map((v) => SHORT(p.cut) + "/" + SHORT(v)).join(" + ") + " = " + SHORT(p.ncut);
    });
    const [a, b] = cuts.parts;
    ui.say("Min-cut parts " + a.pixels.join(" and ") + " pixels at a cost of " + SHORT(a.cut) + ", NCut " + SHORT(a.ncut) + "; the normalised cut parts " + b.pixels.join(" and ") + ", cost " + SHORT(b.cut) + ", NCut " + SHORT(b.ncut) + ".");
  }

  // ---- the tree: split s made the nodes 2 s - 1 and 2 s; a lower side keeps its parent's colour

  const made = (k) => k <= 2 * step, isLeaf = (k) => !tree.nodes[k][3].some(made);
  const colourOf = (k) => (k === 0 ? 0 : k % 2 === 0 ? k / 2 : colourOf(tree.nodes[k][0]));
  function leafOf(i) {
    let k = tree.labels[i];
    while (!made(k)) k = tree.nodes[k][0];
    return k;
  }
  function within(k, ancestor) {
    while (k !== null && k !== ancestor) k = tree.nodes[k][0];
    return k === ancestor;
  }

  function showTree(told = "") {
    if (chosen !== null && !made(chosen)) chosen = null;
    const leaf = Array.from({ length: n }, (_, i) => leafOf(i)), last = (tree.nodes.length - 1) / 2;
    paint(regions, (i) => (chosen === null || within(leaf[i], chosen) ? OKABE_ITO[colourOf(leaf[i])] : [128, 128, 128]), 0.62, (a, b) => leaf[a] !== leaf[b]);
    bar.set({ index: step, states: last + 1, end: step >= last, next: step >= last ? "Finished" : "Split again ▸" });
    const w = Math.max(220, treeBox.clientWidth), place = [];
    let leaves = 0, deepest = 1;
    (function walk(k, depth) {
      const kids = tree.nodes[k][3];
      deepest = Math.max(deepest, depth);
      kids.forEach((kid) => walk(kid, depth + 1));
      place[k] = [kids.length ? (place[kids[0]][0] + place[kids[1]][0]) / 2 : leaves++, depth];
    })(0, 0);
    const h = 44 + 56 * deepest, x = (k) => 28 + (w - 56) * (leaves > 1 ? place[k][0] / (leaves - 1) : 0.5), y = (k) => 20 + 56 * place[k][1];
    const svg = svgTag("svg", { width: w, height: h, role: "group", "aria-label": "Tree of splits" }), front = [];
    tree.nodes.forEach(([parent, ncut, size], k) => {
      if (!made(k)) return;
      if (parent !== null) svg.append(svgTag("line", { x1: x(parent), y1: y(parent), x2: x(k), y2: y(k), class: "ex-line" }));
      const rgb = isLeaf(k) ? OKABE_ITO[colourOf(k)] : [190, 190, 190], share = Math.round(100 * size / n) + " %";
      const node = svgTag("g", { role: "button", tabindex: 0, "data-node": k, style: "cursor:pointer", "aria-label": "Region of " + size + " pixels" });
      node.append(svgTag("rect", { x: x(k) - 19, y: y(k) - 11, width: 38, height: 22, rx: 5, fill: css(rgb), stroke: k === chosen ? css(RED) : "#555", "stroke-width": k === chosen ? 3 : 1 }), svgTag("text", { x: x(k), y: y(k) + 4, "text-anchor": "middle", style: "fill:" + inkOn(rgb) }, share));
      if (!isLeaf(k)) node.append(svgTag("text", { x: x(k), y: y(k) + 25, "text-anchor": "middle", style: "paint-order:stroke;stroke:var(--ex-paper);stroke-width:5px" }, SHORT(ncut)));
      node.addEventListener("click", () => pickRegion(k));
      node.addEventListener("keydown", (event) => { if (event.key === "Enter") pickRegion(k); });
      front.push(node);
    });
    svg.append(...front);
    const held = treeBox.contains(document.activeElement) && document.activeElement.dataset.node;
    treeBox.replaceChildren(svg);
    const again = held && svg.querySelector("[data-node='" + held + "']");
    if (again) again.focus();
    const split = step ? tree.nodes[tree.nodes[2 * step][0]] : null;
    const text = chosen === null ? "" : "Chosen: " + count(tree.nodes[chosen][2], "pixel") + ". ";
    readouts[6].textContent = text || "Click a region.";
    ui.say(told + text + count(step, "split") + ", " + count(step + 1, "region") + (split ? "; the last one had NCut " + SHORT(split[1]) : "") + ".");
    ui.root.dataset.step = step;
  }

  // ---- what readers do

  function go(to) {
    if (!tree) return Promise.resolve();
    const last = (tree.nodes.length - 1) / 2, split = to <= last && to === step + 1 ? tree.nodes[2 * to][0] : null;
    let told = "";
    if (predict.checked && split !== null && chosen !== null) {
      score = [score[0] + (chosen === split), score[1] + 1];
      told = (chosen === split ? "Right" : "Not so") + ": the region of " + count(tree.nodes[split][2], "pixel") + " was split (" + score.join(" of ") + " right). ";
      chosen = null;
    }
    step = clamp(to, 0, last);
    showTree(told);
    return Promise.resolve();
  }
  function pickRegion(k) { chosen = chosen === k ? null : k; showTree(); }
  function choose(i) { if (graph && i < graph.curves.length) { which = i; t = best(); showGraph(); } }
  function setThreshold(at) { t = clamp(at, low(), high()); showThreshold(); }
  function toMinimum() { if (graph) setThreshold(now().least[0]); }
  async function pin(i) {
    pixel = i;
    if (own.affinity) await send("row", { pixel });
    showRow();
  }

  function readState() {
    return JSON.stringify({ explorer: "cuts", ...settings, part, pixel, vector: which, threshold: t, step });
  }

  async function writeState(state) {
    KNOBS.forEach(([name], i) => { if (config.stops[name].includes(state[name])) knobs[i].lastChild.goto(state[name]); });
    if (Number.isInteger(state.pixel) && state.pixel >= 0 && state.pixel < n) pixel = state.pixel;
    if (PARTS.some(([key]) => key === state.part)) part = state.part;
    if (Number.isInteger(state.step)) step = Math.max(0, state.step);
    await load();
    if (!graph) return;
    if (graph.curves[state.vector]) which = state.vector;
    t = typeof state.threshold === "number" ? clamp(state.threshold, low(), high()) : best();
    show();
  }

  function onKey(key) {
    const plain = key.replace("Shift+", ""), way = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[plain];
    if (/^[1-4]$/.test(key)) open(PARTS[key - 1][0]);
    else if (part === "row" && way && gray) pin(clamp(Math.floor(pixel / width) + way[0], 0, height - 1) * width + clamp(pixel % width + way[1], 0, width - 1));
    else if (part === "graph" && graph && way) { if (way[1]) setThreshold(t + way[1] * (high() - low()) / 100); else choose(clamp(which + way[0], 0, graph.curves.length - 1)); }
    else if (part === "graph" && graph && key.toLowerCase() === "m") toMinimum();
    else if (part === "tree" && tree && way) {
      if (way[1]) bar.stop(() => go(step + way[1]));
      else { chosen = chosen === null ? (way[0] > 0 ? 0 : 2 * step) : (chosen + way[0] + 2 * step + 1) % (2 * step + 1); showTree(); }
    } else if (part === "tree" && tree && key === "Home") bar.stop(act.first);
    else if (part === "tree" && tree && key === "End") bar.stop(() => go(99));
    else if (part === "tree" && tree && key === " ") bar.toggle();
    else if (part === "tree" && key === "Escape" && chosen !== null) pickRegion(chosen);
    else return false;
    return true;
  }

  ui.root.explorer = () => ({ settings, pixel, weights: gray && rowOf(pixel), which, t, ncut: graph && ncutAt(now(), t), step, chosen, part });
  const stopWatching = onResize(ui.root, show);
  photo.onload = show;
  photo.src = photoUrl;
  link.ask({ do: "hello" }).then(load);
  return () => { bar.stop(); stopWatching(); link.close(); };
}

function render({ model, el }) {
  const url = URL.createObjectURL(new Blob([bytes(model.get("photo"))], { type: "image/jpeg" }));
  return mountCuts(el, model.get("config"), model, url);
}

function offline(el, config) {
  const answers = (receive) => async (message) => {
    if (message.do === "row") {
      const [starts, columns, data] = await Promise.all((config.rows || []).map(inflate));
      if (!starts) return;
      const from = new Uint32Array(starts.buffer), to = new Uint16Array(columns.buffer), weights = new Float32Array(data.buffer);
      const row = new Float32Array(config.width * config.height);
      for (let k = from[message.pixel]; k < from[message.pixel + 1]; k++) row[to[k]] = weights[k];
      receive({ kind: "row" }, [row]);
      return;
    }
    const frame = message.do === "hello" ? config.frames[0] : config.frames.find((f) => f.settings.every((v, i) => v === message.settings[KNOBS[i][0]]));
    const { content, data } = frame.answers[message.do];
    receive(content, await Promise.all(data.map(inflate)));
  };
  mountCuts(el, config, pageModel(answers), "data:image/jpeg;base64," + config.photo);
}

export default { render, offline };
