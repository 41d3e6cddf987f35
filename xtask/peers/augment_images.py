"""Pad by four, crop, mirror by a coin, on the benchmark's 32 × 32 × 3 images, by albumentations, numpy and Pillow.

    pip install albumentations==2.0.8 numpy==2.4.6 pillow==13.0.0
    python xtask/peers/augment_images.py 50000

Beside it: cargo bench -p labelloom-engine --profile native --bench augment_image. Times are the processor's, one thread,
the best of five. torchvision is left out, since it wants torch. albumentations counts the border in its crop, as its
authors advise (PadIfNeeded, RandomCrop, HorizontalFlip).
"""

import sys
import time

import albumentations as A
import cv2
import numpy as np
from PIL import Image, ImageEnhance, ImageOps

cv2.setNumThreads(0)
count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
random = np.random.default_rng(1)
images = random.integers(0, 256, (count, 32, 32, 3), dtype=np.uint8)


def rate(what, run, done=count):
    best = min(timed(run) for _ in range(5))
    print(f"{what:<28} {done / best:>12,.0f} images/s")


def timed(run):
    begin = time.process_time()
    run()
    return time.process_time() - begin


recipe = A.Compose([
    A.PadIfNeeded(40, 40, border_mode=cv2.BORDER_CONSTANT, fill=0),
    A.RandomCrop(32, 32),
    A.HorizontalFlip(p=0.5),
])
few = images[: min(count, 10_000)]


def albumentations():
    for image in few:
        recipe(image=image)


def numpy_loop():
    for image in few:
        padded = np.zeros((40, 40, 3), np.uint8)
        padded[4:36, 4:36] = image
        top, left = random.integers(0, 9, 2)
        cropped = padded[top : top + 32, left : left + 32]
        np.ascontiguousarray(cropped[:, ::-1] if random.random() < 0.5 else cropped)


def numpy_at_once():
    padded = np.zeros((count, 40, 40, 3), np.uint8)
    padded[:, 4:36, 4:36] = images
    tops, lefts = random.integers(0, 9, (2, count))
    rows = tops[:, None] + np.arange(32)
    columns = lefts[:, None] + np.arange(32)
    mirrored = random.random(count) < 0.5
    columns[mirrored] = columns[mirrored, ::-1]
    padded[np.arange(count)[:, None, None], rows[:, :, None], columns[:, None, :]]


rate("albumentations", albumentations, len(few))
rate("numpy, image by image", numpy_loop, len(few))
rate("numpy, all at once", numpy_at_once)

pillow = [Image.fromarray(image) for image in few]
operations = {
    "rotate": lambda image: image.rotate(17.0),
    "shear-x": lambda image: image.transform(image.size, Image.AFFINE, (1, 0.2, 0, 0, 1, 0)),
    "colour": lambda image: ImageEnhance.Color(image).enhance(1.3),
    "contrast": lambda image: ImageEnhance.Contrast(image).enhance(1.3),
    "brightness": lambda image: ImageEnhance.Brightness(image).enhance(1.3),
    "sharpness": lambda image: ImageEnhance.Sharpness(image).enhance(1.3),
    "posterize": lambda image: ImageOps.posterize(image, 5),
    "solarize": lambda image: ImageOps.solarize(image, 128),
    "equalize": ImageOps.equalize,
    "autocontrast": ImageOps.autocontrast,
    "invert": ImageOps.invert,
}
for name, operation in operations.items():
    rate(f"Pillow, {name}", lambda: [operation(image) for image in pillow], len(few))
