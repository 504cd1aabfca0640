-- Declared schema of the reference facts that the models read.
CREATE SCHEMA reference;
CREATE TABLE reference.unit (vintage VARCHAR, code VARCHAR, level VARCHAR, name VARCHAR, type VARCHAR, parent_code VARCHAR, phase INTEGER, households_estimate BIGINT);
CREATE TABLE reference.rollup (commune_code VARCHAR, level VARCHAR, unit_code VARCHAR);
CREATE TABLE reference.phase (phase INTEGER, unit_code VARCHAR, starts_on DATE, ends_on DATE, phase_days INTEGER);
CREATE TABLE reference.indicator (indicator VARCHAR, numerator BIGINT, denominator BIGINT);
CREATE TABLE reference.label (indicator VARCHAR, vi VARCHAR, en VARCHAR);
CREATE TABLE reference.activity_label (kind VARCHAR, vi VARCHAR, en VARCHAR);
CREATE TABLE reference.crosswalk (commune_2021 VARCHAR, commune_2025 VARCHAR, part INTEGER, share_before DOUBLE, share_after DOUBLE);
CREATE TABLE reference.calendar (day DATE, week DATE);
CREATE TABLE reference.published_figure (scope VARCHAR, as_of DATE, indicator VARCHAR, value DOUBLE, qualifier VARCHAR, source VARCHAR);
CREATE TABLE reference.build (snapshot VARCHAR, as_of DATE, pace_ahead DOUBLE, pace_slow DOUBLE);
CREATE TABLE reference.platform (platform VARCHAR);
-- One row: the section `findings` of settings.toml.
CREATE TABLE reference.finding (opened_in_one_minute BIGINT, spike_least BIGINT, spike_times BIGINT, spike_explained_days BIGINT, rush_days BIGINT, rush_before_days BIGINT, rush_times BIGINT, rush_least BIGINT, published_about_percent BIGINT, lead_equal_least BIGINT, silent_days BIGINT, report_differs_least BIGINT, report_differs_percent BIGINT, heaped_figures BIGINT, heaped_least BIGINT, heaped_percent BIGINT, copied_communes BIGINT, equal_least BIGINT, shared_phone_households BIGINT, published_above_percent BIGINT);
CREATE TABLE reference.known_province (written VARCHAR, province VARCHAR);
CREATE TABLE reference.known_unit_of_measure (written VARCHAR, unit_of_measure VARCHAR);
