"""Interface's front door: nothing stands above it but the addresses of the whole site."""

__all__: list[str] = []
