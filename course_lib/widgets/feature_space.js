// feature_space.js: any three features of the pixels as a cloud, linked to the picture. Columns come
// from the kernel or from the page; distances and colours are computed here in both.

const OWN_COLUMNS = ["R", "G", "B", "x", "y"]; // read off the picture
const TINTS = { R: [213, 60, 60], G: [30, 140, 60], B: [50, 90, 220] };
const ROUND = (x) => x.toLocaleString("en-US", { maximumFractionDigits: Math.abs(x) < 10 ? 1 : 0 });

function mountFeatureSpace(el, config, model, first) {
  const { width, height } = config, n = width * height, sample = sampleIndices(n, config.most);
  const camera = { yaw: 0.55, pitch: 0.38, zoom: 1 };
  let rgb = null, axes = [...config.axes], columns = {}, pinned = null, hovered = null, distance = null, spread = [1, 1, 1];
  let view = "photo", choseView = false, raw = true, share = 100, sorted = null;

  const ui = shell(el, {
    name: "feature-space", label: "Feature space explorer", keys: onKey,
    help: [["Click", "a pixel or a point: how far is every other pixel from it?"], ["Shift+arrows", "move the pixel by keyboard"],
      ["W A S D", "turn the cloud"], ["+ −", "zoom"], ["Esc", "let go"]],
  });
  const link = kernel(model, receive, (waits) => ui.root.classList.toggle("ex-waits", waits));
  const picture = pictureCanvas({
    id: "picture", label: config.alt,
    hover(pixel) { hovered = pixel && pixel[0] * width + pixel[1]; showPixel(); },
    pick(pixel) { pin(pixel[0] * width + pixel[1]); },
  });
  const cloud = cloudCanvas({ id: "cloud", label: "Cloud of the pixels in three features", camera, turned: () => cloud.draw(), pick: (i) => pin(sample[i]) });
  const views = segments("Colours show", [["photo", "Own colours"], ["distance", "Distance"]], view, (key) => {
    [view, choseView] = [key, true];
    paint();
  });
  const triples = config.triples.map((names) => make("button", { type: "button", id: "axes-" + names.join(""), text: names.join(" "), onclick: () => setAxes(names) }));
  const selects = [0, 1, 2].map((i) => chooser("axis-" + i, config.features.map((name) => [name, name]), axes[i], (name) => {
    setAxes(axes.map((old, j) => (j === i ? name : old === name ? axes[i] : old)));
  }));
  selects.forEach((select, i) => select.setAttribute("aria-label", "Axis " + (i + 1)));
  const units = segments("Distance in", [["raw", "Raw units"], ["equal", "Equal spread"]], "raw", (key) => { raw = key === "raw"; measure(); });
  const readout = make("p", { class: "ex-readout", id: "readout" });
  const limit = make("input", { type: "range", id: "limit", min: 1, max: 100, value: 100, "aria-label": "Show only the nearest pixels", oninput: () => { share = +limit.value; if (distance) paint(); tell(); } });
  const limitText = make("span"), scale = make("div", { class: "ex-scale" });
  const ends = make("div", { class: "ex-ends" }, make("span"), make("span", { text: "distance" }), make("span"));
  scale.style.background = "linear-gradient(to right," + Array.from({ length: 9 }, (_, i) => css(cividis(1 - i / 8))).join(",") + ")";
  const legend = make("div", { class: "ex-legend", id: "legend" }, make("h4", { text: "Distance to the clicked pixel (L2)" }), scale, ends, make("label", { class: "ex-field" }, limitText, limit));

  ui.body.append(
    make("div", { class: "ex-panels ex-two" },
      make("div", { class: "ex-panel" }, views.element, make("div", { class: "ex-stage" }, picture.canvas), readout),
      make("div", { class: "ex-panel" }, make("div", { class: "ex-row" }, ...selects), make("div", { class: "ex-stage" }, cloud.canvas), make("div", { class: "ex-row" }, ...triples))),
    ui.sentence, ui.problem,
    make("div", { class: "ex-lower" },
      legend,
      make("div", {}, make("h4", { text: "Measured in" }), units.element, make("p", { class: "ex-note" }, "Raw: a grey level counts as much as a pixel of position. Equal spread: each feature is divided by its standard deviation first."),
        make("p", { class: "ex-note", id: "note", text: config.note }))));

  const rgbOf = (i) => [rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]];
  const value = (name, i) => columns[name].low + columns[name].step * columns[name].data[i];

  function receive(content, buffers) {
    if (content.kind === "picture") takePixels(content, bytes(buffers[0]));
    else if (content.kind === "column") {
      const data = bytes(buffers[0]).slice();
      addColumn(content.name, new Uint16Array(data.buffer), content.low, content.high);
    } else if (content.kind === "problem") ui.complain(content.problem);
  }

  function addColumn(name, data, low, high) {
    columns[name] = { data, low, high, step: (high - low) / 65535 };
  }

  function takePixels(content, part) {
    if (content.row === 0) rgb = new Uint8Array(n * 3);
    rgb.set(part, content.row * width * 3);
    if (content.row + content.rows < height) return;
    for (let j = 0; j < 3; j++) columns["RGB"[j]] = { data: Uint8Array.from({ length: n }, (_, i) => rgb[3 * i + j]), low: 0, high: 255, step: 1 };
    columns.x = { data: Uint16Array.from({ length: n }, (_, i) => i % width), low: 0, high: Math.max(1, width - 1), step: 1 };
    columns.y = { data: Uint16Array.from({ length: n }, (_, i) => Math.floor(i / width)), low: 0, high: Math.max(1, height - 1), step: 1 };
  }

  async function setAxes(names) {
    for (const name of names) if (!columns[name]) await link.ask({ do: "column", name });
    const known = names.every((name) => columns[name]);
    if (known) axes = [...names];
    selects.forEach((select, i) => { select.value = axes[i]; });
    if (!known) return; // the problem was said
    ui.complain("");
    triples.forEach((button, i) => button.setAttribute("aria-pressed", config.triples[i].join() === axes.join()));
    spread = axes.map((name) => {
      let sum = 0, squares = 0;
      for (let i = 0; i < n; i++) { const v = value(name, i); sum += v; squares += v * v; }
      return Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2)) || 1;
    });
    const points = new Float32Array(sample.length * 3);
    for (let i = 0; i < sample.length; i++) for (let j = 0; j < 3; j++) points[3 * i + j] = place(sample[i], j);
    const dark = cssVariable(ui.root, "--ex-dark", "0") === "1";
    cloud.set({ points, axes: axes.map((name) => ({ name, high: ROUND(name === "y" ? columns[name].low : columns[name].high), low: axes.every((other) => columns[other].low === 0 && other !== "y") ? 0 : undefined,
      rgb: TINTS[name] && css(dark ? blend(TINTS[name], [255, 255, 255], 0.4) : TINTS[name]) })) });
    measure();
    Object.assign(ui.root.dataset, { ready: "true", axes: axes.join(" ") });
  }

  function place(i, j) {
    const column = columns[axes[j]];
    const share = column.high > column.low ? (value(axes[j], i) - column.low) / (column.high - column.low) : 0.5;
    return axes[j] === "y" ? 1 - share : share; // rows count downwards: the top of the picture is up
  }

  // Distance of every pixel to the clicked one.
  function measure() {
    distance = sorted = null;
    if (pinned !== null) {
      distance = new Float32Array(n);
      const parts = axes.map((name, j) => ({ data: columns[name].data, unit: columns[name].step / (raw ? 1 : spread[j]), at: columns[name].data[pinned] }));
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (const { data, unit, at } of parts) sum += ((data[i] - at) * unit) ** 2;
        distance[i] = Math.sqrt(sum);
      }
      sorted = distance.slice().sort();
    }
    if (!choseView) views.set(view = distance ? "distance" : "photo");
    paint();
    tell();
  }

  const cut = () => (share === 100 ? Infinity : sorted[Math.max(0, Math.ceil(n * share / 100) - 1)]);

  const reach = () => (share === 100 ? sorted[n - 1] : cut());

  function tell() {
    limitText.textContent = share === 100 ? "show all pixels" : "show the nearest " + share + " %";
    legend.hidden = !distance;
    if (!distance) {
      ui.say("Each pixel is a point: " + axes.join(", ") + ". Click a pixel to see how far all others are from it.");
      return;
    }
    ends.firstChild.textContent = "0";
    ends.lastChild.textContent = ROUND(reach());
    const what = axes.map((name) => name + " " + ROUND(value(name, pinned))).join(", ");
    ui.say("Row " + Math.floor(pinned / width) + ", column " + pinned % width + " (" + what + "): half of all pixels are nearer than " + ROUND(sorted[n >> 1]) +
      (share < 100 ? ", the nearest " + share + " % nearer than " + ROUND(cut()) : "") + ".");
  }

  function paint() {
    if (!rgb) return;
    const words = new Uint32Array(n), shown = new Uint32Array(sample.length), far = distance ? cut() : Infinity;
    const hidden = packed(cssVariable(ui.root, "--ex-dark", "0") === "1" ? [38, 40, 44] : [226, 229, 234]);
    if (view === "distance" && distance) {
      const most = reach() || 1, table = Uint32Array.from({ length: 256 }, (_, i) => packed(cividis(1 - i / 255)));
      for (let i = 0; i < n; i++) words[i] = distance[i] <= far ? table[Math.round(255 * distance[i] / most)] : hidden;
    } else {
      for (let i = 0; i < n; i++) {
        const c = rgbOf(i);
        words[i] = packed(distance && distance[i] > far ? [128, 128, 128] : c);
      }
    }
    for (let i = 0; i < sample.length; i++) shown[i] = words[sample[i]];
    picture.setPixels(words);
    cloud.set({ colours: shown });
    showPixel();
  }

  function showPixel() {
    const pixel = hovered === null ? pinned : hovered;
    picture.setMarks(pinned === null ? [] : [[Math.floor(pinned / width), pinned % width]]);
    picture.draw();
    if (!rgb || !columns[axes[2]]) return;
    const rings = [pinned, hovered].filter((i) => i !== null).map((i) => [0, 1, 2].map((j) => place(i, j)));
    cloud.set({ rings });
    cloud.draw();
    readout.textContent = pixel === null ? "Point at a pixel, or click it." : "row " + Math.floor(pixel / width) + ", column " + pixel % width + " · " +
      axes.map((name) => name + " " + ROUND(value(name, pixel))).join(", ") + (distance && pixel !== pinned ? " · distance " + ROUND(distance[pixel]) : "");
  }

  function pin(pixel) {
    pinned = pixel;
    measure();
  }

  function onKey(key) {
    if (!columns[axes[2]]) return false;
    if (/^Shift\+Arrow/.test(key)) {
      const [row, column] = picture.move(key.slice(6), pinned === null ? null : [Math.floor(pinned / width), pinned % width]);
      pin(row * width + column);
    } else if (key === "Escape" && pinned !== null) pin(null);
    else return cloud.key(key.replace("Shift+", ""));
    return true;
  }

  ui.root.explorer = () => ({ axes, pinned, distance, columns });
  picture.setSize(width, height);
  if (first) first(picture, () => rgb !== null);
  const stopWatching = onResize(ui.root, () => rgb && showPixel());
  legend.hidden = true;
  link.ask({ do: "hello" }).then(() => setAxes(axes));
  return () => { stopWatching(); link.close(); };
}

function render({ model, el }) {
  return mountFeatureSpace(el, model.get("config"), model, (picture, late) => {
    const image = new Image();
    image.onload = () => { if (late()) return; picture.setImage(image); picture.draw(); };
    image.src = URL.createObjectURL(new Blob([bytes(model.get("photo"))], { type: "image/jpeg" }));
  });
}

function offline(el, config) {
  const answers = (receive) => async (message) => {
    if (message.do === "hello") {
      receive({ kind: "picture", row: 0, rows: config.height }, [await inflatePixels(config.rgb, 3)]);
    } else if (config.columns[message.name]) {
      // High bytes came first, then low bytes: each kind compresses better alone.
      const { low, high, data } = config.columns[message.name], planes = await inflate(data), half = planes.length / 2;
      const joined = Uint16Array.from({ length: half }, (_, i) => planes[i] * 256 + planes[half + i]);
      receive({ kind: "column", name: message.name, low, high }, [joined.buffer]);
    }
  };
  mountFeatureSpace(el, config, pageModel(answers));
}

export default { render, offline };
