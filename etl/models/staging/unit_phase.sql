-- Grain: level, unit_code. The phase a unit belongs to through its district; the province belongs to none.
SELECT DISTINCT membership.level, membership.unit_code, phase.phase, phase.starts_on, phase.ends_on, phase.phase_days
FROM reference.rollup AS membership
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = membership.commune_code
INNER JOIN reference.phase AS phase ON phase.phase = unit.phase
WHERE membership.level <> 'province'
