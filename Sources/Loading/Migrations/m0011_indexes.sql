-- Indices that hold what is looked up by them and no more: they were a quarter of what a quiet night added.
DROP INDEX observation_of_currency;
-- Dollars need no exchange rate, so that a late one never looks for them.
CREATE INDEX observation_of_currency ON observation (currency, observed_at) WHERE currency <> 'USD';
DROP INDEX page_of_content;
-- Sixteen digits of a digest tell pages apart as well as sixty-four.
CREATE INDEX page_of_content ON page (substr(sha256, 1, 16));
