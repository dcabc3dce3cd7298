// kit.js: what all explorers share. Python puts it in front of an explorer's own file; there is no
// build step, so names here are plain functions of one script.

const OKABE_ITO = [
  [230, 159, 0], [86, 180, 233], [0, 158, 115], [240, 228, 66],
  [0, 114, 178], [213, 94, 0], [204, 121, 167], [0, 0, 0],
];

function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

function blend(a, b, share) {
  return a.map((v, i) => Math.round(v * (1 - share) + b[i] * share));
}

// Eight colours that colour-blind readers tell apart; beyond them lighter and darker ones, which
// numbers and outlines must help to tell apart.
function palette(k) {
  const turns = [[[255, 255, 255], 0], [[255, 255, 255], 0.5], [[0, 0, 0], 0.45], [[128, 128, 128], 0.5]];
  return Array.from({ length: k }, (_, i) => blend(OKABE_ITO[i % 8], ...turns[(i >> 3) % 4]));
}

// cividis at nine places (Nunez, Anderton and Renslow 2018), linear between them.
const CIVIDIS = [
  [0, 34, 78], [26, 56, 111], [65, 77, 107], [97, 98, 111], [124, 123, 120],
  [152, 148, 119], [187, 174, 108], [222, 203, 89], [254, 232, 56],
];

function cividis(t) {
  const x = clamp(t, 0, 1) * 8, i = Math.min(7, Math.floor(x));
  return blend(CIVIDIS[i], CIVIDIS[i + 1], x - i);
}

function css(rgb) {
  return "rgb(" + rgb.map(Math.round).join(",") + ")";
}

function packed(rgb) {
  return ((255 << 24) | (Math.round(rgb[2]) << 16) | (Math.round(rgb[1]) << 8) | Math.round(rgb[0])) >>> 0;
}

// Black or white, whichever is read more easily on the colour.
function inkOn(rgb) {
  return rgb[0] * 0.299 + rgb[1] * 0.587 + rgb[2] * 0.114 > 140 ? "#000" : "#fff";
}

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "id") node.dataset.testid = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function svgTag(name, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

function bytes(value) {
  if (typeof value === "string") return Uint8Array.from(atob(value), (c) => c.charCodeAt(0));
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

function doubles(value) {
  return new Float64Array(bytes(value).slice().buffer);
}

async function inflate(text) {
  const stream = new Blob([bytes(text)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Pixels were stored as differences to the pixel on their left, which compress better.
async function inflatePixels(text, channels) {
  const data = await inflate(text);
  for (let i = channels; i < data.length; i++) data[i] = data[i] + data[i - channels];
  return data;
}

function count(number, word) {
  return number.toLocaleString("en-US") + " " + word + (number === 1 ? "" : "s");
}

// How far each row of `a` lies from the same row of `b`: d numbers a row.
function ways(a, b, d) {
  return Array.from({ length: a.length / d }, (_, m) => {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += (a[m * d + j] - b[m * d + j]) ** 2;
    return Math.sqrt(sum);
  });
}

// ---- where frames come from ---------------------------------------------------------------

// Asks the kernel. One question is in flight at a time; of drags of one kind (`latest`)
// that wait only the last is sent.
function kernel(model, receive, waiting) {
  let busy = null, serial = 0, timer = 0;
  const queue = [], name = Math.random().toString(36).slice(2);
  function pump() {
    if (busy || !queue.length) return;
    busy = queue.shift();
    timer = setTimeout(() => waiting(true), 1500);
    model.send({ ...busy.message, id: busy.id });
  }
  function heard(content, buffers) {
    receive(content, buffers || []);
    if (!busy || content.id !== busy.id) return;
    clearTimeout(timer);
    waiting(false);
    const done = busy.done;
    busy = null;
    done();
    pump();
  }
  model.on("msg:custom", heard);
  return {
    ask(message, latest) {
      return new Promise((done) => {
        if (latest) {
          for (let i = queue.length - 1; i >= 0; i--) {
            if (queue[i].latest === latest) queue.splice(i, 1)[0].done();
          }
        }
        queue.push({ message, latest, done, id: name + serial++ });
        pump();
      });
    },
    close() {
      clearTimeout(timer);
      model.off("msg:custom", heard);
    },
  };
}

// Stands for the model where there is no kernel: `answers(receive)` gives the function that answers.
function pageModel(answers) {
  let heard = null;
  const receive = (content, buffers) => heard && heard(content, buffers);
  const answer = answers(receive);
  let last = Promise.resolve();
  return {
    on(_, callback) { heard = callback; },
    off() { heard = null; },
    send(message) {
      last = last.then(() => answer(message)).catch((error) => receive({ kind: "problem", problem: "This step failed in the page: " + error.message }, []))
        .then(() => heard && heard({ kind: "done", id: message.id }, []));
    },
  };
}

// ---- the explorer's frame: focus, keys, sentence ------------------------------------------

// Keys work only while the focus is inside, and only those that are used are kept from JupyterLab.
function shell(el, { name, label, help, keys }) {
  const sentence = make("p", { class: "ex-sentence", id: "sentence", role: "status", "aria-live": "polite" });
  const problem = make("p", { class: "ex-problem", id: "problem", role: "alert", hidden: true });
  const body = make("div", { class: "ex-body" });
  const root = make("section", { class: "ex", id: name, tabindex: "0", "aria-label": label }, body);
  root.append(make("p", { class: "ex-help", id: "help" }, ...help.flatMap(([key, what], i) => [
    i ? " · " : "", ...key.split(" ").flatMap((k, j) => [j ? " " : "", make("kbd", { text: k })]), " " + what,
  ])));
  root.addEventListener("keydown", (event) => {
    const target = event.target, tag = target.tagName;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (tag === "TEXTAREA" || tag === "SELECT" || (tag === "INPUT" && target.type !== "checkbox")) {
      event.stopPropagation();
      return;
    }
    if ((event.key === " " || event.key === "Enter") && /BUTTON|INPUT|SUMMARY/.test(tag)) {
      event.stopPropagation();
      return;
    }
    if (keys(event.shiftKey ? "Shift+" + event.key : event.key, event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  el.replaceChildren(root);
  let told = "";
  return {
    root, body, sentence, problem,
    say(text) {
      if (text !== told) sentence.textContent = told = text;
    },
    complain(text) {
      problem.hidden = !text;
      problem.textContent = text || "";
    },
  };
}

// Redraws when the width or the theme changes, until the explorer has left the page.
function onResize(root, draw) {
  let asked = 0;
  const later = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => root.isConnected && draw());
  };
  const size = new ResizeObserver(later);
  size.observe(root);
  const theme = new MutationObserver(later);
  theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name", "class"] });
  return () => {
    size.disconnect();
    theme.disconnect();
    cancelAnimationFrame(asked);
  };
}

function segments(label, options, value, change) {
  const buttons = options.map(([key, text]) => make("button", {
    type: "button", id: "view-" + key, text, onclick: () => { set(key); change(key); },
  }));
  function set(key) {
    buttons.forEach((b, i) => b.setAttribute("aria-pressed", options[i][0] === key));
  }
  set(value);
  return { element: make("div", { class: "ex-segments", role: "group", "aria-label": label }, ...buttons), set, buttons };
}

function field(text, input, hint) {
  return make("label", { class: "ex-field", title: hint }, make("span", { text }), input);
}

function chooser(id, options, value, change) {
  const select = make("select", { id, onchange: () => change(select.value) },
    ...options.map(([key, text]) => make("option", { value: key, text })));
  select.value = value;
  return select;
}

// ---- back, step, play, scrub --------------------------------------------------------------

const ICONS = {
  first: "M3 2h2v12H3zM14 2v12L6 8z", back: "M12 2v12L3 8z", play: "M4 2v12l9-6z",
  pause: "M4 2h3v12H4zM9 2h3v12H9z",
};

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

// Nothing plays by itself, so readers who want no motion are not met by any.
// `act` has forward, back, first and go; each returns a promise that ends when it is painted.
function transport(root, act, unit = "half step") {
  const one = unit === "half step" ? "Half a step" : "One " + unit;
  let playing = false, timer = 0, finished = false;
  const iconButton = (id, name, label, onclick) =>
    make("button", { type: "button", id, class: "ex-icon", title: label, "aria-label": label, onclick }, icon(name));
  const reset = iconButton("reset", "first", "Back to the start (Home)", () => stop(act.first));
  const back = iconButton("back", "back", one + " back (←)", () => stop(act.back));
  const step = make("button", { type: "button", id: "step", class: "ex-main", title: one + " (→)", onclick: () => stop(act.forward) });
  const play = iconButton("play", "play", "Play (Space)", () => toggle());
  const scrub = make("input", { type: "range", id: "scrub", min: 0, max: 0, value: 0, "aria-label": unit[0].toUpperCase() + unit.slice(1), oninput: () => stop(() => act.go(+scrub.value)) });
  const place = make("output", { class: "ex-place", id: "place" });
  const speed = chooser("speed", [["0.5", "½×"], ["1", "1×"], ["2", "2×"], ["4", "4×"]], "1", () => {});
  speed.setAttribute("aria-label", "Speed");
  function show() {
    play.replaceChildren(icon(playing ? "pause" : "play"));
    play.setAttribute("aria-label", playing ? "Pause (Space)" : "Play (Space)");
    play.title = play.getAttribute("aria-label");
    root.dataset.playing = playing;
  }
  function stop(then) {
    playing = false;
    clearTimeout(timer);
    show();
    return then && then();
  }
  async function tick() {
    if (!playing || finished || !root.isConnected) return stop();
    await act.forward();
    timer = setTimeout(tick, 700 / +speed.value);
  }
  function toggle() {
    if (playing) return stop();
    playing = true;
    show();
    return tick();
  }
  show();
  return {
    element: make("div", { class: "ex-transport", role: "group", "aria-label": "Steps" },
      reset, back, step, play, make("div", { class: "ex-scrub" }, scrub, place), speed),
    stop, toggle,
    set({ index, states, next, end }) {
      finished = end;
      step.textContent = next;
      step.disabled = play.disabled = end;
      back.disabled = reset.disabled = index === 0;
      scrub.max = states - 1;
      scrub.value = index;
      scrub.disabled = states < 2;
      place.textContent = index + " / " + (states - 1);
      if (end && playing) stop();
    },
  };
}

// ---- canvases ------------------------------------------------------------------------------

function fitCanvas(canvas, ratio) {
  const width = Math.max(80, Math.floor(canvas.parentNode.clientWidth)), height = Math.round(width * ratio);
  const scale = Math.min(2, window.devicePixelRatio || 1);
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.style.height = height + "px";
  }
  return { width, height, scale };
}

function cssVariable(node, name, fallback) {
  return getComputedStyle(node).getPropertyValue(name).trim() || fallback;
}

// A picture with a cursor. Pixels are told as (row, column); `hover(null)` when the pointer leaves.
function pictureCanvas({ id, label, hover, pick, smooth }) {
  const canvas = make("canvas", { id, tabindex: "0", role: "img", "aria-label": label });
  const store = document.createElement("canvas");
  let width = 1, height = 1, cursor = null, marks = [];
  function draw() {
    if (!canvas.parentNode) return;
    const size = fitCanvas(canvas, clamp(height / width, 0.2, 1.6)), context = canvas.getContext("2d");
    const zoom = Math.min(canvas.width / width, canvas.height / height);
    const left = (canvas.width - zoom * width) / 2, top = (canvas.height - zoom * height) / 2;
    canvas.view = { zoom: zoom / size.scale, left: left / size.scale, top: top / size.scale };
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingEnabled = smooth || zoom < 1;
    context.drawImage(store, left, top, zoom * width, zoom * height);
    for (const [mark, strong] of [...marks.map((m) => [m, true]), [cursor, false]]) {
      if (!mark) continue;
      const x = left + (mark[1] + 0.5) * zoom, y = top + (mark[0] + 0.5) * zoom, r = 7 * size.scale;
      for (const [colour, line] of [["#000", 4], ["#fff", 2]]) {
        context.strokeStyle = colour;
        context.lineWidth = line * size.scale * (strong ? 1 : 0.6);
        context.beginPath();
        context.arc(x, y, r, 0, 7);
        if (strong) for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
          context.moveTo(x + dx * r, y + dy * r);
          context.lineTo(x + dx * r * 1.8, y + dy * r * 1.8);
        }
        context.stroke();
      }
    }
  }
  function at(event) {
    const box = canvas.getBoundingClientRect(), { zoom, left, top } = canvas.view;
    const column = Math.floor((event.clientX - box.left - left) / zoom), row = Math.floor((event.clientY - box.top - top) / zoom);
    return row >= 0 && column >= 0 && row < height && column < width ? [row, column] : null;
  }
  canvas.addEventListener("pointermove", (event) => hover(at(event)));
  canvas.addEventListener("pointerleave", () => hover(null));
  canvas.addEventListener("click", (event) => { if (at(event)) pick(at(event)); });
  return {
    canvas, draw,
    setSize(w, h) { [width, height] = [store.width, store.height] = [w, h]; cursor = null; marks = []; },
    setPixels(words) {
      store.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(words.buffer, words.byteOffset, words.byteLength), width, height), 0, 0);
    },
    setImage(image) { store.getContext("2d").drawImage(image, 0, 0, width, height); },
    setCursor(pixel) { cursor = pixel; },
    setMarks(pixels) { marks = pixels; },
    // Shift and arrows move the keyboard's cursor; the middle is where it starts.
    move(key, from) {
      const [dr, dc] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
      const stride = Math.max(1, Math.round(Math.max(width, height) / 64));
      const [row, column] = from || [height >> 1, width >> 1];
      return [clamp(row + dr * stride, 0, height - 1), clamp(column + dc * stride, 0, width - 1)];
    },
  };
}

// Pixels that stand for all of them: golden-ratio steps spread evenly over rows and columns.
function sampleIndices(pixels, most) {
  const chosen = new Uint32Array(Math.min(pixels, most));
  for (let i = 0; i < chosen.length; i++) {
    chosen[i] = pixels <= most ? i : Math.floor((((i + 1) * 0.6180339887498949) % 1) * pixels);
  }
  return chosen;
}

// ---- a state as text, to copy and to paste back ----------------------------------------------

// `write` may say in a sentence why it does not take a state.
function stateBox(read, write) {
  const text = make("textarea", { id: "state-text", rows: 3, spellcheck: "false", "aria-label": "State as text" });
  const note = make("span", { class: "ex-note", role: "status" });
  async function copy() {
    text.value = read();
    text.select();
    let done = false;
    try { await navigator.clipboard.writeText(text.value); done = true; } catch (error) {
      try { done = document.execCommand("copy"); } catch (error2) { done = false; }
    }
    note.textContent = done ? "Copied." : "Copy the text in the box.";
  }
  function paste() {
    let value = null;
    try { value = JSON.parse(text.value); } catch (error) { value = null; }
    if (!value || typeof value !== "object") {
      note.textContent = "This is not a state: copy one first, then paste all of its text.";
      return;
    }
    note.textContent = write(value) || "";
  }
  return make("details", { class: "ex-state", id: "state" }, make("summary", { text: "State as text" }), text,
    make("div", { class: "ex-row" },
      make("button", { type: "button", id: "copy-state", text: "Copy this state", onclick: copy }),
      make("button", { type: "button", id: "paste-state", text: "Go to the state in the box", onclick: paste }), note));
}
