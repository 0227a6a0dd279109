"""The first real operations, as public sources state them: one TOML file each, in our own words.

A result is what a source states, and becomes a claim. Where `recorded_as` says so it is also all that is known,
and becomes a verified record too, so that figures can answer with it. What a file leaves out is not known.
"""
