// hill_drawing.js: the hill in 3-D and its floor from above. `look` tells what there is to be drawn:
// points, hill, the path so far, the way it is looked at.

const NODES = 44, RISE = 0.6, FLOOR = -0.36, BALL = [213, 94, 0], NAMED = 8, GREY = [150, 152, 158];
const ROUND = (x) => Number(x.toPrecision(4)).toLocaleString("en-US", { maximumFractionDigits: 4 });

function trace(context, places, close) {
  context.beginPath();
  places.forEach((p, i) => context[i ? "lineTo" : "moveTo"](p[0], p[1]));
  if (close) context.closePath();
}

function stroked(context, places, rgb, width = 2.5) {
  for (const [colour, w] of [["#fff", width + 2.5], [css(rgb), width]]) {
    context.strokeStyle = colour;
    context.lineWidth = w;
    trace(context, places);
    context.stroke();
  }
}

function prepared(canvas) {
  const size = fitCanvas(canvas, 0.92), context = canvas.getContext("2d");
  context.setTransform(size.scale, 0, 0, size.scale, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  context.lineJoin = context.lineCap = "round";
  return [context, size];
}

function hillDrawing(root, config, look) {
  const dark = () => cssVariable(root, "--ex-dark", "0") === "1";
  const font = (weight) => weight + "px " + cssVariable(root, "--ex-font", "sans-serif");
  const ink = () => cssVariable(root, "--ex-ink", "#222");
  const share = (p, { box }) => [(p[0] - box.left) / box.span, (p[1] - box.bottom) / box.span];
  const axes = ({ pair }) => (config.photo ? [...pair] : config.names);
  const now = ({ path, index }) => path[Math.min(index, path.length - 1)];
  const place = (seed, index) => seed.path[Math.min(index, seed.path.length - 1)];
  const ballColour = ({ view }) => (view === "basins" ? [255, 255, 255] : BALL);
  const windowOf = (s) => Array.from({ length: 61 }, (_, i) => share([now(s)[0] + s.radius * Math.cos(i * Math.PI / 30), now(s)[1] + s.radius * Math.sin(i * Math.PI / 30)], s));

  function disc(context, [x, y], r, rgb, text) {
    context.beginPath();
    context.arc(x, y, r, 0, 7);
    context.fillStyle = css(rgb);
    context.fill();
    for (const [colour, width] of [["#000", 3.5], ["#fff", 2]]) {
      context.strokeStyle = colour;
      context.lineWidth = r < 6 ? width / 2 : width;
      context.stroke();
    }
    if (text === undefined) return;
    context.font = font("700 11");
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = inkOn(rgb);
    context.fillText(text, x, y + 0.5);
  }

  function projector(size, { yaw, pitch, zoom }) {
    const unit = Math.min(size.width, size.height) * 0.66 * zoom;
    const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
    return ([a, b], h) => {
      const x = a - 0.5, z = b - 0.5, away = z * cy - x * sy;
      return [size.width / 2 + (x * cy + z * sy) * unit, size.height / 2 - (h * cp + away * sp) * unit];
    };
  }

  // Where the nodes of the surface lie on the canvas, for clicks.
  function drawHill(canvas) {
    const s = look(), [context, size] = prepared(canvas), at = projector(size, s.camera);
    const lift = (p) => RISE * s.hill.look(...p).height / s.peak;
    drawGround(context, at, s);
    const grid = Array.from({ length: NODES * NODES }, (_, i) => at([(i % NODES) / (NODES - 1), Math.floor(i / NODES) / (NODES - 1)], RISE * s.surface[i] / s.peak));
    drawSurface(context, grid, s);
    context.font = font("600 12");
    context.textAlign = "center";
    context.fillStyle = ink();
    const names = axes(s);
    [[names[0], [0.5, -0.09]], [names[1], [1.09, 0.5]]].forEach(([name, p]) => context.fillText(name, ...at(p, FLOOR)));
    for (const seed of s.seeds) disc(context, at(share(place(seed, s.index), s), lift(place(seed, s.index))), 4, s.colours[seed.top]);
    s.tops.centres.slice(0, NAMED).forEach((centre, m) => disc(context, at(share(centre, s), lift(centre) + 0.05), 8, s.colours[m], String(m)));
    const here = at(share(now(s), s), lift(now(s)));
    context.setLineDash([3, 4]);
    context.strokeStyle = css(BALL);
    context.lineWidth = 1.5;
    trace(context, [here, at(share(now(s), s), FLOOR)]);
    context.stroke();
    context.setLineDash([]);
    stroked(context, s.path.slice(0, s.index + 1).map((p) => at(share(p, s), lift(p))), BALL);
    disc(context, here, 8, ballColour(s));
    return grid;
  }

  // The floor below the hill, with the points and the window.
  function drawGround(context, at, s) {
    context.fillStyle = dark() ? "#33373f" : "#f0f2f5";
    context.strokeStyle = "#969ba5";
    context.lineWidth = 1;
    trace(context, [[0, 0], [1, 0], [1, 1], [0, 1]].map((p) => at(p, FLOOR)), true);
    context.fill();
    context.stroke();
    context.fillStyle = dark() ? "rgba(220,225,235,.35)" : "rgba(60,66,80,.3)";
    for (let i = 0; i < s.heavy.xs.length; i++) {
      const [x, y] = at(share([s.heavy.xs[i], s.heavy.ys[i]], s), FLOOR);
      context.fillRect(x - 0.75, y - 0.75, 1.5, 1.5);
    }
    stroked(context, windowOf(s).map((p) => at(p, FLOOR)), BALL, 2);
  }

  // From far to near: rows and columns in the order in which the view turns them.
  function drawSurface(context, grid, { surface, peak, camera, view, basinOf, colours }) {
    const order = (forward) => Array.from({ length: NODES - 1 }, (_, i) => (forward ? i : NODES - 2 - i));
    const rows = order(Math.cos(camera.yaw) < 0), columns = order(Math.sin(camera.yaw) > 0);
    context.lineWidth = 0.8;
    for (const row of rows) for (const column of columns) {
      const i = row * NODES + column, around = [i, i + 1, i + NODES + 1, i + NODES], h = around.map((j) => surface[j] / peak), mean = (h[0] + h[1] + h[2] + h[3]) / 4;
      if (!mean) continue;
      // Light comes from the left.
      const light = clamp(0.5 + 3.2 * (h[1] + h[2] - h[0] - h[3]) + 1.6 * (h[2] + h[3] - h[0] - h[1]), 0, 1) - 0.5;
      let rgb = cividis(mean);
      if (view === "basins") {
        const label = basinOf(around[h.indexOf(Math.max(...h))]);
        rgb = label < 0 ? GREY : colours[label];
      }
      rgb = blend(rgb, light > 0 ? [255, 255, 255] : [0, 0, 0], Math.abs(light) * 0.5);
      context.fillStyle = context.strokeStyle = css(rgb);
      trace(context, around.map((j) => grid[j]), true);
      context.fill();
      context.stroke();
    }
  }

  function drawFloor(canvas, table) {
    const s = look(), [context, size] = prepared(canvas), unit = Math.min(size.width, size.height), left = (size.width - unit) / 2, top = (size.height - unit) / 2;
    const at = ([a, b]) => [left + a * unit, top + (1 - b) * unit], side = s.points.length > 600 ? 3 : 5;
    context.fillStyle = dark() ? "#33373f" : "#f0f2f5";
    context.fillRect(left, top, unit, unit);
    for (let i = 0; i < s.points.length / 2; i++) {
      const [x, y] = at(share([s.points[2 * i], s.points[2 * i + 1]], s));
      const own = config.photo ? table.subarray(3 * i, 3 * i + 3) : dark() ? [200, 204, 212] : [90, 95, 105];
      context.fillStyle = css(s.view === "basins" ? s.colours[s.tops.labels[s.heavy.which[i]]] : own);
      context.fillRect(x - side / 2, y - side / 2, side, side);
    }
    stroked(context, windowOf(s).map(at), BALL, 2);
    for (const seed of s.seeds) stroked(context, seed.path.slice(0, s.index + 1).map((p) => at(share(p, s))), s.colours[seed.top], 1);
    for (const seed of s.seeds) disc(context, at(share(place(seed, s.index), s)), 4, s.colours[seed.top]);
    s.tops.centres.slice(0, NAMED).forEach((centre, m) => disc(context, at(share(centre, s)), 8, s.colours[m], String(m)));
    stroked(context, s.path.slice(0, s.index + 1).map((p) => at(share(p, s))), BALL);
    disc(context, at(share(now(s), s)), 7, ballColour(s));
    context.font = font("600 12");
    context.fillStyle = ink();
    context.textBaseline = "alphabetic";
    const names = axes(s);
    context.textAlign = "right";
    context.fillText(names[0] + " →", left + unit - 6, top + unit - 7);
    context.textAlign = "left";
    context.fillText("↑ " + names[1], left + 6, top + 15);
    return { unit, left, top };
  }

  return { drawHill, drawFloor };
}
