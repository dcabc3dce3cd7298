"""What is said to be true of a scene is true, whatever is drawn."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from course_lib.images import PHOTOS
from course_lib.scenes.classes import BY_NAME, CLASSES, STUFF, THINGS
from course_lib.scenes.textures import SURFACES, noise, tile
from course_lib.scenes.things_and_stuff import Scene, make_dataset, make_scene

NAMES = [item.name for item in THINGS]
SIDES = st.integers(48, 160)


def tight_box(mask):
    rows, columns = np.nonzero(mask)
    return columns.min(), rows.min(), columns.max() + 1, rows.max() + 1


def check_truth(scene: Scene, shape: tuple[int, int]) -> None:
    assert scene.image.shape == (*shape, 3) and scene.image.dtype == np.uint8
    assert scene.classes.shape == shape and scene.classes.dtype == np.uint8
    assert scene.instances.shape == shape and scene.instances.dtype == np.int32
    assert set(np.unique(scene.classes)) <= {item.id for item in CLASSES}
    # A pixel is of a thing's class exactly where it is of a thing.
    is_thing = np.isin(scene.classes, [item.id for item in THINGS])
    assert ((scene.instances > 0) == is_thing).all()
    # Ids are 1, 2, ..., and all are seen.
    assert np.unique(scene.instances[is_thing]).tolist() == [t.id for t in scene.things]
    assert [t.id for t in scene.things] == list(range(1, len(scene.things) + 1))
    masks, full_masks = scene.masks(), scene.full_masks()
    assert (masks.sum(axis=0) == is_thing).all()  # disjoint and complete
    for thing, mask, full in zip(scene.things, masks, full_masks, strict=True):
        assert thing.class_id == BY_NAME[thing.name].id
        assert (scene.classes[mask] == thing.class_id).all()
        assert thing.box == tight_box(mask) and thing.full_box == tight_box(full)
        assert thing.area == mask.sum() >= 12
        assert thing.visible == mask.sum() / full.sum() >= 0.35
        assert (mask <= full).all()
        assert ndimage.label(full, np.ones((3, 3)))[1] == 1
        assert thing.distance >= 1
    for far in range(len(scene.things)):
        for near in range(far + 1, len(scene.things)):
            assert scene.things[far].distance >= scene.things[near].distance
            assert not (masks[far] & full_masks[near]).any()  # the nearer one hides the other
    assert scene.boxes.shape == (len(scene.things), 4)
    assert scene.labels.tolist() == [t.class_id for t in scene.things]
    segments = scene.panoptic()
    assert segments.min() >= 1
    for number in np.unique(segments):
        part = segments == number
        assert len(np.unique(scene.classes[part])) == len(np.unique(scene.instances[part])) == 1


@settings(max_examples=40)
@given(SIDES, SIDES, st.integers(0, 2**40), st.none() | st.integers(0, 8))
def test_truth_is_consistent(height, width, seed, things):
    scene = make_scene((height, width), seed, things=things)
    check_truth(scene, (height, width))
    if things is not None:
        assert len(scene.things) <= things


@pytest.mark.parametrize("size", [48, 256, (48, 512), (512, 48)])
def test_the_smallest_and_the_largest(size):
    for seed in range(4):
        check_truth(make_scene(size, seed), size if isinstance(size, tuple) else (size, size))


@settings(max_examples=10)
@given(st.integers(0, 10**6), st.sampled_from([64, 96, 128]))
def test_the_same_seed_gives_the_same_bytes(seed, size):
    np.random.seed(seed % 7)
    state = np.random.get_state()[1].copy()
    one = make_scene(size, seed)
    make_scene(72, seed + 1)
    two = make_scene((size, size), [seed])
    for name in ("image", "classes", "instances"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes()
    assert (np.random.get_state()[1] == state).all()
    assert make_scene(size, seed + 1).image.tobytes() != one.image.tobytes()


def test_a_generator_is_moved_on():
    rng = np.random.default_rng(5)
    one, two = make_scene(48, rng), make_scene(48, rng)
    assert one.image.tobytes() != two.image.tobytes()
    again = make_scene(48, np.random.default_rng(5))
    assert one.image.tobytes() == again.image.tobytes()


def test_the_truth_of_these_seeds_stays_what_it_was():
    """Networks are trained on these scenes and their checkpoints kept: change them knowingly."""
    digest = hashlib.sha256()
    for seed in range(8):
        scene = make_scene(96, seed)
        digest.update(scene.classes.tobytes() + scene.instances.astype("<i4").tobytes())
    assert digest.hexdigest()[:16] == "b12ae1a9d8892712"


def test_every_class_occurs_and_none_is_rare():
    seen = np.zeros(len(CLASSES), int)
    for seed in range(50):
        seen[np.unique(make_scene(64, seed).classes)] += 1
    assert (seen >= 10).all(), dict(zip([c.name for c in CLASSES], seen, strict=True))


def test_what_is_nearer_is_larger_and_lower():
    heights: dict[str, list[tuple[float, float, float]]] = {name: [] for name in NAMES}
    for seed in range(120):
        scene = make_scene(128, seed)
        for thing in scene.things:
            x1, y1, x2, y2 = thing.full_box
            if x1 > 0 and y1 > 0 and x2 < 128 and y2 < 128:  # the border cuts nothing off
                heights[thing.name].append((1 / thing.distance, y2 - y1, y2))
    for name, rows in heights.items():
        nearness, height, foot = np.array(rows).T
        assert len(rows) >= 20, name
        assert np.corrcoef(nearness, height)[0, 1] > 0.75, name
        assert np.corrcoef(nearness, foot)[0, 1] > 0.6, name


def test_things_by_name_are_exactly_these():
    for seed in range(12):
        scene = make_scene(96, seed, things=["dog", "dog", "cat"])
        assert sorted(t.name for t in scene.things) == ["cat", "dog", "dog"]
        check_truth(scene, (96, 96))
    for name in NAMES:
        (thing,) = make_scene(64, 1, things=[name]).things
        assert thing.name == name
    assert make_scene(64, 1, things=[]).things == make_scene(64, 1, things=0).things == ()


def test_cats_and_dogs_can_be_told_apart():
    """By a linear classifier, from 16 x 16 pixels of 150 of each: then people can too."""
    from sklearn.linear_model import LogisticRegression

    from course_lib.images import resize

    crops, names = [], []
    for seed in range(300):
        name = ("cat", "dog")[seed % 2]
        scene = make_scene(96, (1, seed), things=[name])
        x1, y1, x2, y2 = map(int, scene.things[0].box)
        crops.append(resize(scene.image[y1:y2, x1:x2], (16, 16)).ravel() / 255)
        names.append(name)
    model = LogisticRegression(C=0.05, max_iter=1000).fit(crops[:200], names[:200])
    assert model.score(crops[200:], names[200:]) >= 0.9


def test_things_stand_out_from_what_is_around_them():
    for seed in range(20):
        scene = make_scene(96, seed)
        for mask in scene.masks():
            rim = ndimage.binary_dilation(mask, iterations=2) & ~mask
            pixels = scene.image.astype(float)
            assert np.abs(np.median(pixels[mask], 0) - np.median(pixels[rim], 0)).max() > 6


def test_a_data_set_is_its_scenes_and_a_smaller_one_is_its_beginning():
    data = make_dataset(5, 64, seed=3)
    assert len(data) == 5 and data.images.shape == (5, 64, 64, 3)
    assert data.classes.dtype == np.uint8 and data.instances.dtype == np.int32
    for i, scene in enumerate(data):
        alone = make_scene(64, (3, i))
        assert scene.image.tobytes() == alone.image.tobytes()
        assert scene.boxes.tolist() == alone.boxes.tolist()
        check_truth(scene, (64, 64))
    fewer = make_dataset(2, 64, seed=3)
    assert fewer.images.tobytes() == data.images[:2].tobytes()
    assert make_dataset(1, 64, seed=4).images.tobytes() != fewer.images[:1].tobytes()


def test_a_sentence_says_what_is_seen():
    text = make_scene(96, 0, things=["dog", "dog", "cat"]).describe()
    assert text.startswith("A scene of 96 × 96 pixels with 1 cat, 2 dogs, ") and text.endswith(".")
    assert "people" in make_scene(96, 1, things=["person", "person"]).describe()


BAD = [
    ({"size": 47}, "from 48 to 512"),
    ({"size": 513}, "from 48 to 512"),
    ({"size": 64.0}, "number of pixels"),
    ({"size": True}, "number of pixels"),
    ({"size": "64"}, "number of pixels"),
    ({"size": (64, 64, 3)}, "(height, width)"),
    ({"seed": -1}, "at least 0"),
    ({"seed": (1, -1)}, "at least 0"),
    ({"seed": ()}, "whole number"),
    ({"seed": 1.5}, "whole number"),
    ({"seed": None}, "whole number"),
    ({"things": 9}, "from 0 to 8"),
    ({"things": -1}, "from 0 to 8"),
    ({"things": True}, "list of cat"),
    ({"things": "cat"}, "list of cat"),
    ({"things": ["horse"]}, "'horse'"),
    ({"things": ["tree"]}, "'tree'"),
    ({"things": [["cat"]]}, "of cat"),
    ({"things": ["cat"] * 9}, "at most 8"),
    ({"size": 48, "things": ["house"] * 8}, "did not"),
]


@pytest.mark.parametrize(("arguments", "part"), BAD, ids=str)
def test_bad_arguments_get_one_sentence(arguments, part):
    with pytest.raises((TypeError, ValueError)) as caught:
        make_scene(**arguments)
    text = str(caught.value)
    assert part in text and "\n" not in text and len(text) < 200


@pytest.mark.parametrize(
    "arguments", [(0,), (2.0,), (True,), (2, 47), (2, 64, -1), (2, 64, (1, 2))]
)
def test_bad_arguments_of_a_data_set(arguments):
    with pytest.raises((TypeError, ValueError), match=r"^(count|size|seed) must be [^\n]*$"):
        make_dataset(*arguments)


def test_surfaces_come_from_photos_that_anyone_may_use():
    for source, (top, left, side) in SURFACES.values():
        assert PHOTOS[source].licence == "CC0 1.0"
        assert min(top, left) >= 0 and side > 0
    for pattern in [tile(name, 64) for name in SURFACES] + [noise(1)]:
        assert pattern.dtype == np.float32 and not pattern.flags.writeable
        assert abs(pattern.mean()) < 0.1 and 0.8 < pattern.std() < 1.1
        # No seam: over the border it changes no more than within.
        within = np.abs(np.diff(pattern, axis=1)).mean()
        assert np.abs(pattern[:, 0] - pattern[:, -1]).mean() <= 1.5 * within


# Machado, Oliveira, Fernandes 2009, table 1, severity 1: what a dichromat sees, in linear RGB.
DICHROMATS = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
               [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
               [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
               [0.004733, 0.691367, 0.303900]],
    "anyone": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
}  # fmt: skip


@pytest.mark.parametrize("who", DICHROMATS)
def test_colours_of_classes_are_told_apart(who):
    from skimage.color import deltaE_ciede2000, rgb2lab

    srgb = np.array([item.colour for item in CLASSES]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ np.array(DICHROMATS[who]).T, 0, 1)
    srgb = np.where(seen <= 0.0031308, seen * 12.92, 1.055 * seen ** (1 / 2.4) - 0.055)
    lab = rgb2lab(srgb[None])[0]
    apart = deltaE_ciede2000(lab[:, None], lab[None]) + 1e3 * np.eye(len(lab))
    assert apart.min() > 5  # 2.3 is just noticeable, side by side


def test_classes_are_the_lectures():
    assert [item.id for item in CLASSES] == list(range(10))
    assert [item.name for item in STUFF] == ["sky", "grass", "water", "trees", "road"]
    assert NAMES == ["cat", "dog", "person", "car", "house"]
