// cut_tree.js: the fourth part: splits of splits as regions and as a tree. Split s made the nodes
// 2 s - 1 and 2 s; a lower side keeps its parent's colour. A student's own recursive splits stand
// beside it.

function treePart(it, send) {
  const { n, own, ui } = it;
  let step = 0, chosen = null, score = [0, 0], told = "";
  const bar = transport(ui.root, { forward: () => go(step + 1), back: () => go(step - 1), first: () => go(0), go }, "split");
  const regions = it.view("regions", "Regions after the splits", (i) => pick(leafOf(i)));
  const line = cutLine("region-line"), treeBox = make("div", { class: "ex-curve", id: "tree" });
  const predict = make("input", { type: "checkbox", id: "predict", onchange: () => { score = [0, 0]; } });
  const element = make("div", {},
    make("div", { class: "ex-panels ex-two" }, cutPanel("Regions", regions.canvas, line),
      make("div", { class: "ex-panel" }, make("h4", { text: "Tree of splits" }), treeBox, make("p", { class: "ex-readout", text: "Below a region: NCut, what its split costs." }))),
    make("label", { class: "ex-check" }, predict, "Predict: choose the region that will be split next, then split"), bar.element);
  const yours = own.recursive ? yoursPanel() : null;
  if (yours) element.append(yours.element);

  // ---- a student's recursive splits

  function yoursPanel() {
    const picture = it.view("yours", "Regions by " + own.recursive, () => {}), text = cutLine("yours-line"), label = make("span"), stops = it.config.max_ncuts;
    const slider = make("input", { type: "range", id: "max-ncut", min: 0, max: stops.length - 1, value: stops.indexOf(0.1), oninput: say, onchange: ask });
    function say() {
      label.textContent = "max_ncut " + stops[+slider.value];
      slider.setAttribute("aria-valuetext", String(stops[+slider.value]));
    }
    function ask() { return send("regions", { max_ncut: stops[+slider.value] }); }
    say();
    return {
      ask, text,
      element: make("div", { class: "ex-panels ex-two", style: "margin-top:8px" }, cutPanel("Your " + own.recursive + " on this graph", picture.canvas),
        make("div", { class: "ex-panel" }, make("h4", { text: "It splits while NCut is below" }), make("label", { class: "ex-field" }, label, slider), text,
          make("p", { class: "ex-note", text: "The tree above splits the cheapest region first, up to 8 regions. Yours goes on wherever a split is cheap enough." }))),
      show() {
        const { labels, max_ncut } = it.regions, many = labels.reduce((most, v) => Math.max(most, v), 0) + 1, colours = palette(many);
        it.paint(picture, (i) => colours[labels[i]], 0.62, (a, b) => labels[a] !== labels[b]);
        text.textContent = count(many, "region") + " with max_ncut " + max_ncut;
      },
    };
  }

  // ---- the tree

  const nodes = () => it.tree.nodes, last = () => (nodes().length - 1) / 2;
  const made = (k) => k <= 2 * step, isLeaf = (k) => !nodes()[k][3].some(made);
  const colourOf = (k) => (k === 0 ? 0 : k % 2 === 0 ? k / 2 : colourOf(nodes()[k][0]));
  function leafOf(i) {
    let k = it.tree.labels[i];
    while (!made(k)) k = nodes()[k][0];
    return k;
  }
  function within(k, ancestor) {
    while (k !== null && k !== ancestor) k = nodes()[k][0];
    return k === ancestor;
  }

  function show() {
    step = Math.min(step, last());
    if (chosen !== null && !made(chosen)) chosen = null;
    const leaf = Array.from({ length: n }, (_, i) => leafOf(i)), end = it.tree.done && step >= last();
    it.paint(regions, (i) => (chosen === null || within(leaf[i], chosen) ? OKABE_ITO[colourOf(leaf[i])] : [128, 128, 128]), 0.62, (a, b) => leaf[a] !== leaf[b]);
    bar.set({ index: step, states: last() + 1, end, next: end ? "Finished" : "Split again ▸" });
    drawTree();
    if (yours && it.regions) yours.show();
    const split = step ? nodes()[nodes()[2 * step][0]] : null, text = chosen === null ? "" : "Chosen: " + count(nodes()[chosen][2], "pixel") + ". ";
    line.textContent = text || "Click a region.";
    ui.say(told + text + count(step, "split") + ", " + count(step + 1, "region") + (split ? "; the last one had NCut " + SHORT(split[1]) : "") + ".");
    ui.root.dataset.step = step;
  }

  function drawTree() {
    const w = Math.max(220, treeBox.clientWidth), place = [];
    let leaves = 0, deepest = 1;
    (function walk(k, depth) {
      const kids = nodes()[k][3];
      deepest = Math.max(deepest, depth);
      kids.forEach((kid) => walk(kid, depth + 1));
      place[k] = [kids.length ? (place[kids[0]][0] + place[kids[1]][0]) / 2 : leaves++, depth];
    })(0, 0);
    const narrow = w / leaves < 42, half = narrow ? 15 : 19, h = 44 + 56 * deepest;
    const x = (k) => half + 4 + (w - 2 * half - 8) * (leaves > 1 ? place[k][0] / (leaves - 1) : 0.5), y = (k) => 20 + 56 * place[k][1];
    const svg = svgTag("svg", { width: w, height: h, role: "group", "aria-label": "Tree of splits" }), front = [];
    nodes().forEach(([parent, ncut, size], k) => {
      if (!made(k)) return;
      if (parent !== null) svg.append(svgTag("line", { x1: x(parent), y1: y(parent), x2: x(k), y2: y(k), class: "ex-line" }));
      const rgb = isLeaf(k) ? OKABE_ITO[colourOf(k)] : [190, 190, 190], share = Math.round(100 * size / n) + (narrow ? "%" : " %");
      const node = svgTag("g", { role: "button", tabindex: 0, "data-node": k, style: "cursor:pointer", "aria-label": "Region of " + size + " pixels" });
      node.append(svgTag("rect", { x: x(k) - half, y: y(k) - 11, width: 2 * half, height: 22, rx: 5, fill: css(rgb), stroke: k === chosen ? css(RED) : "#555", "stroke-width": k === chosen ? 3 : 1 }), svgTag("text", { x: x(k), y: y(k) + 4, "text-anchor": "middle", style: "fill:" + inkOn(rgb) }, share));
      if (!isLeaf(k)) node.append(svgTag("text", { x: x(k), y: y(k) + 25, "text-anchor": "middle", style: "paint-order:stroke;stroke:var(--ex-paper);stroke-width:5px" }, SHORT(ncut)));
      node.addEventListener("click", () => pick(k));
      node.addEventListener("keydown", (event) => { if (event.key === "Enter") pick(k); });
      front.push(node);
    });
    svg.append(...front);
    const held = treeBox.contains(document.activeElement) && document.activeElement.dataset.node;
    treeBox.replaceChildren(svg);
    const again = held && svg.querySelector("[data-node='" + held + "']");
    if (again) again.focus();
  }

  // ---- what readers do

  // Ask for one split more than are known, until `wanted` are known or there are no more.
  async function need(wanted) {
    for (let known = -1; it.tree && !it.tree.done && last() < wanted && last() > known;) {
      known = last();
      await send("tree", { splits: known + 1 });
    }
  }

  // The first split that is not known yet is fetched ahead, while the reader looks.
  async function open() {
    if (!it.tree) await send("tree", { splits: Math.max(1, step) });
    if (yours && it.tree && !it.regions) yours.ask();
  }

  async function go(to) {
    if (!it.tree) return;
    const before = step;
    await need(to);
    if (!it.tree || step !== before) return;
    const split = to <= last() && to === step + 1 ? nodes()[2 * to][0] : null;
    told = "";
    if (predict.checked && split !== null && chosen !== null) {
      score = [score[0] + (chosen === split), score[1] + 1];
      told = (chosen === split ? "Right" : "Not so") + ": the region of " + count(nodes()[split][2], "pixel") + " was split (" + score.join(" of ") + " right). ";
      chosen = null;
    }
    step = clamp(to, 0, last());
    it.show();
    await need(step + 1);
    if (it.tree) it.show();
  }

  function pick(k) {
    chosen = chosen === k ? null : k;
    told = "";
    it.show();
  }

  function onKey(key, way) {
    if (way && way[1]) bar.stop(() => go(step + way[1]));
    else if (way) pick(chosen === null ? (way[0] > 0 ? 0 : 2 * step) : (chosen + way[0] + 2 * step + 1) % (2 * step + 1));
    else if (key === "Home") bar.stop(() => go(0));
    else if (key === "End") bar.stop(() => go(8));
    else if (key === " ") bar.toggle();
    else if (key === "Escape" && chosen !== null) pick(chosen);
    else return false;
    return true;
  }

  function refuse(problem) { yours.text.textContent = problem; }

  return { element, show, open, onKey, refuse, stop: () => bar.stop(), load: (to) => { step = to; }, state: () => ({ step, chosen }) };
}
