"""What can go wrong with the local stack, each told in a sentence for a person.

LocalStackError
├── PortInUseError
├── EmulatorStartError
├── BundleError
├── DeployError
└── DeliveryError
"""


class LocalStackError(Exception):
    """The local stack could not do what it was asked; the text says what to do."""


class PortInUseError(LocalStackError):
    """Another program listens on the port that was asked for."""


class EmulatorStartError(LocalStackError):
    """The embedded AWS did not start."""


class BundleError(LocalStackError):
    """The code bundle could not be built."""


class DeployError(LocalStackError):
    """The template could not be deployed onto the embedded AWS."""


class DeliveryError(LocalStackError):
    """A deployed rule or schedule cannot be delivered as it is written."""
