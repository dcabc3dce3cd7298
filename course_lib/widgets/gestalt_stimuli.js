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

// A grid of dots. Cues of columns pull pairs of columns together; cues of rows make pairs of rows
// alike: { near, box, line } and { alike, fate }, each from 0 to 1.
function grid(context, size, time, columns, rows) {
  const step = (size - 130) / (CELLS - 1), at = (i) => 65 + step * i;
  const x = (c) => at(c) + 0.3 * step * (columns.near || 0) * (c % 2 ? -1 : 1);
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
      for (let r = 0; r + 1 < CELLS; r++) stroke(context, [[x(c), at(r)], [x(c), at(r + 1)]], INK, 4);
    }
    context.globalAlpha = 1;
  }
  for (let r = 0; r < CELLS; r++) for (let c = 0; c < CELLS; c++) {
    const odd = r % 2, moved = 14 * (rows.fate || 0) * Math.sin(2.5 * time) * (odd ? 1 : -1);
    const colour = css(blend([31, 35, 40], odd ? ORANGE : BLUE, rows.alike || 0));
    if (odd && rows.alike) {
      // also another form, for those who do not see the colours apart
      const half = 9, round = half * (1 - rows.alike);
      context.fillStyle = colour;
      context.beginPath();
      context.roundRect(x(c) - half + moved, at(r) - half, 2 * half, 2 * half, round);
      context.fill();
    } else disc(context, x(c) + moved, at(r), 9, colour);
  }
}

function waves(random, size) {
  const parts = [1, 2, 3].map((k) => [k, random() * 2 * Math.PI, 11 / k * (0.6 + 0.8 * random())]);
  return (y) => parts.reduce((sum, [k, phase, tall]) => sum + tall * Math.sin(2 * Math.PI * k * y / size + phase), 0);
}

const STIMULI = {
  proximity(context, size, s, time) { grid(context, size, time, { near: s }, {}); },
  similarity(context, size, s, time) { grid(context, size, time, {}, { alike: s }); },
  fate(context, size, s, time) { grid(context, size, time, {}, { fate: s }); },
  region(context, size, s, time) { grid(context, size, time, s < 0.5 ? { box: 2 * s } : { box: 2 - 2 * s, line: 2 * s - 1 }, {}); },

  // Four arms of dots. With the cue each goes straight on behind the crossing; without it going on
  // and turning back are as sharp a bend.
  continuity(context, size, s) {
    const middle = size / 2, arm = Math.PI / 5, bent = arm + (1 - s) * (Math.PI / 2 - arm);
    for (let i = 0; i <= 9; i++) for (const sign of [1, -1]) {
      disc(context, middle - 17 * i * Math.cos(arm), middle + sign * 17 * i * Math.sin(arm), 5, INK);
      disc(context, middle + 17 * i * Math.cos(bent), middle + sign * 17 * i * Math.sin(bent), 5, INK);
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
  const random = scatter(seed), pairs = 3, gap = size / pairs;
  for (let p = 0; p < pairs; p++) {
    const left = waves(random, size), other = waves(random, size), centre = gap * (p + 0.5);
    const edge = [[], []];
    for (let y = 20; y <= size - 20; y += 4) {
      edge[0].push([centre - 30 + left(y), y]);
      edge[1].push([centre + 30 + s * sign * left(y) + (1 - s) * other(y), y]);
    }
    for (const line of edge) stroke(context, line, INK, 4);
  }
}
