// hill_engine.js: mean shift with a flat window among points of the plane, as the course's engine in
// Python does it: the same means, the same numbering of the tops.

const CLIMB = { epsilon: 1e-3, most: 300 };

// Equal points are one heavy point: photos have many.
function heavyPoints(points) {
  const known = new Map(), xs = [], ys = [], weights = [], which = new Uint32Array(points.length / 2);
  for (let i = 0; i < which.length; i++) {
    const x = points[2 * i], y = points[2 * i + 1], key = x + " " + y;
    let at = known.get(key);
    if (at === undefined) {
      known.set(key, at = xs.length);
      xs.push(x); ys.push(y); weights.push(0);
    }
    weights[at]++;
    which[i] = at;
  }
  return { xs, ys, weights, which, total: which.length };
}

// The hill for one radius: buckets as wide as the window say who may be inside.
function hillOf({ xs, ys, weights, total }, radius) {
  const square = radius * radius, buckets = new Map(), ends = new Map();
  const cell = (v) => Math.floor(v / radius);
  xs.forEach((x, i) => {
    const key = cell(x) + " " + cell(ys[i]);
    if (!buckets.has(key)) buckets.set(key, []);
    buckets.get(key).push(i);
  });
  function near(x, y, visit) {
    for (let a = cell(x) - 1; a <= cell(x) + 1; a++) for (let b = cell(y) - 1; b <= cell(y) + 1; b++) {
      for (const i of buckets.get(a + " " + b) || []) {
        const dx = xs[i] - x, dy = ys[i] - y, d = dx * dx + dy * dy;
        if (d <= square) visit(i, d);
      }
    }
  }
  function look(x, y) {
    let count = 0, sx = 0, sy = 0, height = 0;
    near(x, y, (i, d) => {
      const w = weights[i];
      count += w; sx += w * xs[i]; sy += w * ys[i]; height += w * (1 - d / square);
    });
    return { count, mean: count ? [sx / count, sy / count] : [x, y], height: height / total };
  }
  function climb(x, y) {
    const path = [[x, y]];
    for (let step = 0; step < CLIMB.most; step++) {
      const { mean } = look(x, y), moved = Math.hypot(mean[0] - x, mean[1] - y);
      path.push(mean);
      [x, y] = mean;
      if (moved < CLIMB.epsilon) break;
    }
    return path;
  }
  // Where a climb ends: what was walked before is not walked again.
  function end(x, y) {
    const walked = [];
    let found = null;
    for (let step = 0; step < CLIMB.most && !found; step++) {
      const key = x + " " + y;
      found = ends.get(key);
      if (found) break;
      walked.push(key);
      const { mean } = look(x, y), moved = Math.hypot(mean[0] - x, mean[1] - y);
      [x, y] = mean;
      if (moved < CLIMB.epsilon) found = [x, y];
    }
    found = found || [x, y];
    for (const key of walked) ends.set(key, found);
    return found;
  }
  // Ends at most half a radius apart are one top, and so on from there; top 0 has the most points.
  function tops() {
    const all = xs.map((x, i) => end(x, ys[i])), names = new Map(), modes = [], parent = [];
    const of = all.map((mode) => {
      const key = mode.join(" ");
      if (!names.has(key)) { names.set(key, modes.length); modes.push(mode); parent.push(parent.length); }
      return names.get(key);
    });
    const root = (i) => { while (parent[i] !== i) i = parent[i] = parent[parent[i]]; return i; };
    for (let i = 0; i < modes.length; i++) for (let j = 0; j < i; j++) {
      const dx = modes[i][0] - modes[j][0], dy = modes[i][1] - modes[j][1];
      if (Math.sqrt(dx * dx + dy * dy) <= radius / 2 && root(i) !== root(j)) {
        const [a, b] = [root(i), root(j)];
        parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
    const sizes = new Map();
    of.forEach((m, i) => sizes.set(root(m), (sizes.get(root(m)) || 0) + weights[i]));
    const order = [...sizes.keys()].sort((a, b) => sizes.get(b) - sizes.get(a) || a - b);
    const rank = new Map(order.map((m, i) => [m, i])), centres = order.map(() => [0, 0]);
    const labels = of.map((m) => rank.get(root(m)));
    labels.forEach((label, i) => {
      for (let j = 0; j < 2; j++) centres[label][j] += weights[i] * modes[of[i]][j] / sizes.get(order[label]);
    });
    // The top of any place: that of the nearest end no farther than half a radius; -1 for none.
    function topOf(mode) {
      const exact = names.get(mode.join(" "));
      if (exact !== undefined) return rank.get(root(exact));
      let best = -1, least = radius / 2;
      modes.forEach((m, i) => {
        const d = Math.hypot(m[0] - mode[0], m[1] - mode[1]);
        if (d <= least) [best, least] = [rank.get(root(i)), d];
      });
      return best;
    }
    return { labels, centres, sizes: order.map((m) => sizes.get(m)), topOf };
  }
  return { look, climb, end, tops };
}

// Heights on a grid of `n` x `n` places: every point adds to those that have it in their window.
function hillSurface({ xs, ys, weights, total }, radius, { left, bottom, span }, n) {
  const heights = new Float64Array(n * n), step = span / (n - 1);
  xs.forEach((x, i) => {
    const y = ys[i], low = (v, from) => Math.max(0, Math.ceil((v - radius - from) / step)), high = (v, from) => Math.min(n - 1, Math.floor((v + radius - from) / step));
    for (let b = low(y, bottom); b <= high(y, bottom); b++) for (let a = low(x, left); a <= high(x, left); a++) {
      const dx = (left + a * step - x) / radius, dy = (bottom + b * step - y) / radius;
      heights[b * n + a] += weights[i] * Math.max(0, 1 - dx * dx - dy * dy) / total;
    }
  });
  return heights;
}
