-- What authorities that take part show one another, and nobody else: fields of the level `participating`.
alter table authorities add column shares boolean not null default false;
--> statement-breakpoint
-- Whether the account of this transaction sees what those who take part share: procurement leads (reach `shared`), admins,
-- and officers of an authority that takes part itself.
create function within_sharing() returns boolean
language sql stable parallel safe as $$
  select coalesce(
    current_setting('thirty3.reach', true) in ('all', 'shared')
      or exists (select from authorities a
        where a.shares and a.id = nullif(current_setting('thirty3.authority', true), '')::integer),
    false)
$$;
--> statement-breakpoint
-- The one way to them. It belongs to the owner and so stands beside row security: it must itself name who may see (the
-- function above), whose (those that take part), and which fields (those of `src/contracts/publication-levels.ts`).
create view shared_values with (security_barrier) as
  select d.id as subject_id, d.authority_id, d.technology_id, null::uuid as contract_id, d.technology as title,
    d.service_area, r.published_at, r.is_sample, shared.field, v.values->shared.field as value
  from deployments d
  join authorities a on a.id = d.authority_id and a.shares
  join deployment_versions v on v.id = d.version_id
  join returns r on r.id = v.return_id
  cross join (values ('satisfaction')) as shared(field)
  where d.is_public and v.values->shared.field is not null and v.values->shared.field <> 'null' and within_sharing()
  union all
  select c.id, c.authority_id, null, c.id, c.title, c.service_area, r.published_at, r.is_sample, shared.field,
    v.values->shared.field
  from contracts c
  join authorities a on a.id = c.authority_id and a.shares
  join contract_versions v on v.id = c.version_id
  join returns r on r.id = v.return_id
  cross join (values ('satisfaction')) as shared(field)
  where c.is_public and v.values->shared.field is not null and v.values->shared.field <> 'null' and within_sharing();
--> statement-breakpoint
revoke all on shared_values from thirty3_app;
--> statement-breakpoint
grant select on shared_values to thirty3_app;
--> statement-breakpoint
-- Versions hold fields that are for their authority alone. Who acts for an account reads those of its own authority; what
-- is public of others is read by the program itself, which names the public fields.
drop policy public_read on contract_versions;
--> statement-breakpoint
drop policy public_read on deployment_versions;
--> statement-breakpoint
-- So do two columns of what an authority runs.
revoke select on deployments from thirty3_app;
--> statement-breakpoint
do $$
begin
  execute (select format('grant select (%s) on deployments to thirty3_app', string_agg(quote_ident(attname), ', '))
    from pg_attribute where attrelid = 'deployments'::regclass and attnum > 0 and not attisdropped
      and attname not in ('satisfaction', 'notes'));
end $$;
--> statement-breakpoint
-- What a change of contracts takes back of what is derived for everybody is done as the owner: whoever acts for an account may
-- not touch it by themselves.
alter function forget_hidden_alignment() security definer set search_path = pg_catalog, public;
