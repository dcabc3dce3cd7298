// task_explorer.js: one scene through five tasks. The truth comes from the kernel or from the page;
// overlays and what is said of a pixel are computed here in both.

const listed = (words) => (words.length > 1 ? words.slice(0, -1).join(", ") + " and " + words[words.length - 1] : words.join(""));

function mountTaskExplorer(el, config, model, first) {
  const keys = config.tasks.map(([key]) => key), titles = config.tasks.map(([, title]) => title);
  let { width, height } = config, scene = null, rgb = null, classes = null, things = null, colours = [];
  let task = 0, pinned = null, hovered = null, opacity = 0.65, shown = new Set([0]), score = [0, 0], seed = null;

  const ui = shell(el, {
    name: "tasks", label: "Task explorer", keys: onKey,
    help: [["← →", "the task before, the next"], ["1 – 5", "a task"], ["Click", "a pixel: what does each task say of it?"],
      ["Shift+arrows", "move the pixel"], ["Esc", "let go"]],
  });
  const link = kernel(model, receive, (waits) => ui.root.classList.toggle("ex-waits", waits));
  const picture = pictureCanvas({
    id: "picture", label: config.alt,
    hover(pixel) { hovered = pixel; showPixel(); },
    pick(pixel) { pinned = pixel; showPixel(); draw(); },
  });
  const short = ["Classification", "Semantic", "Detection", "Instance", "Panoptic"];
  const views = segments("Task", keys.map((key, i) => [key, short[i]]), keys[0], (key) => choose(keys.indexOf(key)));
  const where = make("h4", { id: "where" });
  const cells = keys.map((key) => make("td", { id: "says-" + key }));
  const rows = keys.map((_, i) => make("tr", {}, make("th", { scope: "row", text: titles[i] }), cells[i]));
  const strength = make("input", { type: "range", id: "opacity", min: 0, max: 100, value: 65, "aria-label": "How strongly colours cover the picture", oninput: () => { opacity = +strength.value / 100; paint(); } });
  const leaves = make("p", { class: "ex-note", id: "leaves" });
  const verdict = make("span", { class: "ex-verdict", id: "verdict" }), questionText = make("span", { id: "question" });
  const answers = ["yes", "no"].map((word) => make("button", { type: "button", id: "predict-" + word, text: word, onclick: () => reveal(word === "yes") }));
  const tell = make("button", { type: "button", id: "show", text: "just show it", onclick: () => reveal(null) });
  const question = make("div", { class: "ex-question" }, verdict, questionText, ...answers, tell);
  const number = make("input", { type: "number", id: "seed", min: 0, max: 4294967295, placeholder: "none", onchange: () => another(Math.round(+number.value) || 0) });
  const next = make("button", { type: "button", id: "next", text: "Another scene", onclick: () => another(seed === null ? 0 : (seed + 1) % 4294967296) });
  const settings = config.page ? null : make("div", { class: "ex-settings" }, field("seed of the scene", number), next);

  ui.body.append(
    make("div", { class: "ex-panels ex-two" },
      make("div", { class: "ex-panel" }, views.element, make("div", { class: "ex-stage" }, picture.canvas), field("colours over the picture", strength)),
      make("div", { class: "ex-panel" }, where, make("table", { class: "ex-table" }, ...rows), settings)),
    ui.sentence, leaves, question, ui.problem, stateBox(readState, writeState));

  function receive(content, buffers) {
    if (content.kind === "scene") {
      scene = content;
      ({ width, height } = content);
      [classes, things] = buffers.map((part) => bytes(part).slice());
      colours = palette(Math.max(1, content.names.length));
      rgb = new Uint8Array(width * height * 3);
      pinned = hovered = null;
      shown = new Set([0]);
      picture.setSize(width, height);
    } else if (content.kind === "picture") rgb.set(bytes(buffers[0]), content.row * width * 3);
    else if (content.kind === "problem") ui.complain(content.problem);
  }

  async function load(message) {
    ui.complain("");
    await link.ask(message);
    if (!scene) return;
    choose(0);
    ui.root.dataset.ready = "true";
  }

  // null is the scene that the explorer was made with.
  function another(value) {
    seed = value === null ? null : clamp(value, 0, 4294967295);
    number.value = seed === null ? "" : seed;
    return load({ do: "scene", seed });
  }

  function readState() {
    return JSON.stringify({ tasks: { seed, task: keys[task], shown: [...shown].map((i) => keys[i]), pixel: pinned, opacity } });
  }

  function writeState({ tasks: wanted }) {
    const seeded = wanted && (wanted.seed === null || (Number.isInteger(wanted.seed) && wanted.seed >= 0 && wanted.seed < 4294967296));
    const known = (key) => keys.includes(key), pair = (p) => Array.isArray(p) && p.length === 2 && p.every((v) => Number.isInteger(v) && v >= 0);
    const good = seeded && known(wanted.task) && Array.isArray(wanted.shown) && wanted.shown.every(known)
      && (wanted.pixel === null || pair(wanted.pixel)) && wanted.opacity >= 0 && wanted.opacity <= 1;
    if (!good) return "This is not a state of this explorer.";
    if (config.page && wanted.seed !== null) return "In this page there is one scene only: run the cell to see another.";
    const restore = () => {
      shown = new Set([0, ...wanted.shown.map((key) => keys.indexOf(key))]);
      pinned = wanted.pixel && [clamp(wanted.pixel[0], 0, height - 1), clamp(wanted.pixel[1], 0, width - 1)];
      opacity = wanted.opacity;
      strength.value = 100 * opacity;
      choose(keys.indexOf(wanted.task));
    };
    if (wanted.seed === seed) restore();
    else another(wanted.seed).then(restore);
  }

  function choose(i) {
    task = clamp(i, 0, keys.length - 1);
    views.set(keys[task]);
    verdict.textContent = "";
    delete verdict.dataset.right;
    show();
  }

  // Predict first: the answer is shown once the question has been met.
  function reveal(answer) {
    shown.add(task);
    if (answer !== null) {
      const right = answer === scene.answers[task];
      score = [score[0] + right, score[1] + 1];
      verdict.textContent = (right ? "Right: " : "Not so: ") + (scene.answers[task] ? "yes" : "no") + ". " + score[0] + " of " + score[1];
      verdict.dataset.right = right;
    }
    show();
    views.buttons[task].focus();
  }

  function show() {
    const open = shown.has(task);
    question.hidden = open && !verdict.textContent;
    questionText.textContent = open ? "" : scene.questions[task];
    [...answers, tell].forEach((button) => { button.hidden = open; });
    ui.say(open ? titles[task] + ". " + scene.says[task] : titles[task] + ": predict first.");
    leaves.textContent = open ? config.tasks[task][2] : "";
    ui.root.dataset.task = keys[task];
    paint();
    showPixel();
  }

  // ---- the picture

  const colourOf = (i) => (things[i] ? colours[things[i] - 1] : config.classes[classes[i]][1]);

  // A number for each region of the task that is shown: where it changes there is an outline.
  function region(i) {
    const key = keys[task];
    return key === "semantic" ? classes[i] : key === "instance" ? things[i] : things[i] ? 100 + things[i] : classes[i];
  }

  function paint() {
    if (!rgb) return;
    const n = width * height, words = new Uint32Array(n), key = shown.has(task) ? keys[task] : "";
    const covered = key === "semantic" || key === "instance" || key === "panoptic";
    for (let i = 0; i < n; i++) {
      const own = [rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]];
      let colour = own;
      if (covered) {
        const edge = ((i + 1) % width && region(i) !== region(i + 1)) || (i + width < n && region(i) !== region(i + width));
        if (edge) colour = blend(own, [255, 255, 255], Math.min(1, opacity * 1.4));
        else if (key === "instance" && !things[i]) colour = blend(own, [128, 128, 128], opacity);
        else colour = blend(own, key === "semantic" ? config.classes[classes[i]][1] : colourOf(i), opacity);
      }
      words[i] = packed(colour);
    }
    picture.setPixels(words);
    draw();
  }

  function draw() {
    picture.setMarks(pinned ? [pinned] : []);
    picture.draw();
    if (!scene || !picture.canvas.view || !shown.has(task)) return;
    const context = picture.canvas.getContext("2d"), { zoom, left, top } = picture.canvas.view;
    const scale = picture.canvas.width / picture.canvas.clientWidth, key = keys[task];
    const x = (column) => (left + zoom * column) * scale, y = (row) => (top + zoom * row) * scale;
    const word = (text, px, py, rgbOf, middle) => {
      context.font = "600 " + 12 * scale + "px " + cssVariable(ui.root, "--ex-font", "sans-serif");
      const wide = context.measureText(text).width + 8 * scale, high = 17 * scale;
      const a = clamp(px - (middle ? wide / 2 : 0), 0, picture.canvas.width - wide), b = clamp(py - (middle ? high / 2 : high), 0, picture.canvas.height - high);
      context.fillStyle = css(rgbOf);
      context.fillRect(a, b, wide, high);
      context.fillStyle = inkOn(rgbOf);
      context.textBaseline = "middle";
      context.fillText(text, a + 4 * scale, b + high / 2 + scale / 2);
    };
    if (key === "classification") word(scene.subject.toUpperCase(), x(width / 2), y(0) + 18 * scale, [255, 255, 255], true);
    if (key === "detection") scene.boxes.forEach(([x1, y1, x2, y2], i) => {
      for (const [colour, line] of [["#000", 4], [css(colours[i]), 2.5]]) {
        context.strokeStyle = colour;
        context.lineWidth = line * scale;
        context.strokeRect(x(x1), y(y1), (x2 - x1) * zoom * scale, (y2 - y1) * zoom * scale);
      }
      word(scene.names[i], x(x1), y(y1), colours[i], false);
    });
    const isThing = (name) => scene.names.some((full) => full.replace(/ \d+$/, "") === name);
    for (const [text, row, column, id] of scene.spots) {
      const colour = id ? colours[id - 1] : config.classes.find(([name]) => name === text)[1];
      const wanted = key === "semantic" ? !id : key === "instance" ? id : key === "panoptic" && (id || !isThing(text));
      if (wanted) word(text, x(column + 0.5), y(row + 0.5), colour, true);
    }
  }

  // ---- the pixel

  function answersFor([row, column]) {
    const i = row * width + column, id = things[i], name = config.classes[classes[i]][0];
    const boxes = scene.names.filter((_, j) => {
      const [x1, y1, x2, y2] = scene.boxes[j];
      return x1 <= column && column < x2 && y1 <= row && row < y2;
    });
    return {
      classification: "nothing of this pixel; the picture: " + scene.subject,
      semantic: name,
      detection: boxes.length ? "in the box of " + listed(boxes) : "in no box",
      instance: id ? scene.names[id - 1] : "no thing",
      panoptic: id ? scene.names[id - 1] : name,
    };
  }

  function showPixel() {
    if (!scene) return;
    const pixel = hovered || pinned, said = pixel && answersFor(pixel);
    where.textContent = pixel ? "Row " + pixel[0] + ", column " + pixel[1] + ": what each task says" : "Point at a pixel: what does each task say of it?";
    cells.forEach((cell, i) => {
      cell.textContent = said ? (shown.has(i) ? said[keys[i]] : "predict first") : "";
      rows[i].setAttribute("aria-current", i === task);
    });
  }

  function onKey(key) {
    if (!scene) return false;
    if (/^Shift\+Arrow/.test(key)) {
      pinned = picture.move(key.slice(6), pinned);
      hovered = null;
      showPixel();
      draw();
      const said = answersFor(pinned);
      if (shown.has(task)) ui.say("Row " + pinned[0] + ", column " + pinned[1] + ". " + titles[task] + ": " + said[keys[task]] + ".");
    } else if (key === "Escape") {
      pinned = null;
      show();
    } else if (/^[1-5]$/.test(key)) choose(+key - 1);
    else if (key === "ArrowRight") choose(task + 1);
    else if (key === "ArrowLeft") choose(task - 1);
    else if (key === "Home") choose(0);
    else if (key === "End") choose(keys.length - 1);
    else return false;
    return true;
  }

  ui.root.explorer = () => ({ task: keys[task], pinned, scene, answersFor, shown: [...shown] });
  picture.setSize(width, height);
  if (first) first(picture, () => scene !== null);
  const stopWatching = onResize(ui.root, draw);
  load({ do: "hello" });
  return () => { stopWatching(); link.close(); };
}

function render({ model, el }) {
  return mountTaskExplorer(el, model.get("config"), model, (picture, late) => {
    const image = new Image();
    image.onload = () => { if (late()) return; picture.setImage(image); picture.draw(); };
    image.src = URL.createObjectURL(new Blob([bytes(model.get("photo"))], { type: "image/jpeg" }));
  });
}

function offline(el, config) {
  const answers = (receive) => async () => {
    const maps = await inflate(config.maps), half = maps.length / 2;
    receive({ kind: "scene", ...config.scene }, [maps.slice(0, half), maps.slice(half)]);
    receive({ kind: "picture", row: 0, rows: config.height }, [await inflatePixels(config.rgb, 3)]);
  };
  mountTaskExplorer(el, config, pageModel(answers));
}

export default { render, offline };
