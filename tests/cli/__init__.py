"""The commands, as a person at a console meets them."""
