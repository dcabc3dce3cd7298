// kmeans_versus_mean_shift.js: two clusterings of one photo's colours, side by side. They come from
// the kernel, or were recorded for an exported page; hovering and colouring happen here.

const SIDES = ["kmeans", "shift"], TITLES = ["k-means", "Mean shift"], VIEWS = [["photo", "Photo"], ["means", "Mean colours"], ["clusters", "Cluster colours"]];
// Mean shift's exact answer takes longer than a slider may: a quick one comes first, and the exact
// one when W has stayed for so many milliseconds.
const SETTLED = 250;

function mountVersus(el, config, model, image) {
  const { width, height } = config, n = width * height;
  let view = "means", pinned = null, hovered = null, dim = false, settling = 0, serial = 0, question = null, score = [0, 0];
  const results = [null, null];

  const ui = shell(el, {
    name: "versus", label: "k-means against mean shift", keys: onKey,
    help: [["Point", "at a pixel: its cluster in both"], ["Click", "keep it"], ["Shift+arrows", "move the pixel"],
      ["← →", "k"], ["[ ]", "W"], ["V", "change the view"], ["Esc", "let go"]],
  });
  const link = kernel(model, receive, (waits) => ui.root.classList.toggle("ex-waits", waits));
  const views = segments("Pictures show", VIEWS, view, (key) => { view = key; paint(); });
  const only = make("input", { type: "checkbox", id: "dim", onchange: () => { dim = only.checked; paint(); } });
  const panels = SIDES.map((side, s) => {
    const canvas = pictureCanvas({
      id: side, label: TITLES[s] + ", " + width + " × " + height + " pixels",
      hover(pixel) { hovered = pixel && pixel[0] * width + pixel[1]; showPixel(); },
      pick(pixel) { pin(pixel[0] * width + pixel[1]); },
    });
    const values = config.values[s], at = values.indexOf(config.first[s]);
    const slider = make("input", { type: "range", id: side + "-value", min: 0, max: values.length - 1, value: at,
      oninput: () => choose(s, +slider.value), onchange: () => settle(s) });
    const text = make("span"), head = make("h4", { id: side + "-count" }), kind = make("span", { class: "ex-note", id: side + "-kind" }), readout = make("p", { class: "ex-readout", id: side + "-readout" });
    const strip = make("canvas", { class: "ex-scale", role: "img", id: side + "-sizes" });
    canvas.setSize(width, height);
    return { canvas, slider, text, head, kind, readout, strip, values, at,
      element: make("div", { class: "ex-panel" }, make("div", { class: "ex-row" }, head, kind), make("label", { class: "ex-field" }, text, slider), make("div", { class: "ex-stage" }, canvas.canvas), strip, readout) };
  });
  const predict = make("input", { type: "checkbox", id: "predict", onchange: () => { score = [0, 0]; question = null; askQuestion(); paint(); } });
  const verdict = make("span", { class: "ex-verdict", id: "verdict" }), questionText = make("span", { id: "question" }), answers = make("span", { class: "ex-row" });
  const questionBox = make("div", { class: "ex-question", hidden: true }, verdict, questionText, answers);
  const note = [config.note, config.stored ? "This page keeps the values on the sliders; run the cell for those between." : "", "Both use the colours R, G, B alone. Strips: the share of each cluster."].filter(Boolean).join(" ");
  ui.body.append(
    make("div", { class: "ex-settings" }, views.element, make("label", { class: "ex-check" }, only, "Only the pointed cluster"), make("label", { class: "ex-check" }, predict, "Predict before W changes")), questionBox,
    make("div", { class: "ex-panels ex-two" }, ...panels.map((p) => p.element)), ui.sentence, ui.problem, make("p", { class: "ex-note", id: "note", text: note }), stateBox(readState, (state) => { loadState(state); }));

  function receive(content, buffers) {
    if (content.kind === "problem") { ui.complain(content.problem); return; }
    if (content.kind !== "clusters") return;
    const labels = new Uint16Array(bytes(buffers[0]).slice().buffer), colours = bytes(buffers[1]), s = SIDES.indexOf(content.side), sizes = new Uint32Array(colours.length / 3);
    for (const label of labels) sizes[label]++;
    results[s] = { labels, colours, sizes, value: content.value, exact: content.exact, own: palette(sizes.length) };
    ui.complain("");
    if (content.exact) reveal();
    paint();
    if (content.exact && !hidden()) tell();
    Object.assign(ui.root.dataset, { ready: String(results.every(Boolean)), frames: +(ui.root.dataset.frames || 0) + 1 });
  }

  // A value of a slider: shown at once, by mean shift's quick answer where a kernel computes.
  function choose(s, at) {
    const panel = panels[s], before = panel.values[panel.at];
    panel.slider.value = panel.at = clamp(at, 0, panel.values.length - 1);
    const value = panel.values[panel.at];
    showValue(s);
    if (!s) return link.ask({ do: SIDES[0], value }, "k-means");
    serial++;
    clearTimeout(settling);
    if (predict.checked && results[1] && value !== before) pose(before, value);
    return link.ask({ do: SIDES[1], value, exact: Boolean(config.stored) }, "quick");
  }

  function settle(s) {
    if (!s || config.stored) return;
    const mine = serial, value = panels[1].values[panels[1].at];
    clearTimeout(settling);
    settling = setTimeout(() => mine === serial && link.ask({ do: SIDES[1], value, exact: true }, "exact"), SETTLED);
  }

  function showValue(s) {
    panels[s].text.textContent = s ? "W, the radius of the window: " + panels[s].values[panels[s].at] : "k, the number of means: " + panels[s].values[panels[s].at];
  }

  // ---- predict: mean shift's picture stays hidden until the reader has said what W will do

  const hidden = () => Boolean(question && question.answer === undefined);

  function pose(before, value) {
    const from = hidden() ? question.from : [before, results[1].sizes.length];
    question = value === from[0] ? null : { from, to: value };
    verdict.textContent = "";
    askQuestion();
    if (hidden()) ui.say("Predict first: " + questionText.textContent);
  }

  function askQuestion() {
    questionBox.hidden = !predict.checked;
    const open = hidden();
    questionText.textContent = open ? "W from " + question.from[0] + " to " + question.to + ": mean shift had " + count(question.from[1], "cluster") + ". Now?" : question && !verdict.textContent ? "Computing …" : "Change W.";
    answers.replaceChildren(...(open ? [["fewer", -1], ["as many", 0], ["more", 1]].map(([text, sign]) => make("button", { type: "button", id: "predict-" + (sign + 1), text, onclick: () => {
      question.answer = sign;
      reveal();
      paint();
      if (!hidden() && results[1].exact) tell();
    } })) : []));
  }

  function reveal() {
    if (question && question.answer !== undefined && results[1].exact && results[1].value === question.to && !question.told) {
      const [, old] = question.from, now = results[1].sizes.length, right = Math.sign(now - old) === question.answer;
      question.told = true;
      score = [score[0] + right, score[1] + 1];
      verdict.textContent = (right ? "✓ " : "✗ ") + score[0] + " of " + score[1] + " right: " + old + " → " + count(now, "cluster") + ".";
      verdict.dataset.right = right;
    }
    askQuestion();
  }

  function tell() {
    if (!results.every(Boolean)) return;
    const [a, b] = results.map((r) => count(r.sizes.length, "cluster"));
    ui.say("k-means with k = " + results[0].value + ": " + a + ". Mean shift with W = " + results[1].value + ": " + b + ", the largest with " + Math.round(100 * results[1].sizes[0] / n) + " % of the pixels.");
  }

  const rgbOf = ({ colours, own }, label) => (view === "clusters" ? own[label] : colours.subarray(3 * label, 3 * label + 3));

  function paint() {
    const pixel = hovered === null ? pinned : hovered;
    results.forEach((result, s) => {
      const { canvas, head, strip } = panels[s];
      if (!result) return;
      const veiled = s === 1 && hidden();
      if (view === "photo" || veiled) canvas.setImage(image);
      else {
        const chosen = dim && pixel !== null ? result.labels[pixel] : -1;
        const words = Uint32Array.from(result.sizes, (_, m) => packed(chosen < 0 || m === chosen ? rgbOf(result, m) : blend([...rgbOf(result, m)], [128, 128, 128], 0.85)));
        canvas.setPixels(Uint32Array.from(result.labels, (label) => words[label]));
      }
      head.textContent = TITLES[s] + ": " + (veiled ? "?" : (result.exact ? "" : "about ") + count(result.sizes.length, "cluster"));
      panels[s].kind.textContent = veiled ? "your prediction first" : s === 0 ? "" : result.exact ? "exact" : "quick answer; the exact one follows";
      strip.style.visibility = veiled ? "hidden" : "visible";
      drawStrip(strip, result);
    });
    showPixel(true);
  }

  // The clusters' shares from the largest to the smallest.
  function drawStrip(strip, result) {
    const context = strip.getContext("2d");
    [strip.width, strip.height] = [600, 12];
    let from = 0;
    result.sizes.forEach((size, m) => {
      context.fillStyle = css(Array.from(view === "clusters" ? result.own[m] : result.colours.subarray(3 * m, 3 * m + 3)));
      context.fillRect(600 * from / n, 0, 600 * size / n + 1, 12);
      from += size;
    });
    strip.setAttribute("aria-label", "Shares of the " + count(result.sizes.length, "cluster"));
  }

  function words(s) {
    if (s === 1 && hidden()) return "Predict first.";
    const result = results[s], pixel = hovered === null ? pinned : hovered;
    if (!result || pixel === null) return "Point at a pixel, or click it.";
    const label = result.labels[pixel], share = 100 * result.sizes[label] / n;
    return "cluster " + label + " of " + result.sizes.length + " · " + (share < 1 ? "<1" : Math.round(share)) + " % of the pixels · mean RGB (" + Array.from(result.colours.subarray(3 * label, 3 * label + 3)).join(", ") + ")";
  }

  function showPixel(painted) {
    if (dim && !painted) { paint(); return; }
    panels.forEach((panel, s) => {
      // The pointed pixel is marked in both pictures.
      const at = (i) => (i === null ? null : [Math.floor(i / width), i % width]);
      panel.canvas.setMarks(pinned === null ? [] : [at(pinned)]);
      panel.canvas.setCursor(at(hovered));
      panel.canvas.draw();
      panel.readout.textContent = words(s);
    });
  }

  function pin(pixel) {
    pinned = pinned === pixel ? null : pixel;
    showPixel();
    if (pinned === null) { tell(); return; }
    hovered = null;
    ui.say("Row " + Math.floor(pinned / width) + ", column " + pinned % width + ": k-means " + words(0) + "; mean shift " + words(1) + ".");
  }

  function onKey(key) {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], "[": [1, -1], "]": [1, 1] }[key];
    if (step) {
      choose(step[0], panels[step[0]].at + step[1]);
      settle(step[0]);
    }
    else if (/^Shift\+Arrow/.test(key)) {
      const [row, column] = panels[0].canvas.move(key.slice(6), pinned === null ? null : [Math.floor(pinned / width), pinned % width]);
      if (pinned !== row * width + column) pin(row * width + column);
    } else if (key.toLowerCase() === "v") {
      view = { photo: "means", means: "clusters", clusters: "photo" }[view];
      views.set(view);
      paint();
    } else if (key === "Escape" && pinned !== null) pin(pinned);
    else return false;
    return true;
  }

  function readState() {
    return JSON.stringify({ explorer: "versus", k: panels[0].values[panels[0].at], radius: panels[1].values[panels[1].at], view, pixel: pinned });
  }

  async function loadState(state) {
    const at = panels.map((panel, s) => panel.values.indexOf([state.k, state.radius][s]));
    const pixel = state.pixel === null || (Number.isInteger(state.pixel) && state.pixel >= 0 && state.pixel < n);
    if (state.explorer !== "versus" || at.includes(-1) || !pixel || !VIEWS.some(([key]) => key === state.view)) {
      ui.complain("This is not a state of this explorer.");
      return;
    }
    views.set(view = state.view);
    [predict.checked, question] = [false, null];
    askQuestion();
    await Promise.all([0, 1].map((s) => choose(s, at[s])));
    settle(1);
    if (state.pixel !== pinned) pin(state.pixel === null ? pinned : state.pixel);
  }

  image.addEventListener("load", () => view === "photo" && paint());
  ui.root.explorer = () => ({ results, pinned, view, question });
  const stopWatching = onResize(ui.root, () => showPixel());
  [0, 1].forEach((s) => { choose(s, panels[s].at); settle(s); });
  return () => { clearTimeout(settling); stopWatching(); link.close(); };
}

function pictureOf(data) {
  const image = new Image();
  image.src = "data:image/jpeg;base64," + data;
  return image;
}

function render({ model, el }) {
  const data = bytes(model.get("photo"));
  return mountVersus(el, model.get("config"), model, pictureOf(btoa(Array.from(data, (b) => String.fromCharCode(b)).join(""))));
}

function offline(el, config) {
  const answers = (receive) => async (message) => {
    const s = SIDES.indexOf(message.do), [labels, colours] = config.stored[s][config.values[s].indexOf(message.value)];
    receive({ kind: "clusters", side: message.do, value: message.value, exact: true }, [await inflate(labels), colours]);
  };
  mountVersus(el, config, pageModel(answers), pictureOf(config.jpeg));
}

export default { render, offline };
