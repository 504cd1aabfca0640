-- Declared schema of what the inbox lands; every kind is there, also when no file brought it.
-- Amounts are decimals: their sums do not depend on the order of the rows.
-- Keys tell apart what has one number at several shops: orders are counted by order_key, listings joined by listing_key.
CREATE SCHEMA landed;
CREATE TABLE landed.households (unit_code VARCHAR, as_of DATE, households BIGINT);
CREATE TABLE landed.targets (unit_code VARCHAR, indicator VARCHAR, source VARCHAR, valid_from DATE, numerator BIGINT, denominator BIGINT, numerator_max BIGINT, denominator_max BIGINT);
CREATE TABLE landed.shops (platform VARCHAR, shop_id VARCHAR, shop_code VARCHAR, household BIGINT, phone_token BIGINT, unit_code VARCHAR, opened_on DATE, closed_on DATE, designated_lead VARCHAR);
CREATE TABLE landed.accounts (provider VARCHAR, account_id VARCHAR, household BIGINT, phone_token BIGINT, unit_code VARCHAR, opened_on DATE, closed_on DATE);
CREATE TABLE landed.listings (platform VARCHAR, listing_key VARCHAR, listing_id VARCHAR, shop_id VARCHAR, product VARCHAR, product_type VARCHAR, listed_on DATE, delisted_on DATE);
CREATE TABLE landed.certificates (listing_key VARCHAR, listing_id VARCHAR, household BIGINT, scheme VARCHAR, valid_from DATE, valid_to DATE);
CREATE TABLE landed.orders (order_key VARCHAR, listing_key VARCHAR, platform VARCHAR, order_id VARCHAR, shop_id VARCHAR, listing_id VARCHAR, ordered_on DATE, quantity DECIMAL(18, 4), unit_of_measure VARCHAR, unit_price DECIMAL(18, 4), amount DECIMAL(18, 4), order_amount DECIMAL(18, 4), status VARCHAR, buyer_province VARCHAR);
CREATE TABLE landed.field_activity (unit_code VARCHAR, date DATE, kind VARCHAR, count BIGINT, people BIGINT);
CREATE TABLE landed.progress_reports (unit_code VARCHAR, as_of DATE, indicator VARCHAR, value DOUBLE, file VARCHAR);
CREATE TABLE landed.published_figures (scope VARCHAR, as_of DATE, indicator VARCHAR, value DOUBLE, qualifier VARCHAR, source VARCHAR);
-- Every row of the inbox, also one that was refused: what became of it and what it tells of its unit.
CREATE TABLE landed.origin (path VARCHAR, kind VARCHAR, state VARCHAR, unit_code VARCHAR, platform VARCHAR, shop_id VARCHAR, listing_id VARCHAR, listing_key VARCHAR);
