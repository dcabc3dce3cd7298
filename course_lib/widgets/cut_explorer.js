// cut_explorer.js: a picture as a graph, in four parts. The kernel, or what a page recorded of it,
// sends graphs, cuts and splits; the rest is computed in the page.

const PARTS = [["row", "1 Affinities"], ["graph", "2 Eigenvectors"], ["cuts", "3 Min-cut and NCut"], ["tree", "4 Splits"]];
const KNOBS = [["sigma_intensity", "σ of intensity"], ["sigma_space", "σ of space, pixels"], ["radius", "radius, pixels"]];
const WAYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function mountCuts(el, config, model, photoUrl) {
  const { width, height, scale, own } = config, n = width * height, photo = new Image();
  let part = "row", row = null;
  const ui = shell(el, {
    name: "cuts", label: "Graph cut explorer", keys: onKey,
    help: [["1 – 4", "open a part"], ["Arrows", "move the pixel, the threshold or a split"], ["Shift+arrows", "point at another pixel"], ["↑ ↓", "another eigenvector or region"],
      ["M", "least NCut"], ["Home End", "first, last split"], ["Space", "play"], ["Esc", "let go"]],
  });
  const link = kernel(model, receive, (waits) => ui.root.classList.toggle("ex-waits", waits));
  const send = (what, more) => link.ask({ do: what, settings: { ...it.settings }, ...more }, what);
  const it = {
    config, width, height, n, scale, own, ui, view, paint, painted, show, rowOf, settings: { ...config.settings },
    pixel: (height >> 1) * width + (width >> 1), gray: null, graph: null, cuts: null, tree: null, regions: null,
  };
  const parts = { row: edgesPart(it, pin), graph: vectorsPart(it), cuts: twoCutsPart(it), tree: treePart(it, send) };
  const tabs = segments("Parts", PARTS, part, open);
  const knobs = KNOBS.map(knob);
  ui.body.append(tabs.element, ui.problem, make("div", { style: "margin:10px 0" }, ...Object.values(parts).map((p) => p.element)), ui.sentence,
    make("div", { class: "ex-settings", style: "margin-top:8px" }, ...knobs.map((k) => k.element)), make("p", { class: "ex-note", id: "note", text: config.note }),
    stateBox(readState, (state) => { writeState(state); }));

  function knob([name, text]) {
    const stops = config.stops[name], label = make("span");
    const input = make("input", { type: "range", id: name, min: 0, max: stops.length - 1, value: stops.indexOf(it.settings[name]), disabled: stops.length < 2,
      oninput: () => { goto(stops[+input.value]); if (part === "row" && !own.affinity) show(); }, onchange: load });
    function goto(value) {
      input.value = Math.max(0, stops.indexOf(value));
      it.settings[name] = stops[+input.value];
      label.textContent = text + " " + it.settings[name];
      input.setAttribute("aria-valuetext", String(it.settings[name]));
    }
    goto(it.settings[name]);
    return { goto, name, element: make("label", { class: "ex-field ex-wide" }, label, input) };
  }

  // ---- asking and receiving

  async function load() {
    it.graph = null;
    ui.complain("");
    await send("graph");
    await open(part);
  }

  async function open(name) {
    if (part === "tree" && name !== part) parts.tree.stop();
    tabs.set(part = name);
    for (const [key, { element }] of Object.entries(parts)) element.hidden = key !== name;
    if (name === "row" && own.affinity) await send("row", { pixel: it.pixel });
    if (name === "cuts" && !it.cuts && it.graph) await send("cuts");
    if (name === "tree" && it.graph) await parts.tree.open();
    show();
    ui.root.dataset.ready = "true";
  }

  function receive(content, buffers) {
    // What is wrong in recursive splits is told beside them: the other parts do not need them.
    if (content.about === "regions") parts.tree.refuse(content.problem);
    else if (content.problem !== undefined && content.kind !== "regions") ui.complain(content.problem);
    if (content.kind === "gray") it.gray = floats(buffers[0]);
    else if (content.kind === "row") row = floats(buffers[0]);
    else if (content.kind === "cuts") it.cuts = { ...content, sides: bytes(buffers[0]).slice() };
    else if (content.kind === "tree") it.tree = { ...content, labels: bytes(buffers[0]).slice() };
    else if (content.kind === "regions") {
      it.regions = { ...content, labels: new Uint16Array(bytes(buffers[0]).slice().buffer) };
      if (part === "tree") show();
    } else if (content.kind === "graph") {
      // What was asked before the settings changed has arrived by now, and is no longer true.
      it.cuts = it.tree = it.regions = null;
      it.graph = { ...content, curves: cutCurves(content, floats(buffers[0]), n) };
      parts.graph.take();
    }
  }

  function rowOf(i) {
    if (own.affinity) return row;
    return affinityRow(it.gray, i, width, it.settings, config.floor);
  }

  // ---- pictures: all have the photo's size; a pixel of the graph covers a square of them

  function view(id, label, pick, hover = () => {}) {
    const pixelAt = ([r, c]) => Math.floor(r / scale) * width + Math.floor(c / scale);
    let last = null;
    const made = pictureCanvas({ id, label, pick: (at) => it.gray && pick(pixelAt(at)), hover(at) {
      const now = at && it.gray ? pixelAt(at) : null;
      if (now !== last) hover(last = now);
    } });
    made.setSize(width * scale, height * scale);
    return made;
  }

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
    if (!it.gray || (part !== "row" && !it[part])) return;
    parts[part].show();
    painted();
  }

  function painted() {
    ui.root.dataset.frames = 1 + +(ui.root.dataset.frames || 0);
  }

  // ---- what readers do

  async function pin(i) {
    it.pixel = i;
    if (own.affinity) await send("row", { pixel: i });
    show();
  }

  function readState() {
    const { which, t } = parts.graph.state(), { step } = parts.tree.state();
    return JSON.stringify({ explorer: "cuts", ...it.settings, part, pixel: it.pixel, vector: which, threshold: t, step });
  }

  async function writeState(state) {
    if (state.explorer !== "cuts") { ui.complain("This is not a state of this explorer."); return; }
    for (const { name, goto } of knobs) if (config.stops[name].includes(state[name])) goto(state[name]);
    if (Number.isInteger(state.pixel) && state.pixel >= 0 && state.pixel < n) it.pixel = state.pixel;
    if (PARTS.some(([key]) => key === state.part)) part = state.part;
    if (Number.isInteger(state.step)) parts.tree.load(clamp(state.step, 0, 8));
    await load();
    if (!it.graph) return;
    parts.graph.load(state.vector, state.threshold);
    show();
  }

  function onKey(key) {
    const way = WAYS[key.replace("Shift+", "")], pointing = key.startsWith("Shift+");
    if (/^[1-4]$/.test(key)) open(PARTS[key - 1][0]);
    else if (!it.gray || (part !== "row" && !it[part])) return false;
    else if (part === "row" && way && pointing) parts.row.move(way);
    else if (part === "row" && way) pin(clamp(Math.floor(it.pixel / width) + way[0], 0, height - 1) * width + clamp(it.pixel % width + way[1], 0, width - 1));
    else if (part === "graph" && way) parts.graph.move(way);
    else if (part === "graph" && key.toLowerCase() === "m") parts.graph.toMinimum();
    else return part === "tree" && parts.tree.onKey(key, way);
    return true;
  }

  ui.root.explorer = () => ({ settings: it.settings, pixel: it.pixel, pointed: parts.row.pointed(), weights: (it.gray && rowOf(it.pixel)) || [], part, ...parts.graph.state(), ...parts.tree.state() });
  const stopWatching = onResize(ui.root, show);
  photo.onload = show;
  photo.src = photoUrl;
  link.ask({ do: "hello" }).then(load);
  return () => { parts.tree.stop(); stopWatching(); link.close(); URL.revokeObjectURL(photoUrl); };
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
    const { content, data } = frame.answers[message.do + (message.max_ncut || "")];
    receive(content, await Promise.all(data.map(inflate)));
  };
  mountCuts(el, config, pageModel(answers), "data:image/jpeg;base64," + config.photo);
}

export default { render, offline };
