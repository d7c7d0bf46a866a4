"""What holds for every suite: the machine may be busy, so no test is judged by its time."""

from hypothesis import settings

settings.register_profile("ours", deadline=None)
settings.load_profile("ours")
