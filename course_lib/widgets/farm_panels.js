// farm_panels.js: panels as shapes, and the histogram of one; nothing here knows the inspector.

const DEGREES = (x) => x.toFixed(1).replace("-", "−") + " °C";
const SIGNED = (x) => (x < 0 ? "−" : "+") + Math.abs(x).toFixed(1) + " °C";

function median(values) {
  const sorted = Float64Array.from(values).sort(), half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

// Least and greatest; a region may have more values than a call takes arguments.
function extent(values) {
  let least = Infinity, most = -Infinity;
  for (const v of values) [least, most] = [Math.min(least, v), Math.max(most, v)];
  return [least, most];
}

// Boxes (top, left, bottom, right), outlines, middles (row, column) and sizes of the panels 1 to n.
function panelShapes(labels, n, w, h) {
  const boxes = Array.from({ length: n }, () => [h, w, 0, 0]), sums = new Float64Array(3 * n), paths = boxes.map(() => new Path2D());
  const at = (r, c) => (r >= 0 && c >= 0 && r < h && c < w ? labels[r * w + c] : 0);
  for (let r = 0; r <= h; r++) {
    for (let c = 0; c <= w; c++) {
      const here = at(r, c), left = at(r, c - 1), up = at(r - 1, c);
      if (here) {
        const b = boxes[here - 1], k = 3 * (here - 1);
        [b[0], b[1], b[2], b[3]] = [Math.min(b[0], r), Math.min(b[1], c), Math.max(b[2], r), Math.max(b[3], c)];
        sums[k] += r; sums[k + 1] += c; sums[k + 2]++;
      }
      for (const one of here === left ? [] : [here, left]) if (one) { paths[one - 1].moveTo(c, r); paths[one - 1].lineTo(c, r + 1); }
      for (const one of here === up ? [] : [here, up]) if (one) { paths[one - 1].moveTo(c, r); paths[one - 1].lineTo(c + 1, r); }
    }
  }
  const middles = boxes.map((_, i) => [sums[3 * i] / sums[3 * i + 2], sums[3 * i + 1] / sums[3 * i + 2]]);
  return { boxes, paths, middles, sizes: boxes.map((_, i) => sums[3 * i + 2]) };
}

// The levels between which nearly all pixels of panels lie; a hot cell may lie above.
function levelRange(labels, levels) {
  const counts = new Uint32Array(256);
  labels.forEach((label, i) => { if (label && levels[i] < 255) counts[levels[i]]++; });
  const all = counts.reduce((a, b) => a + b, 0);
  return [0.03, 0.999].map((share) => { let sum = 0; return Math.max(0, counts.findIndex((m) => (sum += m) > share * all)); });
}

// Bars of `values`, and over them `marks`: [word, value, colour, dashes], each with its number.
function drawHistogram(canvas, values, marks, bars, ratio) {
  const ink = cssVariable(canvas, "--ex-ink", "#1f2328"), size = fitCanvas(canvas, ratio), context = canvas.getContext("2d");
  const [least, greatest] = extent(values.concat(marks.map((m) => m[1])));
  context.setTransform(size.scale, 0, 0, size.scale, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  if (least > greatest) return;
  const from = Math.floor(least), to = Math.max(Math.ceil(greatest), from + 2), step = to - from > 24 ? 1 : 0.5;
  const counts = new Uint32Array(Math.ceil((to - from) / step) + 1);
  for (const v of values) counts[Math.floor((v - from) / step)]++;
  const edge = 8, head = 4 + 13 * marks.length, floor = size.height - 17, x = (v) => edge + (v - from) / (to - from) * (size.width - 2 * edge), most = Math.max(...counts);
  context.fillStyle = bars;
  // a single hot pixel is still two screen pixels high
  counts.forEach((m, i) => { if (m) { const tall = Math.max(2, m / most * (floor - head)); context.fillRect(x(from + i * step), floor - tall, Math.max(1, x(from + step) - x(from) - 0.5), tall); } });
  context.font = "11px " + cssVariable(canvas, "--ex-font", "sans-serif");
  context.textBaseline = "middle";
  context.fillStyle = ink;
  for (const [v, align] of [[from, "left"], [to, "right"]]) { context.textAlign = align; context.fillText(v + " °C", align === "left" ? 2 : size.width - 2, size.height - 8); }
  // Words stand on the roomier side, the mark at the other end comes first: no line runs through a word.
  const leftward = marks.reduce((sum, m) => sum + x(m[1]), 0) > marks.length * size.width / 2;
  marks.sort((a, b) => (leftward ? b[1] - a[1] : a[1] - b[1]));
  marks.forEach(([text, v, colour, dash], i) => {
    context.strokeStyle = context.fillStyle = colour;
    context.lineWidth = 2;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(x(v), 13 * i + 4);
    context.lineTo(x(v), floor);
    context.stroke();
    context.setLineDash([]);
    const words = text + " " + v.toFixed(1), wide = context.measureText(words).width + 5;
    const right = leftward ? x(v) < wide : x(v) + wide < size.width;
    context.textAlign = right ? "left" : "right";
    context.strokeStyle = cssVariable(canvas, "--ex-stage", "#e4e7ec");
    context.lineWidth = 3;
    context.strokeText(words, x(v) + (right ? 5 : -5), 13 * i + 9);
    context.fillText(words, x(v) + (right ? 5 : -5), 13 * i + 9);
  });
  canvas.setAttribute("aria-label", "Histogram of " + count(values.length, "temperature") + " from " + from + " to " + to + " °C" + (marks.length ? ", with " + marks.map((m) => m[0] + " " + m[1].toFixed(1)).join(", ") : ""));
}
