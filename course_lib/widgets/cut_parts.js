// cut_parts.js: three of the cut explorer's four parts: a pixel's edges, the eigenvectors with the
// cost of their thresholds, and the two kinds of cuts. Each has an element and `show`; `it` is what
// all parts share: picture, graph, settings.

function legend(colour, ends) {
  const stops = Array.from({ length: 9 }, (_, i) => css(colour(i / 8))).join(",");
  return make("div", {}, make("div", { class: "ex-scale", style: "background:linear-gradient(to right," + stops + ")" }),
    make("div", { class: "ex-ends" }, ...ends.map((text) => make("span", { text }))));
}

function cutPanel(title, canvas, foot) {
  return make("div", { class: "ex-panel" }, typeof title === "string" ? make("h4", { text: title }) : title, make("div", { class: "ex-stage" }, canvas), foot || null);
}

const cutLine = (id) => make("p", { class: "ex-readout", id });

// ---- 1: the edges of a pixel

function edgesPart(it, pin) {
  const { width, height, scale, ui } = it;
  let pointed = null, weights = null, places = [];
  const picture = it.view("picture", it.config.alt + ": click one to see its edges", pin, point);
  const near = ["Grey levels near the pixel", "Weights of its edges"].map((label, i) => pictureCanvas({
    id: "near-" + i, label, pick: (at) => placeAt(at) !== null && pin(placeAt(at)), hover: (at) => point(at && placeAt(at)),
  }));
  const lines = ["pixel-line", "pointed-line", "weight-line"].map(cutLine);
  const element = make("div", { class: "ex-panels" }, cutPanel("Click a pixel, point at others", picture.canvas, make("div", {}, lines[0], lines[1])),
    cutPanel("Grey levels near it", near[0].canvas), cutPanel("Weights of its edges", near[1].canvas, make("div", {}, legend(cividis, ["0, not alike", "1, alike"]), lines[2])));
  const name = (i) => "row " + Math.floor(i / width) + ", column " + i % width;
  const reach = () => Math.ceil(it.settings.radius) - 1;
  const middle = (i) => [(Math.floor(i / width) + 0.5) * scale - 0.5, (i % width + 0.5) * scale - 0.5];

  function placeAt([r, c]) {
    const i = places[r * (2 * reach() + 1) + c];
    return i === undefined ? null : i;
  }

  // What joins a pixel to the chosen one, in words.
  function words(i) {
    const grey = name(i) + ", grey " + it.gray[i].toFixed(2);
    if (i === it.pixel) return grey + ": the chosen pixel";
    if (weights[i] > 0) return grey + ": affinity " + SHORT(weights[i]) + " to the chosen pixel";
    const far = Math.hypot(Math.floor(i / width) - Math.floor(it.pixel / width), i % width - it.pixel % width);
    return grey + ": no edge, " + far.toFixed(1) + (far >= it.settings.radius ? " pixels away" : " pixels away, weight 0");
  }

  function point(i) {
    pointed = i;
    if (!weights) return;
    lines[1].textContent = i === null ? "Point at a pixel to read its affinity." : "Pointed: " + words(i);
    picture.setCursor(i === null ? null : middle(i));
    picture.draw();
  }

  function show() {
    const r = Math.floor(it.pixel / width), c = it.pixel % width, size = 2 * reach() + 1;
    const row = it.rowOf(it.pixel);
    weights = row || new Float32Array(it.n);
    picture.setMarks([middle(it.pixel)]);
    it.paint(picture, (i) => (weights[i] > 0 ? cividis(weights[i]) : null), 0.85);
    places = Array.from({ length: size * size }, (_, k) => {
      const y = r + Math.floor(k / size) - reach(), x = c + k % size - reach();
      return y >= 0 && x >= 0 && y < height && x < width ? y * width + x : null;
    });
    showNear(near[0], size, (i) => [1, 1, 1].map(() => 255 * it.gray[i]), it.gray);
    showNear(near[1], size, (i) => (weights[i] > 0 ? cividis(weights[i]) : null), weights);
    let joined = 0, sum = 0;
    for (const w of weights) { joined += w > 0; sum += w; }
    lines[0].textContent = "Chosen: " + name(it.pixel) + ", grey " + it.gray[it.pixel].toFixed(2);
    lines[2].textContent = row ? count(joined, "edge") + ", degree " + SHORT(sum) : "No weights yet.";
    point(pointed);
    if (!row) return;
    ui.say("The pixel in " + name(it.pixel) + " has " + count(joined, "edge") + "; their weights add up to its degree, " + SHORT(sum) + ".");
  }

  // The pixels around the chosen one, each with its number where there is room.
  function showNear(target, size, colour, values) {
    const shades = places.map((i) => (i === null ? null : colour(i)));
    target.setSize(size, size);
    target.setPixels(Uint32Array.from(shades, (shade) => (shade ? packed(shade) : 0)));
    target.draw();
    const { zoom, left, top } = target.canvas.view, context = target.canvas.getContext("2d"), device = target.canvas.width / target.canvas.clientWidth;
    context.setTransform(device, 0, 0, device, 0, 0);
    context.font = (zoom < 22 ? 9 : 11) + "px sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    shades.forEach((shade, k) => {
      if (!shade || zoom < 17) return;
      context.fillStyle = inkOn(shade);
      context.fillText(values[places[k]].toFixed(2).replace(/^0/, ""), left + (k % size + 0.5) * zoom, top + (Math.floor(k / size) + 0.5) * zoom);
    });
    context.strokeStyle = css(RED);
    context.lineWidth = 2;
    context.strokeRect(left + reach() * zoom, top + reach() * zoom, zoom, zoom);
    context.setTransform(1, 0, 0, 1, 0, 0);
  }

  // The keyboard points where a mouse would.
  function move([down, right]) {
    const from = pointed === null ? it.pixel : pointed;
    point(clamp(Math.floor(from / width) + down, 0, height - 1) * width + clamp(from % width + right, 0, width - 1));
    ui.say(words(pointed) + ".");
  }

  return { element, show, move, pointed: () => pointed };
}

// ---- 2: eigenvectors and thresholds

function vectorsPart(it) {
  const { n, width, own, ui } = it;
  let which = 0, t = 0;
  const vectors = ORDINALS.map((word, i) => it.view("vector-" + i, word + " eigenvector", () => choose(i), (at) => tell(i, at)));
  const names = ORDINALS.map((word, i) => make("button", { type: "button", id: "choose-" + i, onclick: () => choose(i) }));
  const sides = it.view("sides", "The two sides of the threshold", () => {}, (at) => tell(which, at));
  const line = cutLine("side-line"), entry = cutLine("entry-line"), curveBox = make("div", { class: "ex-curve", id: "curve" });
  const slider = make("input", { type: "range", id: "threshold", min: 0, max: 1000, "aria-label": "Threshold", oninput: () => setThreshold(now().low + (now().high - now().low) * slider.value / 1000) });
  const element = make("div", {},
    make("div", { class: "ex-three" }, ...vectors.map((v, i) => cutPanel(make("div", { class: "ex-row" }, names[i]), v.canvas))), entry,
    make("div", { style: "max-width:700px" }, legend((x) => diverging(2 * x - 1), ["negative", "0 (black line)", "positive"])),
    make("div", { class: "ex-panels ex-two", style: "max-width:700px" },
      make("div", { class: "ex-panel" }, make("h4", { text: "NCut of each threshold t" }), curveBox, slider, make("div", { class: "ex-row" }, make("button", { type: "button", id: "minimum", text: "To the least NCut", onclick: toMinimum }))),
      cutPanel("Orange: y > t", sides.canvas, line)));
  const now = () => it.graph.curves[which];
  const best = () => (now().t === null ? (now().low + now().high) / 2 : now().t);

  function tell(i, at) {
    const there = it.graph && it.graph.curves[i] && at !== null;
    entry.textContent = there ? "Row " + Math.floor(at / width) + ", column " + at % width + ": y = " + SHORT(it.graph.curves[i].y[at]) + " in the " + ORDINALS[i].toLowerCase() + " eigenvector." : "Point at a pixel to read its entry; click a vector to cut by it.";
  }

  // A new graph: stay at the same vector, with its best threshold.
  function take() {
    which = Math.min(which, it.graph.curves.length - 1);
    t = best();
  }

  function show() {
    it.graph.curves.forEach((c, i) => {
      const most = Math.max(-c.low, c.high) || 1;
      names[i].textContent = ORDINALS[i] + (i === 0 && own.eigenvector ? ", yours" : "") + ": λ = " + SHORT(c.value);
      names[i].setAttribute("aria-pressed", i === which);
      it.paint(vectors[i], (j) => diverging(c.y[j] / most), 1, (a, b) => (c.y[a] < 0) !== (c.y[b] < 0));
    });
    tell(0, null);
    showThreshold();
  }

  function showThreshold() {
    const c = now(), value = ncutAt(c, t), upper = n - below(c, t), yours = which === 0 && own.split;
    it.paint(sides, (i) => (c.y[i] > t ? RED : BLUE), 0.5, (a, b) => (c.y[a] > t) !== (c.y[b] > t));
    slider.value = Math.round(1000 * (t - c.low) / (c.high - c.low || 1));
    slider.setAttribute("aria-valuetext", SHORT(t));
    const text = (n - upper) + " and " + count(upper, "pixel") + ", NCut " + SHORT(value);
    line.textContent = text;
    const taken = c.t === null ? "; your split is no threshold on it, its NCut is " : yours ? "; your split has " : "; the best of 20 thresholds has ";
    ui.say("Threshold " + SHORT(t) + " on the " + ORDINALS[which].toLowerCase() + " eigenvector: " + text + taken + SHORT(c.ncut) + ", the best of all " + SHORT(c.least[1]) + ".");
    drawCurve(c, value, text, yours ? "your split: " : "best of 20: ");
    it.painted();
  }

  function drawCurve(c, value, label, taken) {
    const w = Math.max(220, curveBox.clientWidth), h = 180, left = 34, right = w - 12, top = 14, bottom = h - 24, steps = 160, range = c.high - c.low;
    const samples = Array.from({ length: steps + 1 }, (_, i) => { const at = c.low + range * i / steps; return [at, ncutAt(c, at)]; }).filter((p) => isFinite(p[1]));
    const dots = c.dots.filter((p) => p[1] !== null), most = Math.max(0.001, ...[...samples, ...dots].map((p) => p[1]));
    const x = (at) => left + (right - left) * (at - c.low) / (range || 1), y = (v) => bottom - (bottom - top) * clamp(v / most, 0, 1);
    const svg = svgTag("svg", { width: w, height: h, role: "img", "aria-label": label });
    const put = (...tags) => svg.append(...tags);
    put(svgTag("line", { x1: left, y1: bottom, x2: right, y2: bottom, class: "ex-axis" }), svgTag("text", { x: left - 4, y: bottom, "text-anchor": "end" }, "0"), svgTag("text", { x: left - 4, y: top + 4, "text-anchor": "end" }, SHORT(most)));
    for (const [at, anchor] of [[c.low, "start"], [c.high, "end"]]) put(svgTag("text", { x: x(at), y: h - 6, "text-anchor": anchor }, SHORT(at)));
    put(svgTag("polyline", { points: samples.map((p) => x(p[0]) + "," + y(p[1])).join(" "), class: "ex-line" }));
    for (const [at, cost] of dots) put(svgTag("circle", { cx: x(at), cy: y(cost), r: 3, fill: css(BLUE) }));
    put(svgTag("line", { x1: x(t), y1: top, x2: x(t), y2: bottom, stroke: "currentColor", "stroke-dasharray": "3 3" }), svgTag("circle", { cx: x(t), cy: isFinite(value) ? y(value) : bottom, r: 5, class: "ex-now" }));
    const mark = (at, v, turn) => v !== null && isFinite(v) && put(svgTag("rect", { x: x(at) - 5, y: y(v) - 5, width: 10, height: 10, fill: "none", stroke: css(RED), "stroke-width": 2, transform: "rotate(" + turn + " " + x(at) + " " + y(v) + ")" }));
    if (c.t !== null) mark(c.t, c.ncut, 0);
    mark(c.least[0], c.least[1], 45);
    svg.addEventListener("click", (event) => setThreshold(c.low + range * clamp((event.clientX - svg.getBoundingClientRect().left - left) / (right - left), 0, 1)));
    curveBox.replaceChildren(svg, make("p", { class: "ex-readout", text: "□ " + taken + SHORT(c.ncut) + " · ◇ least: " + SHORT(c.least[1]) + (dots.length ? " · dots: " + own.ncut : "") }));
  }

  function choose(i) {
    if (!it.graph || i >= it.graph.curves.length) return;
    which = i;
    t = best();
    show();
  }
  function setThreshold(at) {
    t = clamp(at, now().low, now().high);
    showThreshold();
  }
  function toMinimum() { if (it.graph) setThreshold(now().least[0]); }

  return {
    element, take, show, toMinimum,
    move([down, right]) {
      if (right) setThreshold(t + right * (now().high - now().low) / 100);
      else choose(clamp(which + down, 0, it.graph.curves.length - 1));
    },
    state: () => ({ which, t, ncut: it.graph && ncutAt(now(), t) }),
    load(vector, threshold) {
      if (it.graph.curves[vector]) which = vector;
      t = typeof threshold === "number" ? clamp(threshold, now().low, now().high) : best();
    },
  };
}

// ---- 3: min-cut and NCut

function twoCutsPart(it) {
  const two = ["Min-cut", "Normalised cut"].map((label, i) => it.view("cut-" + i, label, () => {}));
  const lines = [0, 1].map((k) => cutLine("cut-line-" + k)), titles = ["Min-cut: least cut(A, B)", "NCut: threshold on the second eigenvector"];
  const element = make("div", { class: "ex-panels ex-two" }, ...two.map((v, i) => cutPanel(titles[i], v.canvas, lines[i])));

  function show() {
    const { sides, parts } = it.cuts;
    two.forEach((target, k) => {
      const at = (i) => sides[k * it.n + i], p = parts[k];
      it.paint(target, (i) => (at(i) ? RED : BLUE), 0.5, (a, b) => at(a) !== at(b));
      lines[k].textContent = p.pixels.join(" and ") + " pixels · cut " + SHORT(p.cut) + " · NCut " + p.volumes.map((v) => SHORT(p.cut) + "/" + SHORT(v)).join(" + ") + " = " + SHORT(p.ncut);
    });
    const [a, b] = parts;
    it.ui.say("Min-cut parts " + a.pixels.join(" and ") + " pixels at a cost of " + SHORT(a.cut) + ", NCut " + SHORT(a.ncut) + "; the normalised cut parts " + b.pixels.join(" and ") + ", cost " + SHORT(b.cut) + ", NCut " + SHORT(b.ncut) + ".");
  }

  return { element, show };
}
