"""What is said where a photo cannot be taken."""

NO_PHOTO = "Please choose a photo first."
TOO_LARGE = "This photo is larger than 4 MB. Please choose a smaller one, or a part of it."
TOO_MANY_PIXELS = "This photo is far too large for us. Please choose a smaller one."
NOT_READABLE = "We could not read this photo. It may be broken. Please try another one."
NO_KIND_OF_PHOTO = "This is no photo that we can use. It must be a JPEG, PNG or WebP."
HEIC = (
    "This photo is a HEIC, and X does not take those. Please save it as a JPEG first, or send us a "
    "screenshot of it."
)
