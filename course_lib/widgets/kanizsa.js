// kanizsa.js: pac-men that make a shape which is not drawn. Drawn, measured and filtered in the
// browser; nothing is asked of the kernel.

const CORNERS = { square: 4, triangle: 3 };

function mountKanizsa(el, config) {
  const size = config.size;
  const start = { shape: config.shape, support: config.support, gap: config.gap, fade: config.fade, turned: false, view: "figure", row: Math.round(size * 0.5) };
  let state = { ...start }, cursor = null;

  const ui = shell(el, {
    name: "kanizsa", label: "Illusory contours explorer", keys: onKey,
    help: [["T", "turn the pac-men"], ["E", "edges"], ["↑ ↓", "move the measured row"], ["R", "begin again"]],
  });
  const picture = pictureCanvas({
    id: "picture", label: "The figure", smooth: true, hover(pixel) { cursor = pixel; tellPixel(); }, pick(pixel) { set({ row: pixel[0] }); },
  });
  const plot = make("canvas", { id: "profile", role: "img", "aria-label": "Brightness along the measured row" });
  const shapes = segments("Shape", [["square", "Square"], ["triangle", "Triangle"]], state.shape, (shape) => set({ shape }));
  const views = segments("Show", [["figure", "Figure"], ["edges", "Edges (gradient)"]], state.view, (view) => set({ view }));
  const slider = (id, text, low, high, step, read) => {
    const value = make("span"), input = make("input", { type: "range", id, min: low, max: high, step, oninput: () => set({ [id]: +input.value }) });
    return { element: make("label", { class: "ex-field" }, make("span", {}, text + " ", value), input), show(state) { input.value = state[id]; value.textContent = read(state[id]); } };
  };
  const sliders = [
    slider("support", "Support ratio: share of a side with a real edge", 0.1, 0.9, 0.01, (v) => Math.round(100 * v) + " %"),
    slider("gap", "Gap: the rest of the side", 20, 240, 1, (v) => v + " pixels, if it fits"),
    slider("fade", "Fade of the pac-men", 0, 1, 0.01, (v) => Math.round(100 * v) + " %"),
  ];
  const turn = make("button", { type: "button", id: "turn", text: "Turn the pac-men", onclick: () => set({ turned: !state.turned }) });
  const again = make("button", { type: "button", id: "again", text: "Begin again", onclick: () => set(start) });
  const readout = make("p", { class: "ex-readout", id: "readout" });

  ui.body.append(
    make("div", { class: "ex-panels ex-two" },
      make("div", { class: "ex-panel" }, make("div", { class: "ex-row" }, shapes.element, views.element), make("div", { class: "ex-stage" }, picture.canvas), readout),
      make("div", { class: "ex-panel" }, ...sliders.map((s) => s.element), make("div", { class: "ex-row" }, turn, again),
        make("h4", { text: "Brightness along the marked row" }), make("div", { class: "ex-stage" }, plot),
        make("p", { class: "ex-note" }, "Predict first: does the picture change where you see the shape's edge? Click a row that crosses it."))),
    ui.sentence, ui.problem, stateBox(readState, writeState));

  function corners() {
    const count = CORNERS[state.shape], side = state.gap / (1 - state.support);
    let around = side / (2 * Math.sin(Math.PI / count));
    around *= Math.min(1, (size / 2 - 8) / (around + state.support * side / 2));
    const first = -Math.PI / 2 - (count === 4 ? Math.PI / 4 : 0), low = size / 2 + (count === 3 ? around / 4 : 0);
    return Array.from({ length: count }, (_, i) => [size / 2 + around * Math.cos(first + 2 * Math.PI * i / count), low + around * Math.sin(first + 2 * Math.PI * i / count)]);
  }

  // Grey levels of the figure.
  function levels() {
    const store = document.createElement("canvas"), points = corners(), n = points.length;
    store.width = store.height = size;
    const context = store.getContext("2d", { willReadFrequently: true });
    context.fillStyle = "#fff";
    context.fillRect(0, 0, size, size);
    const ink = Math.round(255 * state.fade), radius = state.support * Math.hypot(points[1][0] - points[0][0], points[1][1] - points[0][1]) / 2;
    context.fillStyle = css([ink, ink, ink]);
    points.forEach(([x, y], i) => {
      const angle = ([u, v]) => Math.atan2(v - y, u - x), half = Math.PI * (n - 2) / (2 * n);
      const mouth = angle([size / 2, points.reduce((sum, p) => sum + p[1], 0) / n]) + (state.turned ? Math.PI * (i % 2 ? 0.8 : 1.25) : 0);
      context.beginPath();
      context.moveTo(x, y);
      context.arc(x, y, radius, mouth + half, mouth - half + 2 * Math.PI);
      context.closePath();
      context.fill();
    });
    const data = context.getImageData(0, 0, size, size).data;
    return Uint8Array.from({ length: size * size }, (_, i) => data[4 * i]);
  }

  let gray = null, edges = null;
  function compute() {
    gray = levels();
    edges = new Float32Array(size * size);
    let most = 1;
    for (let r = 1; r < size - 1; r++) for (let c = 1; c < size - 1; c++) {
      const i = r * size + c;
      edges[i] = Math.hypot(gray[i + 1] - gray[i - 1], gray[i + size] - gray[i - size]) / 2;
      most = Math.max(most, edges[i]);
    }
    const words = new Uint32Array(size * size);
    for (let i = 0; i < words.length; i++) {
      const g = state.view === "edges" ? 255 - 255 * edges[i] / most : gray[i];
      words[i] = packed([g, g, g]);
    }
    // marked at both rims only: a line through the figure would be an edge of its own
    const stripe = packed([213, 94, 0]), top = clamp(state.row - 1, 0, size - 3);
    for (let r = top; r < top + 3; r++) for (let c = 0; c < 16; c++) words[r * size + c] = words[(r + 1) * size - 1 - c] = stripe;
    picture.setPixels(words);
  }

  function drawPlot() {
    if (!gray || !plot.parentNode) return;
    const place = fitCanvas(plot, 0.34), context = plot.getContext("2d"), line = cssVariable(ui.root, "--ex-dark", "0") === "1" ? "#fff" : "#1f2328";
    context.setTransform(place.scale, 0, 0, place.scale, 0, 0);
    context.clearRect(0, 0, place.width, place.height);
    const x = (c) => 8 + c / (size - 1) * (place.width - 16), y = (g) => place.height - 10 - g / 255 * (place.height - 20);
    context.strokeStyle = "#d55e00";
    context.lineWidth = 2;
    context.beginPath();
    for (let c = 0; c < size; c++) context[c ? "lineTo" : "moveTo"](x(c), y(gray[state.row * size + c]));
    context.stroke();
    context.fillStyle = line;
    context.font = "11px " + cssVariable(ui.root, "--ex-font", "sans-serif");
    context.fillText("white", 10, y(255) + 14);
    context.fillText("black", 10, y(0) - 4);
  }

  function tellPixel() {
    picture.draw();
    readout.textContent = cursor && gray ? "row " + cursor[0] + ", column " + cursor[1] + " · brightness " + gray[cursor[0] * size + cursor[1]] + " · gradient " + Math.round(edges[cursor[0] * size + cursor[1]]) : "Point at a pixel; click a row to measure it.";
  }

  function tell() {
    const count = CORNERS[state.shape], row = gray.subarray(state.row * size, (state.row + 1) * size);
    let steps = 0;
    for (let c = 1; c < size; c++) steps += Math.abs(row[c] - row[c - 1]) > 2 ? 1 : 0;
    const what = state.turned ? count + " pac-men that look in all directions: the " + state.shape + " is gone." : count + " pac-men, whose edges cover " + Math.round(100 * state.support) + " % of the sides of a " + state.shape + " that is not drawn.";
    ui.say(what + (steps ? " In row " + state.row + " the brightness changes, at the pac-men only." : " In row " + state.row + " the brightness does not change at all."));
    Object.assign(ui.root.dataset, { ready: "true", shape: state.shape, steps, turned: state.turned });
  }

  function set(change) {
    state = { ...state, ...change };
    shapes.set(state.shape);
    views.set(state.view);
    turn.setAttribute("aria-pressed", state.turned);
    sliders.forEach((s) => s.show(state));
    compute();
    drawPlot();
    tellPixel();
    tell();
  }

  function readState() {
    return JSON.stringify({ kanizsa: state });
  }

  function writeState({ kanizsa: wanted }) {
    const within = (name, low, high) => Number.isFinite(wanted[name]) && wanted[name] >= low && wanted[name] <= high;
    const good = wanted && wanted.shape in CORNERS && within("support", 0.1, 0.9) && within("gap", 20, 240) && within("fade", 0, 1)
      && within("row", 0, size - 1) && typeof wanted.turned === "boolean" && ["figure", "edges"].includes(wanted.view);
    if (!good) return "This is not a state of this explorer.";
    set({ ...wanted, row: Math.round(wanted.row) });
  }

  function onKey(key) {
    const name = key.length === 1 ? key.toLowerCase() : key;
    if (name === "t") set({ turned: !state.turned });
    else if (name === "e") set({ view: state.view === "edges" ? "figure" : "edges" });
    else if (name === "r") set(start);
    else if (name === "ArrowUp" || name === "ArrowDown") set({ row: clamp(state.row + (name === "ArrowUp" ? -5 : 5), 0, size - 1) });
    else return false;
    return true;
  }

  ui.root.explorer = () => ({ state, gray, edges });
  picture.setSize(size, size);
  const stopWatching = onResize(ui.root, () => { drawPlot(); tellPixel(); });
  set({});
  return stopWatching;
}

function render({ model, el }) {
  return mountKanizsa(el, model.get("config"));
}

function offline(el, config) {
  mountKanizsa(el, config);
}

export default { render, offline };
