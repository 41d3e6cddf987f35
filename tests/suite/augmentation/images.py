"""Images and what Pillow and numpy make of them: writes images.json beside itself.

    pip install pillow==13.0.0 numpy==2.4.6
    python tests/suite/augmentation/images.py

Bytes are written as hexadecimal digits, rows from the top, channels of a pixel side by side.
"""

import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageEnhance, ImageOps

MODES = {"L": "grey", "LA": "grey-alpha", "RGB": "rgb", "RGBA": "rgba"}
cases = []


def ramp(x, y):
    """Smooth in some places, steep in others, and of a different range in each channel."""
    return [(x * 13 + y * 3) % 256, (40 + y * 15) % 256, (60 + x * y * 2) % 200, (x * 29 + y * 53) % 256]


def image(mode, width, height):
    channels = len(mode)
    rows = [[ramp(x, y)[:channels] for x in range(width)] for y in range(height)]
    return Image.fromarray(np.array(rows, np.uint8).reshape(height, width, channels).squeeze(2 if channels == 1 else ()))


def digits(array):
    return np.asarray(array, np.uint8).tobytes().hex()


def case(source, operation, values, result):
    cases.append({"image": source, "operation": operation, "values": values, "bytes": digits(result)})


def shear(picture, operation, value):
    matrix = (1, value, 0, 0, 1, 0) if operation == "shear-x" else (1, 0, 0, value, 1, 0)
    return picture.transform(picture.size, Image.AFFINE, matrix)


def translate(picture, operation, pixels):
    matrix = (1, 0, -pixels, 0, 1, 0) if operation == "translate-x" else (1, 0, 0, 0, 1, -pixels)
    return picture.transform(picture.size, Image.AFFINE, matrix)


def geometry(name, picture):
    for degrees in (-135, -30, -6, 0, 6, 20 / 3, 45, 90, 100.5, 180, 270, 359):
        case(name, "rotate", {"degrees": degrees}, picture.rotate(degrees))
    for operation in ("shear-x", "shear-y"):
        for value in (-0.99, -0.3, 0.0, 0.24, 0.8 / 3, 0.99):
            case(name, operation, {"shear": value}, shear(picture, operation, value))
    for operation in ("translate-x", "translate-y"):
        for pixels in (-40, -3, 0, 3, 9):
            case(name, operation, {"pixels": pixels}, translate(picture, operation, pixels))
    case(name, "mirror", {}, ImageOps.mirror(picture))


def enhancement(name, picture):
    kinds = {
        "colour": ImageEnhance.Color,
        "contrast": ImageEnhance.Contrast,
        "brightness": ImageEnhance.Brightness,
        "sharpness": ImageEnhance.Sharpness,
    }
    for operation, kind in kinds.items():
        for factor in (0.0, 0.1, 0.4, 0.64, 1.0, 1.18, 1.36, 1.72, 1.9):
            case(name, operation, {"factor": factor}, kind(picture).enhance(factor))


def tables(name, picture):
    case(name, "invert", {}, ImageOps.invert(picture))
    case(name, "equalize", {}, ImageOps.equalize(picture))
    case(name, "autocontrast", {}, ImageOps.autocontrast(picture))
    for threshold in (0.0, 52.0, 128.0, 180.0, 198.333, 205.0, 256.0):
        case(name, "solarize", {"threshold": threshold}, ImageOps.solarize(picture, threshold))
    for bits in range(1, 9):
        case(name, "posterize", {"bits": bits}, ImageOps.posterize(picture, bits))


def numpy_alone(name, picture):
    array = np.asarray(picture)
    height, width = array.shape[:2]
    rest = [(0, 0)] * (array.ndim - 2)
    for border in (1, 4):
        padded = np.pad(array, [(border, border)] * 2 + rest)
        for top, left in [(0, 0), (0, 2 * border), (2 * border, 0), (border, border), (1, 2), (2, 0), (2 * border, 1)]:
            cropped = padded[top : top + height, left : left + width]
            case(name, "pad-crop", {"border": border, "top": top, "left": left}, cropped)
    for added in (0, 34, 110):
        lifted = np.where(array < 128, np.minimum(array.astype(int) + added, 255), array)
        case(name, "solarize-add", {"added": added}, lifted)
    for x, y, side in [(2, 2, 2), (0, 0, 4), (width - 1, height - 1, 6), (1, 0, 5), (3, 2, 0)]:
        cut = array.copy()
        half = side // 2
        cut[max(0, y - half) : y + half, max(0, x - half) : x + half] = 0
        case(name, "cutout", {"x": x, "y": y, "side": side}, cut)


images = {}
for mode, width, height in [
    ("RGB", 16, 16),
    ("RGB", 4, 4),
    ("RGB", 13, 7),
    ("L", 7, 13),
    ("LA", 5, 6),
    ("RGBA", 9, 8),
    ("RGB", 1, 1),
    ("L", 1, 5),
    ("RGB", 2, 2),
]:
    picture = image(mode, width, height)
    assert picture.mode == mode, picture.mode
    name = f"{MODES[mode]} {width} × {height}"
    images[name] = {"width": width, "height": height, "channels": MODES[mode], "bytes": digits(picture)}
    geometry(name, picture)
    enhancement(name, picture)
    if mode in ("L", "RGB"):  # Pillow has no tables for images with an alpha channel
        tables(name, picture)
        numpy_alone(name, picture)

# Few shades: channels of one shade stay, counts below 255 spread nothing.
even = np.zeros((20, 20, 3), np.uint8)
even[..., 0] = 77
even[:10, :, 1] = 200
even[3, 3, 2] = 9
images["even"] = {"width": 20, "height": 20, "channels": "rgb", "bytes": digits(even)}
tables("even", Image.fromarray(even))

# Enough pixels for shades to be spread.
picture = image("RGB", 24, 20)
images["large"] = {"width": 24, "height": 20, "channels": "rgb", "bytes": digits(picture)}
tables("large", picture)

lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
text = f'{{"images": {json.dumps(images, ensure_ascii=False)},\n"cases": [\n{lines}\n]}}\n'
Path(__file__).with_name("images.json").write_text(text, encoding="utf-8")
