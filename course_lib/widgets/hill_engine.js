// hill_engine.js: mean shift with a flat window among points of the plane, as the course's engine in
// Python does it: the same means, the same numbering of the tops.

const CLIMB = { epsilon: 1e-3, most: 300 }, MOST_CELLS = 128;

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

// Points sorted into columns of small cells, with sums up to each cell: of a window only the points
// in the cells on its border need be looked at one by one. A slider asks for thousands of windows.
function cellsOf({ xs, ys, weights }, radius) {
  const n = xs.length, left = Math.min(...xs), bottom = Math.min(...ys);
  const span = Math.max(Math.max(...xs) - left, Math.max(...ys) - bottom), side = Math.max(radius / 8, span / MOST_CELLS);
  const across = xs.map((x) => Math.floor((x - left) / side)), up = ys.map((y) => Math.floor((y - bottom) / side));
  const wide = Math.max(...across) + 1, high = Math.max(...up) + 1, starts = new Uint32Array(wide * high + 1);
  for (let i = 0; i < n; i++) starts[across[i] * high + up[i] + 1]++;
  for (let c = 0; c < wide * high; c++) starts[c + 1] += starts[c];
  const next = starts.slice(), px = new Float64Array(n), py = new Float64Array(n), pw = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const at = next[across[i] * high + up[i]]++;
    px[at] = xs[i]; py[at] = ys[i]; pw[at] = weights[i];
  }
  const [sw, sx, sy] = [0, 1, 2].map(() => new Float64Array(wide * high + 1));
  for (let c = 0; c < wide * high; c++) {
    let w = 0, x = 0, y = 0;
    for (let i = starts[c]; i < starts[c + 1]; i++) { w += pw[i]; x += pw[i] * px[i]; y += pw[i] * py[i]; }
    sw[c + 1] = sw[c] + w; sx[c + 1] = sx[c] + x; sy[c + 1] = sy[c] + y;
  }
  return { left, bottom, side, wide, high, starts, px, py, pw, sw, sx, sy };
}

// The hill for one radius.
function hillOf(heavy, radius) {
  const { xs, ys, weights, total } = heavy, square = radius * radius, ends = new Map();
  const { left, bottom, side, wide, high, starts, px, py, pw, sw, sx, sy } = cellsOf(heavy, radius);
  const column = (x) => Math.floor((x - left) / side), row = (y) => Math.floor((y - bottom) / side);
  // All that a window holds, point by point.
  function look(x, y) {
    let count = 0, mx = 0, my = 0, height = 0;
    const b0 = Math.max(0, row(y - radius)), b1 = Math.min(high - 1, row(y + radius));
    for (let a = Math.max(0, column(x - radius)); a <= Math.min(wide - 1, column(x + radius)) && b0 <= b1; a++) {
      for (let i = starts[a * high + b0]; i < starts[a * high + b1 + 1]; i++) {
        const dx = px[i] - x, dy = py[i] - y, d = dx * dx + dy * dy;
        if (d > square) continue;
        const w = pw[i];
        count += w; mx += w * px[i]; my += w * py[i]; height += w * (1 - d / square);
      }
    }
    return { count, mean: count ? [mx / count, my / count] : [x, y], height: height / total };
  }
  // Its mean alone, with whole cells where they lie inside. `safe`: a point on the border of a cell
  // may be off it by a rounding error.
  function meanAt(x, y) {
    let count = 0, mx = 0, my = 0;
    const safe = 1e-9 * (side + radius), last = Math.min(wide - 1, column(x + radius));
    function add(from, to) {
      for (let i = from; i < to; i++) {
        const dx = px[i] - x, dy = py[i] - y;
        if (dx * dx + dy * dy > square) continue;
        count += pw[i]; mx += pw[i] * px[i]; my += pw[i] * py[i];
      }
    }
    for (let a = Math.max(0, column(x - radius)); a <= last; a++) {
      const low = left + a * side - x, near = Math.max(0, low - safe, -low - side - safe), far = Math.max(-low, low + side) + safe;
      const reach = Math.sqrt(Math.max(0, square - near * near)) + safe, inner = far < radius ? Math.sqrt(square - far * far) - safe : 0;
      const c = a * high, b0 = Math.max(0, row(y - reach)), b1 = Math.min(high, row(y + reach) + 1);
      if (b0 >= b1) continue;
      const i0 = clamp(Math.ceil((y - inner - bottom) / side + 1e-9), b0, b1), i1 = clamp(Math.floor((y + inner - bottom) / side - 1e-9), i0, b1);
      add(starts[c + b0], starts[c + i0]);
      count += sw[c + i1] - sw[c + i0]; mx += sx[c + i1] - sx[c + i0]; my += sy[c + i1] - sy[c + i0];
      add(starts[c + i1], starts[c + b1]);
    }
    return count ? [mx / count, my / count] : [x, y];
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
      const mean = meanAt(x, y), moved = Math.hypot(mean[0] - x, mean[1] - y);
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
