# A point of the plane is a complex number.
def distort(points, k1, k2, center, focal):
    z = (points[..., 0] + 1j * points[..., 1] - complex(*center)) / focal
    z = z * (1 + k1 * abs(z) ** 2 + k2 * abs(z) ** 4) * focal + complex(*center)
    return np.stack([z.real, z.imag], axis=-1)
