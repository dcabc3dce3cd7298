// hill_curve.js: the number of tops against W, one W at a time, so that nothing stands still.

const topsText = (w, n) => "W = " + ROUND(w) + ": " + count(n, "top");

// `now` tells the present [W, number of tops]; `choose` is called with the W of a clicked spot.
function topsCurve(config, root, now, choose) {
  const plot = make("div", { class: "ex-curve", id: "modes-curve" });
  let curve = [], job = 0;

  function restart(heavy) {
    const mine = ++job, wanted = Array.from({ length: 14 }, (_, i) => config.low * (config.high / config.low) ** (i / 13));
    curve = [];
    (function next() {
      if (mine !== job || !root.isConnected) return;
      const w = wanted[wanted.length - 1 - curve.length];
      if (w === undefined) { root.dataset.curve = "done"; return; }
      curve.push([w, hillOf(heavy, w).tops().centres.length]);
      draw();
      setTimeout(next, 20);
    })();
  }

  function draw() {
    const [radius, tops] = now(), w = Math.max(220, plot.clientWidth), h = 150, left = 34, right = w - 12, top = 12, bottom = h - 24;
    const all = [...curve, [radius, tops]], most = Math.max(10, ...all.map((c) => c[1]));
    const x = (v) => left + (right - left) * Math.log(v / config.low) / (Math.log(config.high / config.low) || 1), y = (v) => bottom - (bottom - top) * Math.log(v) / Math.log(most);
    const svg = svgTag("svg", { width: w, height: h, role: "img", "aria-label": topsText(radius, tops) });
    for (let v = 1; v <= most; v *= 10) {
      svg.append(svgTag("line", { x1: left, x2: right, y1: y(v), y2: y(v), class: "ex-axis" }), svgTag("text", { x: left - 6, y: y(v) + 4, "text-anchor": "end" }, v));
    }
    for (const v of [config.low, Math.sqrt(config.low * config.high), config.high]) svg.append(svgTag("text", { x: x(v), y: h - 6, "text-anchor": v === config.high ? "end" : "middle" }, Number(v.toPrecision(2))));
    svg.append(svgTag("polyline", { points: curve.map((c) => [x(c[0]), y(c[1])].join(",")).join(" "), class: "ex-line" }));
    for (const [v, n] of curve) {
      const spot = svgTag("circle", { cx: x(v), cy: y(n), r: 3.5, class: "ex-spot" });
      spot.append(svgTag("title", {}, topsText(v, n)));
      if (!config.still) spot.addEventListener("click", () => choose(v));
      svg.append(spot);
    }
    const here = [x(radius), y(tops)], room = here[0] < w - 64;
    svg.append(svgTag("circle", { cx: here[0], cy: here[1], r: 5.5, class: "ex-now" }),
      svgTag("text", { x: here[0] + 8 * room, y: Math.max(12, here[1] - 9), "text-anchor": room ? "start" : "end", class: "ex-strong" }, count(tops, "top")));
    plot.replaceChildren(svg, make("p", { class: "ex-readout", text: "Both axes logarithmic" + (config.still ? "." : "; click a spot for its W.") }));
  }

  return { plot, restart, draw, counts: () => curve, stop: () => { job++; } };
}
