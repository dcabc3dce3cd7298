"""How well two frames fit after each shift, all shifts at once by Fourier transforms."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import fft, ndimage

SOFT = 10  # pixels over which a frame fades towards where it has no value


def phase_correlation(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """How well two frames fit after each shift: high where b[r + dy, c + dx] = a[r, c].

    The cross-power spectrum, divided by its magnitude and transformed back (Kuglin and Hines 1975).

    Parameters
    ----------
    a, b : (H, W) float64, equal shapes; NaN means no value.

    Returns
    -------
    (H, W) float64; the peak stands at (dy, dx) modulo the frame's size.
    """
    spectrum = fft.rfft2(_prepare(b)) * np.conj(fft.rfft2(_prepare(a)))
    magnitude = np.abs(spectrum)
    spectrum /= np.maximum(magnitude, 1e-9 * magnitude.max())
    return fft.irfft2(spectrum, s=a.shape)


def _prepare(frame: NDArray[np.float64]) -> NDArray[np.float64]:
    """No NaN, mean 0, and faded at the rim: a hard rim would be what both frames share most.

    The same holds of a hole that both have in the same place, such as masked glare.
    """
    filled = frame - np.nanmean(frame)
    holes = np.isnan(frame)
    if holes.any():
        filled[holes] = 0
        filled *= np.minimum(1, ndimage.distance_transform_edt(~holes) / SOFT)
    fade = [np.minimum(1, 8 * (np.arange(n) + 0.5) / n) for n in frame.shape]
    rows, columns = (ramp * ramp[::-1] for ramp in fade)
    return filled * rows[:, None] * columns


def overlap_correlation(
    a: NDArray[np.float64], b: NDArray[np.float64], least: float
) -> NDArray[np.float64]:
    """Correlation coefficient of what overlaps, for every shift at once; 2 H x 2 W or a bit more.

    Negative shifts stand at the end of each axis, as in a Fourier transform. -1 where less than the
    share `least` of a frame overlaps. Values far from the median are clipped: the steep rims of
    panels, which look the same one panel farther, shall not outweigh the small differences between
    panels.

    D. Padfield, "Masked object registration in the Fourier domain", IEEE Transactions on Image
    Processing 2012.
    """
    size = [fft.next_fast_len(2 * n, real=True) for n in a.shape]
    spectra = []
    for frame in (a, b):
        seen = ~np.isnan(frame)
        filled = np.where(seen, _clipped(frame), 0)
        spectra.append(
            [fft.rfft2(layer, size) for layer in (seen.astype(float), filled, filled**2)]
        )

    def overlap(ours: int, theirs: int) -> NDArray[np.float64]:
        return fft.irfft2(np.conj(spectra[0][ours]) * spectra[1][theirs], size)

    count = np.maximum(overlap(0, 0), 1)
    first, second = overlap(1, 0), overlap(0, 1)
    spread = np.maximum(overlap(2, 0) - first**2 / count, 0)
    spread *= np.maximum(overlap(0, 2) - second**2 / count, 0)
    both = overlap(1, 1) - first * second / count
    right = (count > least * a.size) & (spread > 1e-9 * spread.max())
    return np.divide(both, np.sqrt(spread), out=np.full(both.shape, -1.0), where=right)


def _clipped(frame: NDArray[np.float64]) -> NDArray[np.float64]:
    """Median 0, clipped at twice the distance of the nearer quartile."""
    low, middle, high = np.nanpercentile(frame, [25, 50, 75])
    most = 2 * min(middle - low, high - middle)
    return np.clip(frame - middle, -most, most) if most > 0 else frame - middle
