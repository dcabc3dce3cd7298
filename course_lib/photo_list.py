"""The photos that come with installed packages: what they show, whose they are, where they lie."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PhotoInfo:
    """Where a photo comes from.

    Attributes
    ----------
    title : what one sees; also the text for readers who do not see it.
    source : author and place of origin.
    licence : under what terms it may be used.
    package, file : the installed package and the file's path in it.
    """

    title: str
    source: str
    licence: str
    package: str
    file: str


def _skimage(file: str, title: str, source: str, licence: str) -> PhotoInfo:
    return PhotoInfo(title, source, licence, "skimage", f"data/{file}")


def _sklearn(file: str, title: str, source: str, licence: str) -> PhotoInfo:
    return PhotoInfo(title, source, licence, "sklearn", f"datasets/images/{file}")


PHOTOS: dict[str, PhotoInfo] = {
    "astronaut": _skimage(
        "astronaut.png",
        "Astronaut Eileen Collins in an orange suit, a flag and a shuttle model behind her",
        "NASA Great Images database, flic.kr/p/r9qvLn",
        "public domain",
    ),
    "coffee": _skimage(
        "coffee.png",
        "A cup of coffee with a spoon on a wooden table, seen from above",
        "Rachel Michetti, courtesy of Pikolo Espresso Bar",
        "CC0 1.0",
    ),
    "chelsea": _skimage(
        "chelsea.png", "The face of Chelsea, a ginger tabby cat", "Stefan van der Walt", "CC0 1.0"
    ),
    "rocket": _skimage(
        "rocket.jpg",
        "A rocket lifts off beside its tower, before a dark sky",
        "SpaceX, launch of DSCOVR, flickr.com/photos/spacexphotos/16511594820",
        "public domain",
    ),
    "retina": _skimage(
        "retina.jpg",
        "The back of a human eye, round and orange, with its blood vessels",
        "Mikael Häggström, Wikimedia Commons, doi:10.15347/wjm/2014.008",
        "CC0 1.0",
    ),
    "hubble": _skimage(
        "hubble_deep_field.jpg",
        "Hundreds of galaxies on black: Hubble eXtreme Deep Field",
        "NASA and ESA, hubblesite.org, release 2012/37",
        "public domain",
    ),
    "tissue": _skimage(
        "ihc.png",
        "Glands of the colon under a microscope, stained brown and blue",
        "Center for Microscopy And Molecular Imaging (CMMI)",
        "no known copyright restrictions",
    ),
    "camera": _skimage(
        "camera.png", "A man behind a camera on a tripod, grey", "Lav Varshney", "CC0 1.0"
    ),
    "coins": _skimage(
        "coins.png",
        "Rows of old coins on an unevenly lit ground, grey",
        "Brooklyn Museum Collection, image 51611",
        "no known copyright restrictions",
    ),
    "brick": _skimage("brick.png", "A brick wall, grey", "CC0Textures, Bricks25", "CC0 1.0"),
    "grass": _skimage("grass.png", "Grass, grey", "linolafett, DeviantArt, Grass-01", "CC0 1.0"),
    "gravel": _skimage("gravel.png", "Gravel, grey", "CC0Textures, Gravel04", "CC0 1.0"),
    "motorcycle": _skimage(
        "motorcycle_left.png",
        "A motorcycle in a workshop, the left picture of a stereo pair",
        "Nesic, Westling, Wang, Kitajima, Krathwohl, Scharstein: Middlebury stereo benchmark 2014",
        "no licence named; the benchmark asks to be cited (Scharstein et al., GCPR 2014)",
    ),
    "china": _sklearn(
        "china.jpg",
        "A Chinese tower with curved roofs above trees, beside a lake",
        "danielbuechele, flickr.com/photos/danielbuechele/6061409035",
        "CC BY 2.0",
    ),
    "flower": _sklearn(
        "flower.jpg",
        "An orange dahlia before dark green leaves",
        "vultilion, flickr.com/photos/vultilion/6056698931",
        "CC BY 2.0",
    ),
}
