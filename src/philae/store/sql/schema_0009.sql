-- Until when a message is under way: a later one of its task waits for it. Null: it is not.
alter table delivery add column claimed timestamptz;
-- Which form answers have where a vendor's documents disagree: null is the vendor's own, `wrapped` an older one.
alter table key add column era text check (era in ('wrapped'));
