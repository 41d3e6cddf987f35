"""Variants of the benchmark's 32 × 32 × 3 images by albumentations, torchvision, numpy and Pillow, and by the benchmark
`augment_image`: the same tasks, in one run.

    pip install -r xtask/peers/augment-images-requirements.txt
    python xtask/peers/augment_images.py

From the repository's root; `cargo xtask bench --peers` does both. Images a second of the processor's time, one thread, image
by image, the best of three rounds in turn with the engine's. `cifar10` is pad by four, crop, mirror by a coin. albumentations
counts the border in its crop, as its authors advise (PadIfNeeded, RandomCrop, HorizontalFlip). torchvision takes tensors of
bytes, and Pillow's images, which most training scripts give it; on many images at once it draws one crop and one coin for all
of them, which is another task. numpy at once draws one for each.
"""

import albumentations as A
import cv2
import numpy as np
import torch
from PIL import Image, ImageEnhance, ImageOps
from torchvision.transforms import v2
from torchvision.transforms.v2 import functional as F

import beside

COUNT = 5_000
cv2.setNumThreads(0)
torch.set_num_threads(1)
torch.manual_seed(1)
random = np.random.default_rng(1)
images = random.integers(0, 256, (COUNT, 32, 32, 3), dtype=np.uint8)
pillow = [Image.fromarray(image) for image in images]
tensors = [torch.from_numpy(image.transpose(2, 0, 1).copy()) for image in images]

recipe = A.Compose([
    A.PadIfNeeded(40, 40, border_mode=cv2.BORDER_CONSTANT, fill=0),
    A.RandomCrop(32, 32),
    A.HorizontalFlip(p=0.5),
])


def one_by_numpy(image):
    padded = np.zeros((40, 40, 3), np.uint8)
    padded[4:36, 4:36] = image
    top, left = random.integers(0, 9, 2)
    cropped = padded[top : top + 32, left : left + 32]
    return np.ascontiguousarray(cropped[:, ::-1] if random.random() < 0.5 else cropped)


def all_by_numpy():
    padded = np.zeros((COUNT, 40, 40, 3), np.uint8)
    padded[:, 4:36, 4:36] = images
    tops, lefts = random.integers(0, 9, (2, COUNT))
    rows = tops[:, None] + np.arange(32)
    columns = lefts[:, None] + np.arange(32)
    mirrored = random.random(COUNT) < 0.5
    columns[mirrored] = columns[mirrored, ::-1]
    return padded[np.arange(COUNT)[:, None, None], rows[:, :, None], columns[:, None, :]]


torch_recipes = {
    "cifar10": v2.Compose([v2.RandomCrop(32, padding=4), v2.RandomHorizontalFlip()]),
    "autoaugment-torchvision": v2.AutoAugment(v2.AutoAugmentPolicy.CIFAR10),
    "randaugment": v2.RandAugment(),
    "trivialaugment": v2.TrivialAugmentWide(),
}
shear = (1, 0.2, 0, 0, 1, 0)
# By the engine's names: Pillow's way, and torchvision's on tensors.
operations = {
    "rotate": (lambda image: image.rotate(17.0), lambda image: F.rotate(image, 17.0)),
    "shear-x": (
        lambda image: image.transform(image.size, Image.AFFINE, shear),
        lambda image: F.affine(image, 0.0, [0, 0], 1.0, [11.3, 0.0]),
    ),
    "colour": (lambda image: ImageEnhance.Color(image).enhance(1.3), lambda image: F.adjust_saturation(image, 1.3)),
    "contrast": (lambda image: ImageEnhance.Contrast(image).enhance(1.3), lambda image: F.adjust_contrast(image, 1.3)),
    "brightness": (
        lambda image: ImageEnhance.Brightness(image).enhance(1.3),
        lambda image: F.adjust_brightness(image, 1.3),
    ),
    "sharpness": (
        lambda image: ImageEnhance.Sharpness(image).enhance(1.3),
        lambda image: F.adjust_sharpness(image, 1.3),
    ),
    "posterize": (lambda image: ImageOps.posterize(image, 5), lambda image: F.posterize(image, 5)),
    "solarize": (lambda image: ImageOps.solarize(image, 128), lambda image: F.solarize(image, 128)),
    "equalize": (ImageOps.equalize, F.equalize),
    "autocontrast": (ImageOps.autocontrast, F.autocontrast),
    "invert": (ImageOps.invert, F.invert),
}


def over(given, one):
    return lambda: [one(image) for image in given]


def peers():
    yield "cifar10", "albumentations 2.0.8", over(images, lambda image: recipe(image=image)), COUNT
    yield "cifar10", "numpy, image by image", over(images, one_by_numpy), COUNT
    yield "cifar10", "numpy, all at once", all_by_numpy, COUNT
    for name, made in torch_recipes.items():
        yield name, "torchvision, tensors", over(tensors, made), COUNT
        yield name, "torchvision, Pillow", over(pillow, made), COUNT
    for name, (by_pillow, by_torch) in operations.items():
        yield name, "Pillow", over(pillow, by_pillow), COUNT
        yield name, "torchvision, tensors", over(tensors, by_torch), COUNT


print(f"  {COUNT} images, images a second")
beside.compare("augment_image", ["20000"], list(peers()), 3)
