// cut_numbers.js: what the cut explorer computes by itself: rows of the course's own affinity, and
// the cost of every threshold on an eigenvector.

const ORDINALS = ["Second", "Third", "Fourth"];
const BLUE = OKABE_ITO[4], RED = OKABE_ITO[5];
const SHORT = (x) => (x === null || !isFinite(x) ? "∞" : x === 0 ? "0" : Math.abs(x) < 0.001 ? x.toExponential(1) : String(+x.toPrecision(3)));

function diverging(t) {
  return blend([245, 245, 245], t < 0 ? BLUE : RED, Math.min(1, Math.abs(t)));
}

function floats(buffer) {
  return new Float32Array(bytes(buffer).slice().buffer);
}

// Weights of a pixel's edges, as `pixel_graph` has them.
function affinityRow(gray, i, width, { sigma_intensity, sigma_space, radius }, floor) {
  const weights = new Float32Array(gray.length), r = Math.floor(i / width), c = i % width;
  for (let j = 0; j < gray.length; j++) {
    const square = (Math.floor(j / width) - r) ** 2 + (j % width - c) ** 2;
    if (j === i || square >= radius * radius) continue;
    const alike = Math.exp(-(((gray[i] - gray[j]) / sigma_intensity) ** 2));
    weights[j] = Math.max(alike, floor) * Math.exp(-square / sigma_space ** 2);
  }
  return weights;
}

// The eigenvectors, each with its entries in order and the costs of all thresholds.
function cutCurves(content, data, n) {
  return content.values.map((value, i) => {
    const [y, cut, volume] = [0, 1, 2].map((j) => data.subarray((3 * i + j) * n, (3 * i + j + 1) * n));
    const curve = { value, y, cut, volume, sorted: y.slice().sort(), t: content.thresholds[i], ncut: content.ncuts[i], dots: i ? [] : content.dots };
    curve.low = curve.sorted[0];
    curve.high = curve.sorted[n - 1];
    curve.least = leastCut(curve);
    return curve;
  });
}

// How many entries are at most `at`.
function below({ sorted }, at) {
  let a = 0, b = sorted.length;
  while (a < b) {
    const m = (a + b) >> 1;
    if (sorted[m] <= at) a = m + 1;
    else b = m;
  }
  return a;
}

function ncutAt(curve, at) {
  const m = below(curve, at), n = curve.sorted.length;
  if (m === 0 || m === n) return Infinity;
  const cut = curve.cut[m - 1], one = curve.volume[m - 1], other = curve.volume[n - 1] - one;
  return one > 0 && other > 0 ? cut / one + cut / other : Infinity;
}

// Of all thresholds, the one between two entries that costs least: [t, NCut].
function leastCut(curve) {
  const { sorted } = curve;
  let found = [sorted[0], Infinity];
  for (let m = 1; m < sorted.length; m++) {
    if (sorted[m] === sorted[m - 1]) continue;
    const at = (sorted[m - 1] + sorted[m]) / 2, value = ncutAt(curve, at);
    if (value < found[1]) found = [at, value];
  }
  return found;
}
