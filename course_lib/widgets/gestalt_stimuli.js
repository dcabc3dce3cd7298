// gestalt_stimuli.js: the stimuli of GestaltPlayground. Each draws on a context of `size` by `size`
// pixels; `s` is the cue's strength from 0 to 1, `time` is in seconds.

const INK = "#1f2328";
const ORANGE = [230, 159, 0];
const BLUE = [0, 114, 178];
const CELLS = 6;

function scatter(seed) {
  let a = (seed * 2654435761) >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function disc(context, x, y, r, colour) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, r, 0, 7);
  context.fill();
}

function stroke(context, points, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = context.lineCap = "round";
  context.beginPath();
  points.forEach(([x, y], i) => context[i ? "lineTo" : "moveTo"](x, y));
  context.stroke();
}

const stepOf = (size) => (size - 130) / (CELLS - 1);

// The dots of a grid, row by row. Cues of columns pull pairs of columns together; cues of rows make
// every second row alike: { near, box, line } and { alike, fate }, each from 0 to 1. `square` is 0
// for a disc, 1 for a square: another form beside the colour, for those who do not see that.
function dotsOf(size, time, columns, rows) {
  const step = stepOf(size), alike = rows.alike || 0;
  return Array.from({ length: CELLS * CELLS }, (_, i) => {
    const r = Math.floor(i / CELLS), c = i % CELLS, odd = r % 2;
    return {
      x: 65 + step * c + 0.3 * step * (columns.near || 0) * (c % 2 ? -1 : 1) + 14 * (rows.fate || 0) * Math.sin(2.5 * time) * (odd ? 1 : -1),
      y: 65 + step * r, rgb: blend([31, 35, 40], odd ? ORANGE : BLUE, alike), square: odd ? alike : 0,
    };
  });
}

// `labels`, where there are any, are the groups that a function finds: neighbours of one group are
// joined by a band of its colour.
function grid(context, size, time, columns, rows, labels) {
  const step = stepOf(size), at = (i) => 65 + step * i;
  const dots = dotsOf(size, time, columns, rows), x = (c) => dotsOf(size, 0, columns, {})[c].x;
  if (labels) bands(context, dots, labels);
  for (let c = 0; c < CELLS; c += 2) {
    const left = x(c) - 19, right = x(c + 1) + 19;
    if (columns.box) {
      context.globalAlpha = columns.box;
      context.strokeStyle = INK;
      context.lineWidth = 3;
      context.strokeRect(left, at(0) - 24, right - left, at(CELLS - 1) - at(0) + 48);
    }
    if (columns.line) {
      context.globalAlpha = columns.line;
      for (let r = 0; r < CELLS; r++) stroke(context, [[x(c), at(r)], [x(c + 1), at(r)]], INK, 4);
      for (const side of [c, c + 1]) stroke(context, [[x(side), at(0)], [x(side), at(CELLS - 1)]], INK, 4);
    }
    context.globalAlpha = 1;
  }
  for (const dot of dots) {
    context.fillStyle = css(dot.rgb);
    context.beginPath();
    context.roundRect(dot.x - 9, dot.y - 9, 18, 18, 9 * (1 - dot.square));
    context.fill();
  }
}

function bands(context, dots, labels) {
  const colours = palette(Math.max(...labels) + 1), pale = (i) => css(blend(colours[labels[i]], [255, 255, 255], 0.45));
  dots.forEach((dot, i) => {
    disc(context, dot.x, dot.y, 15, pale(i));
    for (const j of [(i + 1) % CELLS ? i + 1 : -1, i + CELLS]) {
      if (dots[j] && labels[j] === labels[i]) stroke(context, [[dot.x, dot.y], [dots[j].x, dots[j].y]], pale(i), 30);
    }
  });
}

// What a partition of the grid is called; "" for one that has no name.
function partitionName(labels) {
  const same = (name) => {
    const there = new Map(), back = new Map();
    return Array.from(labels).every((label, i) => {
      const wanted = name(Math.floor(i / CELLS), i % CELLS);
      if (!there.has(label)) there.set(label, wanted);
      if (!back.has(wanted)) back.set(wanted, label);
      return there.get(label) === wanted && back.get(wanted) === label;
    });
  };
  const names = [
    ["all dots", () => 0], ["every dot alone", (r, c) => CELLS * r + c], ["pairs of columns", (r, c) => c >> 1], ["single columns", (r, c) => c],
    ["single rows", (r) => r], ["every second row", (r) => r % 2], ["pairs of neighbours in a row", (r, c) => CELLS * r + (c >> 1)],
  ];
  return (names.find(([, name]) => same(name)) || [""])[0];
}

function waves(random, size) {
  const parts = [1.5, 2.5, 4].map((k) => [k, random() * 2 * Math.PI, 18 / k * (0.8 + 0.6 * random())]);
  return (y) => parts.reduce((sum, [k, phase, tall]) => sum + tall * Math.sin(2 * Math.PI * k * y / size + phase), 0);
}

const STIMULI = {
  proximity(context, size, s, time, seed, labels) { grid(context, size, time, { near: s }, {}, labels); },
  similarity(context, size, s, time, seed, labels) { grid(context, size, time, {}, { alike: s }, labels); },
  fate(context, size, s, time, seed, labels) { grid(context, size, time, {}, { fate: s }, labels); },
  region(context, size, s, time) { grid(context, size, time, s < 0.5 ? { box: 2 * s } : { box: 2 - 2 * s, line: 2 * s - 1 }, {}); },

  // Two rows of dots that meet. Without the cue each is a bow that turns back where they meet; the
  // stronger it is, the straighter go the arms through the meeting point to the other side.
  continuity(context, size, s) {
    const middle = size / 2, reach = 150, slope = 0.75, apart = 16;
    const rise = (x) => 6 * (1 - s) + slope * (s * x + (1 - s) * x * x / reach);
    for (let x = 0; x <= reach; x += apart / Math.hypot(1, slope * (s + 2 * (1 - s) * x / reach))) {
      for (const side of [1, -1]) for (const sign of [1, -1]) disc(context, middle + side * x, middle + sign * rise(x), 5, INK);
    }
  },

  // Pairs of contours, the right one the mirror image of the left one; without the cue its own.
  symmetry(context, size, s, time, seed) { contours(context, size, s, seed, -1); },
  parallelism(context, size, s, time, seed) { contours(context, size, s, seed, 1); },

  contours(context, size, s) {
    const radius = 62, corner = [size / 2 - 95, size / 2 + 95];
    corner.forEach((y, j) => corner.forEach((x, i) => {
      const mouth = Math.atan2(size / 2 - y, size / 2 - x) + (1 - s) * Math.PI * ((i + j) % 2 ? 0.9 : -0.75);
      context.fillStyle = INK;
      context.beginPath();
      context.moveTo(x, y);
      context.arc(x, y, radius, mouth + Math.PI / 4, mouth + 1.75 * Math.PI);
      context.closePath();
      context.fill();
    }));
  },
};

function contours(context, size, s, seed, sign) {
  // as far from the next pair as from each other: nearness must not help
  const random = scatter(seed), pairs = 3, gap = size / pairs, half = gap / 4;
  for (let p = 0; p < pairs; p++) {
    const left = waves(random, size), other = waves(random, size), centre = gap * (p + 0.5);
    const edge = [[], []];
    for (let y = 20; y <= size - 20; y += 4) {
      edge[0].push([centre - half + left(y), y]);
      edge[1].push([centre + half + s * sign * left(y) + (1 - s) * other(y), y]);
    }
    for (const line of edge) stroke(context, line, INK, 4);
  }
}
