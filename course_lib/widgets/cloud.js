// cloud.js: points in a box, in 3-D, turned by hand and keys.

// A cloud of points in a box, seen from `camera` = {yaw, pitch, zoom}, which other clouds may share.
// Positions lie in 0..1. Markers are numbered discs: {p, rgb, text, chosen, from}.
function cloudCanvas({ id, label, camera, turned, dragged, dropped, pick }) {
  const canvas = make("canvas", { id, tabindex: "0", role: "img", "aria-label": label });
  const layer = document.createElement("canvas");
  let points = new Float32Array(0), colours = new Uint32Array(0), markers = [], rings = [], axes = [];
  let screen = new Float32Array(0), order = new Uint32Array(0), size = { width: 1, height: 1, scale: 1 };
  let turn = null;
  const theme = { soft: "#666", ink: "#222", stage: "#eee", font: "sans-serif" };

  function frame() {
    const cy = Math.cos(camera.yaw), sy = Math.sin(camera.yaw), cp = Math.cos(camera.pitch), sp = Math.sin(camera.pitch);
    const unit = Math.min(size.width, size.height) * 0.56 * camera.zoom;
    return { cy, sy, cp, sp, unit, x: size.width / 2, y: size.height / 2 };
  }
  function project(f, a, b, c) {
    const x = a - 0.5, y = b - 0.5, z = c - 0.5, x1 = x * f.cy + z * f.sy, z1 = z * f.cy - x * f.sy;
    const y2 = y * f.cp - z1 * f.sp, z2 = y * f.sp + z1 * f.cp, near = 3.6 / (3.6 + z2);
    return [f.x + x1 * near * f.unit, f.y - y2 * near * f.unit, z2, near];
  }
  // How far a point at depth `near` goes when its picture goes (dx, dy) on the screen.
  function unproject(f, dx, dy, near) {
    const x1 = dx / (near * f.unit), y2 = -dy / (near * f.unit), z1 = -y2 * f.sp;
    return [x1 * f.cy - z1 * f.sy, y2 * f.cp, x1 * f.sy + z1 * f.cy];
  }

  function drawPoints(f) {
    const n = points.length / 3, w = canvas.width, h = canvas.height, bins = new Uint32Array(130);
    if (layer.width !== w || layer.height !== h) { layer.width = w; layer.height = h; }
    if (screen.length !== n * 3) { screen = new Float32Array(n * 3); order = new Uint32Array(n); }
    for (let i = 0; i < n; i++) {
      const [x, y, z] = project(f, points[3 * i], points[3 * i + 1], points[3 * i + 2]);
      screen[3 * i] = x; screen[3 * i + 1] = y; screen[3 * i + 2] = z;
      bins[1 + clamp(Math.floor((1 - z) * 64), 0, 127)]++;
    }
    for (let b = 1; b < 130; b++) bins[b] += bins[b - 1];
    for (let i = 0; i < n; i++) order[bins[clamp(Math.floor((1 - screen[3 * i + 2]) * 64), 0, 127)]++] = i;
    const context = layer.getContext("2d"), data = context.createImageData(w, h), words = new Uint32Array(data.data.buffer);
    const base = (n > 1500 ? 2.6 : n > 300 ? 3.6 : 5) * size.scale * Math.sqrt(camera.zoom) * clamp(size.width / 300, 0.8, 1.6);
    for (let j = 0; j < n; j++) {
      const i = order[j], colour = colours[i];
      const side = Math.max(2, Math.round(base * (1 - 0.35 * screen[3 * i + 2])));
      const x0 = Math.round(screen[3 * i] * size.scale - side / 2), y0 = Math.round(screen[3 * i + 1] * size.scale - side / 2);
      for (let dy = 0; dy < side; dy++) {
        // Leaving the corners out makes a square of four or more look round.
        const cut = side > 3 && (dy === 0 || dy === side - 1) ? 1 : 0, y = y0 + dy;
        if (y < 0 || y >= h) continue;
        for (let x = Math.max(0, x0 + cut); x < Math.min(w, x0 + side - cut); x++) words[y * w + x] = colour;
      }
    }
    context.putImageData(data, 0, 0);
  }

  function line(context, a, b) {
    context.beginPath();
    context.moveTo(a[0], a[1]);
    context.lineTo(b[0], b[1]);
    context.stroke();
  }

  function drawBox(context, f, front) {
    const ink = theme.soft, corner = (i) => project(f, i & 1, (i >> 1) & 1, i >> 2);
    let far = 0;
    for (let i = 1; i < 8; i++) if (corner(i)[2] > corner(far)[2]) far = i;
    context.strokeStyle = ink;
    context.lineWidth = 1;
    for (let i = 0; i < 8; i++) for (const bit of [1, 2, 4]) {
      if (i & bit) continue;
      const back = i === far || (i | bit) === far;
      if (back !== !front) continue;
      context.globalAlpha = front ? 0.35 : 0.6;
      line(context, corner(i), corner(i | bit));
    }
    context.globalAlpha = 1;
  }

  function drawAxes(context, f) {
    const ink = theme.ink;
    context.font = "600 12px " + theme.font;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const zero = project(f, 0, 0, 0), middle = project(f, 0.5, 0.5, 0.5);
    axes.forEach(({ name, rgb, low, high }, i) => {
      const end = project(f, i === 0 ? 1 : 0, i === 1 ? 1 : 0, i === 2 ? 1 : 0);
      context.strokeStyle = rgb || ink;
      context.lineWidth = 2;
      line(context, zero, end);
      const dx = end[0] - zero[0], dy = end[1] - zero[1], length = Math.hypot(dx, dy) || 1;
      const text = high === undefined ? name : name + " " + high, edge = context.measureText(text).width / 2 + 4;
      const shift = (p, d) => [clamp(p[0] + d * dx / length, edge, size.width - edge), clamp(p[1] + d * dy / length, 9, size.height - 9)];
      const tip = shift(end, 13);
      outlined(context, text, tip[0], tip[1], ink);
      if (low !== undefined && i === 0) {
        const away = Math.hypot(zero[0] - middle[0], zero[1] - middle[1]) || 1;
        outlined(context, String(low), clamp(zero[0] + 11 * (zero[0] - middle[0]) / away, 8, size.width - 8), clamp(zero[1] + 11 * (zero[1] - middle[1]) / away, 9, size.height - 9), ink);
      }
    });
  }

  function outlined(context, text, x, y, ink) {
    context.lineWidth = 3;
    context.strokeStyle = theme.stage;
    context.strokeText(text, x, y);
    context.fillStyle = ink;
    context.fillText(text, x, y);
  }

  function drawMarkers(context, f) {
    const places = markers.map((m) => project(f, ...m.p));
    markers.forEach((m, i) => {
      if (!m.trail || m.trail.length < 2) return;
      for (const [colour, width] of [["#fff", 4], [css(m.rgb), 2]]) {
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.beginPath();
        m.trail.forEach((p, j) => { const q = project(f, ...p); context[j ? "lineTo" : "moveTo"](q[0], q[1]); });
        context.stroke();
      }
    });
    const sorted = places.map((p, i) => [p[2], i]).sort((a, b) => b[0] - a[0]);
    for (const [, i] of sorted) {
      const m = markers[i], [x, y] = places[i], r = m.chosen ? 11.5 : 9.5;
      context.beginPath();
      context.arc(x, y, r, 0, 7);
      context.fillStyle = css(m.rgb);
      context.fill();
      context.lineWidth = m.chosen ? 4 : 3;
      context.strokeStyle = "#fff";
      context.stroke();
      context.beginPath();
      context.arc(x, y, r + (m.chosen ? 2.5 : 1.5), 0, 7);
      context.lineWidth = m.chosen ? 2.5 : 1;
      context.strokeStyle = "#000";
      context.stroke();
      context.font = "700 " + (m.text.length > 2 ? 9 : 11) + "px " + theme.font;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillStyle = inkOn(m.rgb);
      context.fillText(m.text, x, y + 0.5);
    }
    canvas.dataset.means = JSON.stringify(places.map((p) => [Math.round(p[0] * 10) / 10, Math.round(p[1] * 10) / 10]));
  }

  function draw() {
    if (!canvas.parentNode) return;
    size = fitCanvas(canvas, 1);
    const styles = getComputedStyle(canvas);
    for (const name of Object.keys(theme)) theme[name] = styles.getPropertyValue("--ex-" + name).trim() || theme[name];
    const context = canvas.getContext("2d"), f = frame();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(size.scale, 0, 0, size.scale, 0, 0);
    drawBox(context, f, false);
    drawPoints(f);
    context.drawImage(layer, 0, 0, size.width, size.height);
    drawBox(context, f, true);
    drawAxes(context, f);
    for (const p of rings) {
      const [x, y] = project(f, ...p);
      for (const [colour, width] of [["#000", 4], ["#fff", 2]]) {
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.beginPath();
        context.arc(x, y, 7, 0, 7);
        context.stroke();
      }
    }
    drawMarkers(context, f);
  }

  function place(event) {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }
  function nearestMarker([x, y]) {
    const f = frame();
    let best = -1, least = 15;
    markers.forEach((m, i) => {
      const p = project(f, ...m.p), d = Math.hypot(p[0] - x, p[1] - y);
      if (d < least) [best, least] = [i, d];
    });
    return best;
  }
  canvas.addEventListener("pointerdown", (event) => {
    const at = place(event), index = dragged ? nearestMarker(at) : -1;
    turn = { at, index, start: at };
    canvas.setPointerCapture(event.pointerId);
    if (index >= 0) dragged(index, [0, 0, 0]);
  });
  canvas.addEventListener("pointermove", (event) => {
    const at = place(event);
    if (!turn) {
      canvas.style.cursor = dragged && nearestMarker(at) >= 0 ? "move" : "grab";
      return;
    }
    const dx = at[0] - turn.at[0], dy = at[1] - turn.at[1];
    turn.at = at;
    if (turn.index >= 0) {
      const f = frame();
      dragged(turn.index, unproject(f, dx, dy, project(f, ...markers[turn.index].p)[3]));
    } else {
      rotate(dx * 0.01, dy * 0.01);
    }
  });
  function release(event) {
    if (!turn) return;
    const { index, start, at } = turn;
    turn = null;
    if (index >= 0) dropped(index);
    else if (pick && event.type === "pointerup" && Math.hypot(at[0] - start[0], at[1] - start[1]) < 3) {
      let best = -1, least = 8;
      for (let i = 0; i < screen.length / 3; i++) {
        const d = Math.hypot(screen[3 * i] - at[0], screen[3 * i + 1] - at[1]) + 2 * screen[3 * i + 2];
        if (d < least) [best, least] = [i, d];
      }
      if (best >= 0) pick(best);
    }
  }
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  function rotate(yaw, pitch) {
    camera.yaw -= yaw;
    camera.pitch = clamp(camera.pitch - pitch, -1.55, 1.55);
    turned();
  }
  return {
    canvas, draw, rotate,
    key(key) {
      const way = { a: [-0.12, 0], d: [0.12, 0], w: [0, -0.12], s: [0, 0.12] }[key.toLowerCase()];
      if (way) rotate(...way);
      else if (key === "+" || key === "=" || key === "-") {
        camera.zoom = clamp(camera.zoom * (key === "-" ? 1 / 1.15 : 1.15), 0.5, 6);
        turned();
      } else return false;
      return true;
    },
    // A step in the view's plane (arrows) or along its depth (Page Up and Down), in 0..1.
    way(key, length) {
      const f = { ...frame(), unit: 1 };
      if (key === "PageUp" || key === "PageDown") {
        const s = key === "PageUp" ? length : -length;
        return [-f.cp * f.sy * s, f.sp * s, f.cp * f.cy * s];
      }
      const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
      return unproject(f, dx * length, dy * length, 1);
    },
    set(values) {
      if (values.points) points = values.points;
      if (values.colours) colours = values.colours;
      if (values.markers) markers = values.markers;
      if (values.rings) rings = values.rings;
      if (values.axes) axes = values.axes;
    },
  };
}
