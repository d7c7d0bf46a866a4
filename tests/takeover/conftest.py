from tests.canaries.listening import nothing_leaks

__all__ = ["nothing_leaks"]
