"""Settings, addresses and commands: where the modules are joined into one program."""
