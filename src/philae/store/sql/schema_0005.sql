-- Tokens a minute of a key's calls.
alter table key add column tpm integer
