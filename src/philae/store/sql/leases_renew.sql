with mine as (
    select id from lease where id = any($1::uuid[]) and process = $2 and closed_at is null order by id for update
)
update lease l set until = now() + make_interval(secs => $3) from mine where l.id = mine.id returning l.id
