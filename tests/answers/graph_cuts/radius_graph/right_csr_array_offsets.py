# One shift of the picture at a time.
def radius_graph(gray, sigma_intensity, sigma_space, radius):
    h, w = gray.shape
    idx = np.arange(h * w).reshape(h, w)
    R = int(np.ceil(radius))
    I, J, V = [], [], []
    for dy in range(-R, R + 1):
        for dx in range(-R, R + 1):
            if (dy, dx) == (0, 0) or np.hypot(dy, dx) >= radius:
                continue
            y0, y1 = max(0, -dy), min(h, h - dy)
            x0, x1 = max(0, -dx), min(w, w - dx)
            if y0 >= y1 or x0 >= x1:
                continue
            a, b = gray[y0:y1, x0:x1], gray[y0 + dy:y1 + dy, x0 + dx:x1 + dx]
            I.append(idx[y0:y1, x0:x1].ravel())
            J.append(idx[y0 + dy:y1 + dy, x0 + dx:x1 + dx].ravel())
            V.append(np.exp(-((a - b) ** 2).ravel() / sigma_intensity ** 2) * np.exp(-(dy * dy + dx * dx) / sigma_space ** 2))
    return sparse.csr_array((np.concatenate(V), (np.concatenate(I), np.concatenate(J))), shape=(h * w, h * w))
