"""The door of the pytest plugin: it imports nothing but the standard library until it is asked for something."""
