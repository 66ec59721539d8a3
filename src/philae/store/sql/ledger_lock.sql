with paying as (select 1 from balance where account = any($1::uuid[]) order by account, book for update),
     showing as (select 1 from key where id = any($2::uuid[]) order by id for update)
select (select count(*) from paying), (select count(*) from showing)
