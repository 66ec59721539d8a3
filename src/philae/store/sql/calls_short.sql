-- Calls that their lease did not cover after all: the house pays more of them.
update call c set amount = d.amount, overrun = c.overrun + c.amount - d.amount
  from unnest($1::uuid[], $2::bigint[]) as d (id, amount)
 where c.id = d.id
