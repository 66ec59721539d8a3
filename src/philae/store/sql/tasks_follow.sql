update task t set parent = d.parent, pinned_channel = d.channel, external = d.external
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as d (id, parent, channel, external)
 where t.id = d.id
