-- Grain: finding (finding_detail: one of one unit; finding: told together so that it can be read). Declared schema of what is to be verified.
-- day is the day that a finding speaks of (null: none), weight how grave it is among those of its rule, amount what those told together sum up.
-- group_code is the unit that a finding is told of together with others; null: the district of its unit.
CREATE TABLE mart.finding_detail (rule VARCHAR, severity VARCHAR, unit_code VARCHAR, group_code VARCHAR, as_of DATE, day DATE, weight DOUBLE, amount BIGINT, detail_vi VARCHAR, detail_en VARCHAR);
CREATE TABLE mart.finding (rule VARCHAR, severity VARCHAR, unit_code VARCHAR, as_of DATE, detail_vi VARCHAR, detail_en VARCHAR, day DATE, weight DOUBLE, findings BIGINT, units BIGINT);
