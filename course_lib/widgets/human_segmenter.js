// human_segmenter.js: outline regions on a photo with the mouse or the keyboard, twice; the Rand
// index between any two segmentations is computed here, or by a student's function in the kernel.

function randIndex(a, b) {
  const joint = new Float64Array(65536), inA = new Float64Array(256), inB = new Float64Array(256), n = a.length, pairs = (m) => m * (m - 1) / 2;
  for (let i = 0; i < n; i++) {
    joint[256 * a[i] + b[i]]++;
    inA[a[i]]++;
    inB[b[i]]++;
  }
  const total = (counts) => counts.reduce((sum, m) => sum + pairs(m), 0);
  return n < 2 ? 1 : (pairs(n) + 2 * total(joint) - total(inA) - total(inB)) / pairs(n);
}

function mountHuman(el, config, model, photoAddress) {
  const { width, height, most } = config, n = width * height, tints = palette(most + 1);
  const tries = [0, 1].map(() => ({ regions: [], undone: [], labels: new Uint8Array(n) }));
  let current = 0, path = null, cursor = null, keyPath = [], shown = "mine", others = {}, classmate = null, image = null, agreed = null;

  const ui = shell(el, {
    name: "human-segmenter", label: "Segment by hand", keys: onKey,
    help: [["Drag", "around a region"], ["Shift+arrows", "move the pen"], ["Enter", "set a corner"], ["C", "close the region"], ["← →", "undo, redo"], ["Esc", "drop the outline"]],
  });
  const link = kernel(model, receive, (waits) => ui.root.classList.toggle("ex-waits", waits));
  const canvas = make("canvas", { id: "picture", tabindex: "0", role: "img", "aria-label": config.alt });
  canvas.style.touchAction = "none";
  const attempts = segments("Try", [["0", "First try"], ["1", "Second try"]], "0", (key) => { current = +key; path = null; keyPath = []; refresh(); });
  const views = segments("The picture shows", [["mine", "My regions"], ["photo", "Photo"]], shown, (key) => { shown = key; refresh(); });
  const undo = make("button", { type: "button", id: "undo", text: "Undo", onclick: () => back() });
  const redo = make("button", { type: "button", id: "redo", text: "Redo", onclick: () => forth() });
  const table = make("table", { class: "ex-table", id: "table" });
  const look = chooser("look", [["", "nothing"]], "", () => refresh());
  const box = make("textarea", { id: "drawing", rows: 3, spellcheck: "false", "aria-label": "A drawing as text" });
  const said = make("span", { class: "ex-note", role: "status" });
  const compared = make("p", { class: "ex-note", id: "compared" });

  ui.body.append(
    make("div", { class: "ex-panels ex-two" },
      make("div", { class: "ex-panel" }, make("div", { class: "ex-row" }, attempts.element, views.element), make("div", { class: "ex-stage" }, canvas), make("div", { class: "ex-row" }, undo, redo)),
      make("div", { class: "ex-panel" }, make("h4", { text: "How far do they agree? (" + (config.own ? "your " + config.own : "Rand index") + ")" }), make("div", { class: "ex-wide-table" }, table), compared,
        make("label", { class: "ex-field" }, make("span", { text: "Lay over the photo" }), look),
        make("p", { class: "ex-note" }, "Predict first: will you draw the same regions twice? 1 means that both agree on every pair of pixels."),
        make("details", { class: "ex-state" }, make("summary", { text: "Exchange drawings with a classmate" }), box,
          make("div", { class: "ex-row" }, make("button", { type: "button", id: "export", text: "My drawing as text", onclick: give }), make("button", { type: "button", id: "import", text: "Take the drawing in the box", onclick: take }), said)))),
    ui.sentence, ui.problem, make("p", { class: "ex-note", id: "note", text: config.note }));

  function receive(content, buffers) {
    if (content.kind === "other") others[content.name] = bytes(buffers[0]).slice();
    else if (content.kind === "problem") ui.complain(content.problem);
    else if (content.kind === "agree" || content.kind === "disagree") {
      agreed = content.kind === "agree" ? content : null;
      ui.complain(content.problem || "");
      fillTable(all());
      ui.root.dataset.frames = +(ui.root.dataset.frames || 0) + 1;
    }
  }

  // What the student's function says of segmentations a and b: [its number, the right one].
  function asSaid(a, b) {
    const names = agreed ? agreed.names : [], i = names.indexOf(a), j = names.indexOf(b);
    if (i < 0 || j < 0) return null;
    const at = i * names.length - i * (i + 1) / 2 + j - i - 1;
    return [agreed.yours[at], agreed.right[at]];
  }

  // A later region lies over an earlier one; what none covers is 0.
  function labelsOf(regions) {
    const store = document.createElement("canvas"), labels = new Uint8Array(n);
    [store.width, store.height] = [width, height];
    const context = store.getContext("2d", { willReadFrequently: true });
    regions.forEach((points, i) => {
      context.clearRect(0, 0, width, height);
      context.beginPath();
      points.forEach(([x, y], j) => context[j ? "lineTo" : "moveTo"](x, y));
      context.closePath();
      context.fill();
      const data = context.getImageData(0, 0, width, height).data;
      for (let p = 0; p < n; p++) if (data[4 * p + 3] > 127) labels[p] = i + 1;
    });
    return labels;
  }

  const all = () => ({
    ...(tries[0].regions.length ? { "first try": tries[0].labels } : {}),
    ...(tries[1].regions.length ? { "second try": tries[1].labels } : {}),
    ...(classmate ? { classmate } : {}), ...others,
  });

  function add(points) {
    const one = tries[current];
    if (points.length < 3) { ui.say("An outline needs three corners at least."); return; }
    if (one.regions.length >= most) { ui.complain("There is room for " + most + " regions: undo one first."); return; }
    one.regions.push(points);
    one.undone = [];
    changed();
  }

  function back() {
    const one = tries[current];
    if (one.regions.length) { one.undone.push(one.regions.pop()); changed(); }
  }

  function forth() {
    const one = tries[current];
    if (one.undone.length) { one.regions.push(one.undone.pop()); changed(); }
  }

  function changed() {
    ui.complain("");
    tries[current].labels = labelsOf(tries[current].regions);
    tellKernel(current, tries[current].labels);
    refresh();
  }

  function tellKernel(attempt, labels) {
    agreed = null;
    const text = btoa(Array.from(labels, (v) => String.fromCharCode(v)).join(""));
    link.ask({ do: "drawing", attempt, labels: text, names: Object.keys(all()) }, "drawing" + attempt);
  }

  function give() {
    const rounded = tries[current].regions.map((points) => points.map(([x, y]) => [Math.round(10 * x) / 10, Math.round(10 * y) / 10]));
    box.value = JSON.stringify({ width, height, regions: rounded });
    box.select();
    said.textContent = "Copy the text in the box.";
  }

  function take() {
    let value = null;
    try { value = JSON.parse(box.value); } catch (error) { value = null; }
    const pair = (p) => Array.isArray(p) && p.length === 2 && p.every(Number.isFinite);
    const good = value && value.width === width && value.height === height && Array.isArray(value.regions) && value.regions.length <= most && value.regions.every((r) => Array.isArray(r) && r.every(pair));
    said.textContent = good ? "Taken: see the table." : "This is no drawing on this photo.";
    if (good) { classmate = labelsOf(value.regions); tellKernel(2, classmate); refresh(); }
  }

  function drawPicture() {
    if (!canvas.parentNode) return;
    const size = fitCanvas(canvas, clamp(height / width, 0.3, 1.5)), context = canvas.getContext("2d"), zoom = Math.min(size.width / width, size.height / height);
    canvas.view = zoom;
    context.setTransform(size.scale * zoom, 0, 0, size.scale * zoom, 0, 0);
    context.clearRect(0, 0, width, height);
    if (image) context.drawImage(image, 0, 0, width, height);
    const over = look.value && all()[look.value];
    if (over) {
      const store = document.createElement("canvas"), words = new Uint32Array(n);
      [store.width, store.height] = [width, height];
      for (let i = 0; i < n; i++) words[i] = packed(tints[over[i] % tints.length]);
      store.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(words.buffer), width, height), 0, 0);
      context.globalAlpha = 0.6;
      context.drawImage(store, 0, 0);
      context.globalAlpha = 1;
    }
    const outline = (points, colour, closed) => {
      for (const [ink, wide] of [["#fff", 4], [colour, 2]]) {
        context.strokeStyle = ink;
        context.lineWidth = wide / zoom;
        context.beginPath();
        points.forEach(([x, y], i) => context[i ? "lineTo" : "moveTo"](x, y));
        if (closed) context.closePath();
        context.stroke();
      }
    };
    if (shown === "mine") tries[current].regions.forEach((points, i) => {
      context.globalAlpha = 0.35;
      context.fillStyle = css(tints[i + 1]);
      context.beginPath();
      points.forEach(([x, y], j) => context[j ? "lineTo" : "moveTo"](x, y));
      context.closePath();
      context.fill();
      context.globalAlpha = 1;
      outline(points, css(tints[i + 1]), true);
      const [x, y] = points.reduce((s, p) => [s[0] + p[0] / points.length, s[1] + p[1] / points.length], [0, 0]);
      context.font = "700 " + 14 / zoom + "px sans-serif";
      context.fillStyle = "#fff";
      context.strokeStyle = "#000";
      context.lineWidth = 3 / zoom;
      context.strokeText(i + 1, x, y);
      context.fillText(i + 1, x, y);
    });
    if (path) outline(path, "#000", false);
    if (keyPath.length) outline([...keyPath, ...(cursor ? [cursor] : [])], "#000", false);
    if (cursor) {
      context.strokeStyle = "#d55e00";
      context.lineWidth = 2 / zoom;
      context.beginPath();
      context.arc(cursor[0], cursor[1], 5 / zoom, 0, 7);
      context.stroke();
    }
  }

  function refresh() {
    const found = all(), names = Object.keys(found), before = look.value;
    fillTable(found);
    look.replaceChildren(...["", ...names].map((name) => make("option", { value: name, text: name || "nothing" })));
    look.value = names.includes(before) ? before : "";
    attempts.set(String(current));
    undo.disabled = !tries[current].regions.length;
    redo.disabled = !tries[current].undone.length;
    drawPicture();
    Object.assign(ui.root.dataset, { ready: "true", regions: tries.map((one) => one.regions.length).join(" ") });
  }

  function fillTable(found) {
    const names = Object.keys(found), [rows, columns] = config.grid;
    let differ = 0;
    const cell = (a, b) => {
      const yours = asSaid(a, b);
      if (!yours) return make("td", { text: randIndex(found[a], found[b]).toFixed(3) });
      const wrong = Math.abs(yours[0] - yours[1]) > 1e-6;
      differ += wrong;
      return make("td", { text: yours[0].toFixed(3) + (wrong ? " (not " + yours[1].toFixed(3) + ")" : "") });
    };
    // names down the side, numbered at the top: four long names do not fit side by side
    const head = make("tr", {}, make("th"), ...names.slice(1).map((name, j) => make("th", { scope: "col", title: name, "aria-label": name, text: String(j + 2) })));
    table.replaceChildren(head, ...names.map((a, i) => make("tr", {}, make("th", { scope: "row", text: i + 1 + " " + a }),
      ...names.slice(1).map((b, j) => (j + 1 > i ? cell(a, b) : make("td"))))));
    compared.textContent = !config.own ? "" : !agreed ? "These numbers are the explorer's own."
      : "Your function got " + rows + " × " + columns + " pixels of the photo" + (differ ? "; it differs from the Rand index where “not” stands." : ", and its numbers are right.");
    const mine = tries.map((one) => one.regions.length), both = asSaid("first try", "second try");
    let text = "Drag around everything that is one thing to you. " + (current ? "Second" : "First") + " try: " + count(mine[current], "region") + ".";
    if (mine[0] && mine[1]) {
      const share = 100 * (both ? both[0] : randIndex(found["first try"], found["second try"]));
      text = (both ? "Your " + config.own + " says: your" : "Your") + " two tries agree on " + share.toFixed(1) + " % of all pairs of pixels.";
    }
    ui.say(text);
  }

  function at(event) {
    const area = canvas.getBoundingClientRect();
    return [clamp((event.clientX - area.left) / canvas.view, 0, width), clamp((event.clientY - area.top) / canvas.view, 0, height)];
  }
  canvas.addEventListener("pointerdown", (event) => { canvas.setPointerCapture(event.pointerId); path = [at(event)]; });
  canvas.addEventListener("pointermove", (event) => {
    if (!path) return;
    const p = at(event), q = path[path.length - 1];
    if (Math.hypot(p[0] - q[0], p[1] - q[1]) >= 1) { path.push(p); drawPicture(); }
  });
  canvas.addEventListener("pointerup", () => { const done = path; path = null; if (done && done.length > 2) add(done); else drawPicture(); });
  canvas.addEventListener("pointercancel", () => { path = null; drawPicture(); });

  function onKey(key) {
    const stride = Math.max(1, Math.round(Math.max(width, height) / 40));
    const way = { "Shift+ArrowUp": [0, -stride], "Shift+ArrowDown": [0, stride], "Shift+ArrowLeft": [-stride, 0], "Shift+ArrowRight": [stride, 0] }[key];
    if (way) {
      cursor = cursor ? [clamp(cursor[0] + way[0], 0, width), clamp(cursor[1] + way[1], 0, height)] : [width / 2, height / 2];
      ui.say("Pen at row " + Math.round(cursor[1]) + ", column " + Math.round(cursor[0]) + ".");
      drawPicture();
    } else if (key === "Enter" && cursor) { keyPath.push([...cursor]); drawPicture(); }
    else if ((key === "c" || key === "C") && keyPath.length) { const done = keyPath; keyPath = []; add(done); drawPicture(); }
    else if (key === "ArrowLeft") back();
    else if (key === "ArrowRight") forth();
    else if (key === "Escape") { path = null; keyPath = []; drawPicture(); }
    else return false;
    return true;
  }

  ui.root.explorer = () => ({ tries, labels: tries.map((one) => one.labels), others, classmate });
  const first = new Image();
  first.onload = () => { image = first; drawPicture(); };
  first.src = photoAddress;
  const stopWatching = onResize(ui.root, drawPicture);
  link.ask({ do: "hello" }).then(() => { refresh(); if (config.own) link.ask({ do: "agree", names: Object.keys(all()) }); });
  return () => { stopWatching(); link.close(); };
}

function render({ model, el }) {
  return mountHuman(el, model.get("config"), model, URL.createObjectURL(new Blob([bytes(model.get("picture"))], { type: "image/jpeg" })));
}

function offline(el, config) {
  const answers = (receive) => async (message) => {
    if (message.do !== "hello") return;
    for (const name of config.names) receive({ kind: "other", name }, [await inflate(config.others[name])]);
  };
  mountHuman(el, config, pageModel(answers), "data:image/jpeg;base64," + config.photo);
}

export default { render, offline };
