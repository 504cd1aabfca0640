-- Grain: the snapshot. When it was built, of which code, up to which day, simulated or not.
SELECT snapshot, built_at, as_of, code_version, is_simulated FROM mart.snapshot
