// kmeans_engine.js: k-means without a kernel, for exported pages. Asked and answering as the kernel is.

// ---- numpy's generator, so that a seed means the same start in Python and in a page ----------

function numpyGenerator(seed) {
  const M64 = (1n << 64n) - 1n, M128 = (1n << 128n) - 1n, MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;
  let mixer = 0x43b0d7e5;
  function hash(value) {
    value = (value ^ mixer) >>> 0;
    mixer = Math.imul(mixer, 0x931e8875) >>> 0;
    value = Math.imul(value, mixer) >>> 0;
    return (value ^ (value >>> 16)) >>> 0;
  }
  // SeedSequence: the seed's 32-bit words, hashed into a pool of four, and mixed.
  const words = [seed >>> 0, Math.floor(seed / 4294967296) >>> 0, 0, 0], pool = words.map(hash);
  for (let from = 0; from < 4; from++) for (let to = 0; to < 4; to++) {
    if (from === to) continue;
    const mixed = (Math.imul(pool[to], 0xca01f9dd) - Math.imul(hash(pool[from]), 0x4973f715)) >>> 0;
    pool[to] = (mixed ^ (mixed >>> 16)) >>> 0;
  }
  let constant = 0x8b51f9dd;
  const out = Array.from({ length: 8 }, (_, i) => {
    let value = (pool[i % 4] ^ constant) >>> 0;
    constant = Math.imul(constant, 0x58f38ded) >>> 0;
    value = Math.imul(value, constant) >>> 0;
    return BigInt((value ^ (value >>> 16)) >>> 0);
  });
  const long = (i) => (out[2 * i + 1] << 32n) | out[2 * i];
  // PCG64: 128-bit state, 64 bits out, handed on as two halves.
  const increment = ((((long(2) << 64n) | long(3)) << 1n) | 1n) & M128;
  let state = (increment + ((long(0) << 64n) | long(1))) & M128, half = null;
  state = (state * MULTIPLIER + increment) & M128;
  function next32() {
    if (half !== null) {
      const kept = half;
      half = null;
      return kept;
    }
    state = (state * MULTIPLIER + increment) & M128;
    const x = (state >> 64n) ^ (state & M64), r = state >> 122n, value = ((x >> r) | (x << (64n - r))) & M64;
    half = Number(value >> 32n);
    return Number(value & 0xffffffffn);
  }
  // An integer in 0..most, by Lemire's method. The product of two 32-bit numbers is split in two.
  function below(most) {
    if (most === 0) return 0;
    const range = most + 1, threshold = (4294967296 - range) % range;
    for (;;) {
      const a = next32(), low = Math.imul(a, range) >>> 0;
      if (low >= threshold) return Math.round((a * range - low) / 4294967296);
    }
  }
  function shuffle(list, first) {
    for (let i = list.length - 1; i >= first; i--) {
      const j = below(i);
      [list[i], list[j]] = [list[j], list[i]];
    }
    return list;
  }
  return {
    // Generator.choice(population, size, replace=False)
    choice(population, size) {
      if (population > 10000 && size > Math.floor(population / 50)) {
        const all = Uint32Array.from({ length: population }, (_, i) => i);
        return shuffle(all, Math.max(population - size, 1)).slice(population - size);
      }
      const seen = new Set(), chosen = [];
      for (let j = population - size; j < population; j++) {
        const value = below(j), taken = seen.has(value) ? j : value;
        seen.add(taken);
        chosen.push(taken);
      }
      return shuffle(chosen, 1);
    },
  };
}

// ---- k-means itself ---------------------------------------------------------------------------

// Features lie one after the other: point i has features[i * d] .. features[i * d + d - 1].
function pixelFeatures(rgb, width, weight) {
  const n = rgb.length / 3, d = weight > 0 ? 5 : 3, features = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < 3; j++) features[i * d + j] = rgb[3 * i + j];
    if (d === 5) {
      features[i * d + 3] = weight * (i % width);
      features[i * d + 4] = weight * Math.floor(i / width);
    }
  }
  return { data: features, d, n };
}

function nearestMeans({ data, d, n }, means) {
  const k = means.length / d, labels = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    let best = 0, least = Infinity;
    for (let m = 0; m < k; m++) {
      let sum = 0;
      for (let j = 0; j < d; j++) {
        const way = data[i * d + j] - means[m * d + j];
        sum += way * way;
      }
      if (sum < least) [best, least] = [m, sum];
    }
    labels[i] = best;
  }
  return labels;
}

// An empty cluster keeps its mean.
function clusterMeans({ data, d, n }, labels, means) {
  const sums = new Float64Array(means.length), sizes = new Uint32Array(means.length / d);
  for (let i = 0; i < n; i++) {
    sizes[labels[i]]++;
    for (let j = 0; j < d; j++) sums[labels[i] * d + j] += data[i * d + j];
  }
  return means.map((value, at) => (sizes[Math.floor(at / d)] ? sums[at] / sizes[Math.floor(at / d)] : value));
}

function squaredError({ data, d, n }, labels, means) {
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) {
    const way = data[i * d + j] - means[labels[i] * d + j];
    sum += way * way;
  }
  return sum;
}

function rows({ data, d }, indices) {
  const chosen = new Float64Array(indices.length * d);
  indices.forEach((from, to) => chosen.set(data.subarray(from * d, from * d + d), to * d));
  return { data: chosen, d, n: indices.length };
}

function startingMeans(points, k, start, seed) {
  const { data, d, n } = points;
  if (start === "uniform") {
    const low = new Array(d).fill(Infinity), high = new Array(d).fill(-Infinity);
    for (let i = 0; i < data.length; i++) {
      low[i % d] = Math.min(low[i % d], data[i]);
      high[i % d] = Math.max(high[i % d], data[i]);
    }
    return Float64Array.from({ length: k * d }, (_, i) => low[i % d] + (Math.floor(i / d) + 0.5) / k * (high[i % d] - low[i % d]));
  }
  const random = numpyGenerator(seed);
  if (start === "random") return rows(points, random.choice(n, k)).data;
  const tenth = n / 10, even = tenth % 1 === 0.5 ? 2 * Math.round(tenth / 2) : Math.round(tenth);
  const part = rows(points, random.choice(n, Math.max(k, even)));
  let means = rows(part, random.choice(part.n, k)).data;
  for (let step = 0; step < 100; step++) {
    const next = clusterMeans(part, nearestMeans(part, means), means), moved = Math.max(...ways(next, means, d));
    means = next;
    if (moved < 0.5) break;
  }
  return means;
}

// The sentences are those of KMeansHistory.describe; a test compares them.
function describe(state, n, epsilon) {
  const k = state.k, means = k + (k === 1 ? " mean" : " means"), whole = (x) => x.toLocaleString("en-US", { maximumFractionDigits: 0 });
  if (state.phase === "start") return "Start: " + means + " placed, no point assigned yet.";
  const error = "; error " + whole(state.error) + ".";
  if (state.phase === "updated") {
    return "Update " + state.step + ": " + means + " moved to the middle of their points, the farthest by " + state.moved.toFixed(2) + error;
  }
  const sizes = new Uint32Array(k);
  for (const label of state.labels) sizes[label]++;
  const empty = sizes.filter((s) => s === 0).length, clusters = empty ? ", " + empty + " of them without points" : "";
  if (state.finished) {
    return "Finished after " + state.step + " updates: no mean moved by " + epsilon + " or more; " + means + clusters + error;
  }
  return "Step " + (state.step + 1) + ": " + whole(n) + " points assigned to the nearest of " + means + clusters + error;
}

// What the kernel does when there is one: answers the same questions with the same frames.
function pageEngine(config, receive) {
  let rgb = null, width = 1, height = 1, points = null, states = [], index = 0, run = 0;
  const settings = { k: config.k, start: config.start, seed: config.seed, weight: config.weight, picture: config.picture };
  function begin(means) {
    run++;
    states = [{ means: Float64Array.from(means), labels: null, phase: "start", step: 0, error: null, moved: null, finished: false, k: means.length / points.d }];
    index = 0;
  }
  function restart() {
    points = pixelFeatures(rgb, width, settings.weight);
    settings.k = clamp(Math.round(settings.k) || 1, 1, Math.min(255, points.n));
    begin(startingMeans(points, settings.k, settings.start, settings.seed));
  }
  function forward() {
    const now = states[index];
    if (now.finished) return;
    if (index + 1 === states.length) {
      let next;
      if (now.phase === "assigned") {
        const means = clusterMeans(points, now.labels, now.means);
        next = { ...now, means, phase: "updated", step: now.step + 1, moved: Math.max(...ways(means, now.means, points.d)) };
      } else {
        next = { ...now, labels: nearestMeans(points, now.means), phase: "assigned" };
        next.finished = now.moved !== null && now.moved < config.epsilon;
      }
      next.error = squaredError(points, next.labels, next.means);
      states.push(next);
    }
    index++;
  }
  function show(problem) {
    const state = states[index];
    receive({
      kind: "frame", run, ...settings, index, states: states.length, phase: state.phase, step: state.step,
      error: state.error, moved: state.moved, finished: state.finished, problem: problem || "",
      errors: states.map((s) => s.error), sentence: describe(state, points.n, config.epsilon),
    }, state.labels ? [state.means, state.labels] : [state.means]);
  }
  async function open(name) {
    const picture = config.pictures[name];
    rgb = await inflatePixels(picture.rgb, 3);
    [width, height] = [picture.width, picture.height];
    settings.picture = name;
    receive({ kind: "picture", width, height, row: 0, rows: height, picture: name, note: picture.note || "" }, [rgb]);
    return picture;
  }
  const answers = {
    async hello() {
      await open(settings.picture);
      points = pixelFeatures(rgb, width, settings.weight);
      begin(doubles(config.means));
    },
    forward,
    back() { index = Math.max(0, index - 1); },
    go(message) { while (index < message.index && !states[index].finished) forward(); index = Math.min(index, message.index); },
    restart(message) { Object.assign(settings, message.settings); restart(); },
    move({ mean, to }) {
      const { means, labels } = states[index], moved = means.slice();
      moved.set(to, mean * points.d);
      settings.start = "moved";
      begin(moved);
      if (labels) forward();
    },
    async preset({ name }) {
      const picture = await open(name);
      if (name === "yours") {
        for (const key of ["k", "start", "seed", "weight"]) settings[key] = config[key];
        points = pixelFeatures(rgb, width, settings.weight);
        return begin(doubles(config.means));
      }
      Object.assign(settings, { k: picture.k, weight: 0 });
      if (!picture.means) {
        if (settings.start === "moved" || settings.start === "given") settings.start = "random";
        return restart();
      }
      settings.start = "given";
      points = pixelFeatures(rgb, width, settings.weight);
      begin(doubles(picture.means));
    },
    async load({ state }) {
      const d = state.weight > 0 ? 5 : 3, means = Array.isArray(state.means) ? state.means.flat() : [];
      if (!config.pictures[state.picture]) return "There is no picture named " + state.picture + " here.";
      if (!means.length || means.length % d || means.length / d > 255 || !means.every(Number.isFinite)) return "This is not a state of this explorer: its means must be rows of " + d + " numbers.";
      if (state.picture !== settings.picture) await open(state.picture);
      Object.assign(settings, { start: state.start, seed: state.seed, weight: state.weight, k: means.length / d });
      points = pixelFeatures(rgb, width, settings.weight);
      begin(means);
      answers.go({ index: Math.min(200, state.index || 0) });
    },
  };
  return async (message) => {
    const problem = await answers[message.do](message);
    show(typeof problem === "string" ? problem : "");
  };
}

// A student's own functions cannot run in a page: it shows what they did, computed beforehand.
function recorded(config, receive) {
  let frames = null, index = 0, problem = "";
  async function open() {
    const picture = config.pictures[config.picture], rgb = await inflatePixels(picture.rgb, 3);
    receive({ kind: "picture", width: picture.width, height: picture.height, row: 0, rows: picture.height, picture: config.picture, note: "" }, [rgb]);
    let labels = null;
    frames = [];
    for (const stored of config.frames) {
      if (stored.labels) {
        const change = await inflate(stored.labels);
        labels = labels ? labels.map((v, i) => v ^ change[i]) : change;
      }
      frames.push({ content: stored.content, means: doubles(stored.means), labels: stored.content.phase === "start" ? null : labels });
    }
  }
  return async (message) => {
    if (message.do === "hello") await open();
    problem = "";
    if (message.do === "forward" && index + 1 === frames.length) problem = config.problem || "";
    if (message.do === "forward") index++;
    if (message.do === "back") index--;
    if (message.do === "go") index = message.index;
    index = clamp(index, 0, frames.length - 1);
    const { content, means, labels } = frames[index];
    const end = index + 1 === frames.length && !config.problem;
    receive({ ...content, kind: "frame", problem, states: frames.length, index, finished: content.finished || end, errors: config.errors }, labels ? [means, labels] : [means]);
  };
}

function stepperAnswers(config) {
  return (receive) => (config.frames ? recorded : pageEngine)(config, receive);
}
