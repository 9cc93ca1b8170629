"""The ledger for one-off union grants to innovation studios."""

__version__ = "0.1.0"
__all__ = ["__version__"]
