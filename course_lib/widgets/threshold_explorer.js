// threshold_explorer.js: a grey picture, its histogram, a threshold to drag, the between-class
// variance, and Otsu's mark once it was asked for. All is computed here but what the student's own
// functions give.

const MASK = [230, 159, 0];
const WHOLE = (x) => x.toLocaleString("en-US");

function mountThreshold(el, config, model, first) {
  const { width, height, own } = config, n = width * height;
  let gray = null, t = config.t, view = "both", otsu = null, shown = false, hovered = null, cursor = null, ownMask = null, dragging = false;
  const counts = new Uint32Array(256), below = new Uint32Array(256), variance = new Float64Array(256);

  const ui = shell(el, {
    name: "threshold-explorer", label: "Threshold explorer", keys: onKey,
    help: [["← →", "move the threshold"], ["Home End", "lowest, highest"], ["O", "show Otsu's threshold"], ["Shift+arrows", "name a pixel by keyboard"], ["Esc", "let it go"]],
  });
  const link = kernel(model, receive, (waits) => ui.root.classList.toggle("ex-waits", waits));
  const picture = pictureCanvas({
    id: "picture", label: config.alt,
    hover(pixel) { hovered = pixel; tellPixel(); },
    pick(pixel) { cursor = pixel; setT(gray[pixel[0] * width + pixel[1]], true); },
  });
  const views = segments("The picture shows", [["photo", "Picture"], ["both", "Mask over picture"], ["mask", "Mask"]], view, (key) => { view = key; paint(); });
  const plot = make("canvas", { id: "histogram", tabindex: "0", role: "img", "aria-label": "Histogram of the grey levels with the threshold" });
  const slider = make("input", { type: "range", id: "threshold", min: 0, max: 255, value: t, "aria-label": "Threshold", oninput: () => setT(+slider.value, false), onchange: () => askMask() });
  const show = make("button", { type: "button", id: "show-otsu", onclick: reveal });
  const readout = make("p", { class: "ex-readout", id: "readout" });
  const hint = make("p", { class: "ex-note" });
  const numbers = make("p", { class: "ex-readout", id: "numbers" });

  ui.body.append(
    make("div", { class: "ex-panels ex-two" },
      make("div", { class: "ex-panel" }, views.element, make("div", { class: "ex-stage" }, picture.canvas), readout),
      make("div", { class: "ex-panel" }, make("h4", { text: "Histogram: how many pixels have each grey level" }), make("div", { class: "ex-stage" }, plot), slider, numbers,
        make("div", { class: "ex-row" }, show), hint)),
    ui.sentence, ui.problem, make("p", { class: "ex-note", id: "note", text: config.note }), stateBox(readState, writeState));

  function receive(content, buffers) {
    if (content.kind === "gray") take(bytes(buffers[0]));
    else if (content.kind === "mask") { ownMask = { t: content.t, data: bytes(buffers[0]).slice() }; ui.complain(""); paint(); tell(); ui.root.dataset.frames = +(ui.root.dataset.frames || 0) + 1; }
    else if (content.kind === "otsu") { otsu = content.t; ui.complain(""); }
    else if (content.kind === "problem") { ownMask = null; ui.complain(content.problem); }
  }

  function take(data) {
    gray = data.slice();
    for (const g of gray) counts[g]++;
    let low = 0, sum = 0, all = 0;
    for (let g = 0; g < 256; g++) all += g * counts[g];
    for (let g = 0; g < 256; g++) {
      low += counts[g];
      sum += g * counts[g];
      below[g] = low;
      const high = n - low;
      variance[g] = low && high ? low * high * (sum / low - (all - sum) / high) ** 2 / n / n : 0;
    }
  }

  const best = () => (otsu === null ? variance.indexOf(Math.max(...variance)) : otsu);

  function setT(value, ask) {
    t = clamp(Math.round(value), 0, 255);
    slider.value = t;
    if (ownMask && ownMask.t !== t) ownMask = null;
    if (ask) askMask();
    paint();
    tell();
  }

  function askMask() {
    if (own.includes("threshold")) link.ask({ do: "mask", t }, true);
  }

  async function reveal() {
    if (!shown && otsu === null && own.includes("otsu")) {
      await link.ask({ do: "otsu" });
      if (otsu === null) return;
    }
    shown = !shown;
    drawPlot();
    tell();
  }

  function tell() {
    if (!gray) return;
    const above = n - below[t], share = Math.round(100 * above / n);
    show.textContent = shown ? "Hide Otsu's threshold" : "Show Otsu's threshold";
    show.setAttribute("aria-pressed", shown);
    hint.textContent = shown ? "The blue curve is the between-class variance for every threshold, the dashed line is where it is largest." : "Predict first: where would you put the threshold? Drag it there, then look.";
    numbers.textContent = "t = " + t + " · " + WHOLE(below[t]) + " pixels ≤ t, " + WHOLE(above) + " > t" + (shown ? " · between-class variance " + WHOLE(Math.round(variance[t])) : "");
    let text = WHOLE(above) + " of " + WHOLE(n) + " pixels, " + share + " %, are brighter than " + t + ".";
    if (shown) {
      const b = best(), whose = own.includes("otsu") && otsu !== null ? "Your otsu_threshold says " : "Otsu says ";
      text += t === b ? " " + whose + "the same." : " " + whose + b + ": there the between-class variance is " + WHOLE(Math.round(variance[b])) + ", here " + WHOLE(Math.round(variance[t])) + ".";
    }
    if (ownMask) {
      let yours = 0;
      for (const bit of ownMask.data) yours += bit;
      text += yours === above ? " Your threshold marks the same pixels." : " Your threshold marks " + WHOLE(yours) + " pixels.";
    }
    ui.say(text);
    Object.assign(ui.root.dataset, { ready: "true", t, otsu: shown ? best() : "" });
    tellPixel();
  }

  function tellPixel() {
    const pixel = hovered || cursor;
    picture.setMarks(cursor ? [cursor] : []);
    picture.draw();
    if (!gray) return;
    const g = pixel && gray[pixel[0] * width + pixel[1]];
    readout.textContent = pixel ? "row " + pixel[0] + ", column " + pixel[1] + " · grey level " + g + (g > t ? ", above the threshold" : ", not above the threshold") : "Point at a pixel; click it to put the threshold at its grey level.";
  }

  function paint() {
    if (!gray) return;
    const words = new Uint32Array(n), table = [new Uint32Array(256), new Uint32Array(256)];
    for (let g = 0; g < 256; g++) {
      const c = [g, g, g];
      table[0][g] = packed(view === "photo" ? c : view === "mask" ? [0, 0, 0] : c.map((v) => 0.45 * v));
      table[1][g] = packed(view === "photo" ? c : view === "mask" ? [255, 255, 255] : blend(c, MASK, 0.65));
    }
    for (let i = 0; i < n; i++) words[i] = table[ownMask ? ownMask.data[i] : gray[i] > t ? 1 : 0][gray[i]];
    picture.setPixels(words);
    drawPlot();
    tellPixel();
  }

  const EDGE = { left: 8, right: 8, top: 18, bottom: 20 };
  const across = (size, g) => EDGE.left + (g + 0.5) / 256 * (size.width - EDGE.left - EDGE.right);

  function drawPlot() {
    if (!gray || !plot.parentNode) return;
    const size = fitCanvas(plot, 0.62), context = plot.getContext("2d");
    const dark = cssVariable(ui.root, "--ex-dark", "0") === "1", ink = dark ? "#fff" : "#1f2328", floor = size.height - EDGE.bottom, room = floor - EDGE.top;
    context.setTransform(size.scale, 0, 0, size.scale, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    // the fullest level may stand far above all others: bars end at the top
    const sorted = [...counts].sort((a, b) => b - a), most = Math.max(1, Math.min(sorted[0], 3 * sorted[8])), wide = (size.width - EDGE.left - EDGE.right) / 256;
    for (let g = 0; g < 256; g++) {
      const tall = room * Math.min(1, counts[g] / most);
      context.fillStyle = g > t ? css(MASK) : dark ? "#aab2bd" : "#57606a";
      context.fillRect(across(size, g) - wide / 2, floor - tall, Math.max(1, wide + 0.4), tall);
    }
    context.font = "12px " + cssVariable(ui.root, "--ex-font", "sans-serif");
    context.textBaseline = "middle";
    context.fillStyle = ink;
    for (const g of [0, 64, 128, 192, 255]) {
      context.textAlign = g === 0 ? "left" : g === 255 ? "right" : "center";
      context.fillText(String(g), across(size, g), size.height - 9);
    }
    if (shown) {
      const top = Math.max(...variance) || 1, blue = dark ? "#56b4e9" : "#0072b2";
      for (const [colour, line] of [[dark ? "#1f2328" : "#fff", 4], [blue, 2]]) {
        context.strokeStyle = colour;
        context.lineWidth = line;
        context.beginPath();
        for (let g = 0; g < 256; g++) context[g ? "lineTo" : "moveTo"](across(size, g), floor - room * variance[g] / top);
        context.stroke();
      }
      mark(context, size, best(), blue, [5, 4], "Otsu " + best(), floor);
    }
    mark(context, size, t, ink, [], "t = " + t, floor);
  }

  function mark(context, size, g, colour, dash, text, floor) {
    const x = across(size, g), half = context.measureText(text).width / 2 + 4;
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(x, EDGE.top);
    context.lineTo(x, floor);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = colour;
    context.textAlign = "center";
    // Otsu's word stands at the foot: at the top the curve has its peak
    const at = [clamp(x, half, size.width - half), dash.length ? floor - 12 : 9];
    context.lineWidth = 4;
    context.strokeStyle = cssVariable(ui.root, "--ex-stage", "#e4e7ec");
    context.strokeText(text, ...at);
    context.fillText(text, ...at);
  }

  function dragTo(event, ask) {
    const box = plot.getBoundingClientRect();
    setT((event.clientX - box.left - EDGE.left) / (box.width - EDGE.left - EDGE.right) * 256 - 0.5, ask);
  }
  plot.style.touchAction = "none";
  plot.addEventListener("pointerdown", (event) => { dragging = true; plot.setPointerCapture(event.pointerId); dragTo(event, false); });
  plot.addEventListener("pointermove", (event) => { if (dragging) dragTo(event, false); });
  plot.addEventListener("pointerup", () => { if (dragging) { dragging = false; askMask(); } });
  plot.addEventListener("pointercancel", () => { dragging = false; });

  function readState() {
    return JSON.stringify({ threshold: { t, view, otsu: shown } });
  }

  function writeState({ threshold: wanted }) {
    const good = wanted && Number.isInteger(wanted.t) && wanted.t >= 0 && wanted.t <= 255 && ["photo", "both", "mask"].includes(wanted.view);
    if (!good || !gray) return "This is not a state of this explorer.";
    view = wanted.view;
    views.set(view);
    setT(wanted.t, true);
    if (Boolean(wanted.otsu) !== shown) reveal();
  }

  function onKey(key) {
    if (!gray) return false;
    const steps = { ArrowLeft: t - 1, ArrowRight: t + 1, PageDown: t - 10, PageUp: t + 10, Home: 0, End: 255 };
    if (key in steps) setT(steps[key], true);
    else if (key === "o" || key === "O" || key === "Shift+O") reveal();
    else if (/^Shift\+Arrow/.test(key)) { cursor = picture.move(key.slice(6), cursor); tellPixel(); ui.say(readout.textContent); }
    else if (key === "Escape" && cursor) { cursor = null; tellPixel(); }
    else return false;
    return true;
  }

  ui.root.explorer = () => ({ t, otsu: best(), counts, variance, ownMask });
  picture.setSize(width, height);
  if (first) first(picture, () => gray !== null);
  const stopWatching = onResize(ui.root, () => gray && paint());
  link.ask({ do: "hello" }).then(() => { if (gray) { setT(t, true); } });
  return () => { stopWatching(); link.close(); };
}

function render({ model, el }) {
  return mountThreshold(el, model.get("config"), model, (picture, late) => {
    const image = new Image();
    image.onload = () => { if (late()) return; picture.setImage(image); picture.draw(); };
    image.src = URL.createObjectURL(new Blob([bytes(model.get("photo"))], { type: "image/jpeg" }));
  });
}

function offline(el, config) {
  const answers = (receive) => async (message) => {
    if (message.do === "hello") receive({ kind: "gray" }, [await inflate(config.gray)]);
  };
  mountThreshold(el, config, pageModel(answers));
}

export default { render, offline };
