"""The first real operations, as public sources state them: one TOML file each, in our own words.

What a source states becomes a claim. If `recorded_as` is set, the source is also all that is known, and the claim
becomes a verified record, too, so that figures include it. What a file leaves out is unknown.
"""
