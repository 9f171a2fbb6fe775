-- Walls between authorities, beside those in the program: what is done for an account is done as thirty3_app, which
-- owns nothing, cannot step round row security, and reads and changes no draft but those of its own authority.
-- The program itself (reading, publishing in the night, public pages) works as the owner, outside the walls.
-- A role belongs to the whole server: where our user may not make one, an administrator makes it beforehand.
do $$
begin
  if not exists (select from pg_roles where rolname = 'thirty3_app') then
    begin
      create role thirty3_app nologin;
    exception
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise exception 'The role thirty3_app is missing and % may not make it.', current_user
          using hint = format('As an administrator: create role thirty3_app nologin; grant thirty3_app to %I;', current_user);
    end;
  end if;
  begin
    execute format('grant thirty3_app to %I', current_user);
  exception when insufficient_privilege then
    if not pg_has_role(current_user, 'thirty3_app', 'member') then raise; end if;
  end;
end $$;
--> statement-breakpoint
grant usage on schema public to thirty3_app;
--> statement-breakpoint
grant select, insert, update, delete on all tables in schema public to thirty3_app;
--> statement-breakpoint
alter default privileges in schema public grant select, insert, update, delete on tables to thirty3_app;
--> statement-breakpoint
revoke all on users, sessions, sign_in_methods, verifications, two_factors, used_codes, one_time_links,
  sign_in_failures, api_keys, mails, kept_secrets from thirty3_app;
--> statement-breakpoint
revoke update, delete on audit_events from thirty3_app;
--> statement-breakpoint
revoke insert, update, delete on authorities from thirty3_app;
--> statement-breakpoint
-- Holding an authority's row (select … for no key update) asks for the right to change one column of it.
grant update (created_at) on authorities to thirty3_app;
--> statement-breakpoint
-- Whether the account of this transaction may touch what belongs to that authority; nothing said means no.
create function within_walls(authority integer) returns boolean
language sql stable parallel safe as $$
  select coalesce(
    current_setting('thirty3.reach', true) = 'all'
      or authority = nullif(current_setting('thirty3.authority', true), '')::integer,
    false)
$$;
--> statement-breakpoint
alter table files enable row level security;
--> statement-breakpoint
create policy own_authority on files to thirty3_app using (within_walls(authority_id));
--> statement-breakpoint
alter table file_chunks enable row level security;
--> statement-breakpoint
create policy own_authority on file_chunks to thirty3_app
  using (exists (select from files f where f.id = file_id));
--> statement-breakpoint
alter table returns enable row level security;
--> statement-breakpoint
create policy own_authority on returns to thirty3_app using (within_walls(authority_id));
--> statement-breakpoint
alter table return_rows enable row level security;
--> statement-breakpoint
create policy own_authority on return_rows to thirty3_app
  using (exists (select from returns r where r.id = return_id));
--> statement-breakpoint
alter table return_issues enable row level security;
--> statement-breakpoint
create policy own_authority on return_issues to thirty3_app
  using (exists (select from returns r where r.id = return_id));
--> statement-breakpoint
alter table return_corrections enable row level security;
--> statement-breakpoint
create policy own_authority on return_corrections to thirty3_app
  using (exists (select from returns r where r.id = return_id));
--> statement-breakpoint
alter table mapping_profiles enable row level security;
--> statement-breakpoint
create policy own_authority on mapping_profiles to thirty3_app using (within_walls(authority_id));
--> statement-breakpoint
alter table audit_events enable row level security;
--> statement-breakpoint
create policy own_authority on audit_events to thirty3_app using (within_walls(authority_id))
  with check (authority_id is null or within_walls(authority_id));
--> statement-breakpoint
-- What is public may be read by everybody and changed by its own authority.
alter table contracts enable row level security;
--> statement-breakpoint
create policy public_read on contracts for select to thirty3_app using (is_public or within_walls(authority_id));
--> statement-breakpoint
create policy own_authority on contracts to thirty3_app using (within_walls(authority_id));
--> statement-breakpoint
alter table contract_search enable row level security;
--> statement-breakpoint
create policy public_read on contract_search for select to thirty3_app
  using (exists (select from contracts c where c.id = contract_id));
--> statement-breakpoint
create policy own_authority on contract_search to thirty3_app using (within_walls(authority_id));
--> statement-breakpoint
alter table deployments enable row level security;
--> statement-breakpoint
create policy public_read on deployments for select to thirty3_app using (is_public or within_walls(authority_id));
--> statement-breakpoint
create policy own_authority on deployments to thirty3_app using (within_walls(authority_id));
--> statement-breakpoint
alter table contract_versions enable row level security;
--> statement-breakpoint
create policy public_read on contract_versions for select to thirty3_app
  using (exists (select from contracts c where c.id = contract_id));
--> statement-breakpoint
create policy own_authority on contract_versions to thirty3_app
  using (exists (select from contracts c where c.id = contract_id and within_walls(c.authority_id)));
--> statement-breakpoint
alter table contract_suppliers enable row level security;
--> statement-breakpoint
create policy public_read on contract_suppliers for select to thirty3_app
  using (exists (select from contracts c where c.id = contract_id));
--> statement-breakpoint
create policy own_authority on contract_suppliers to thirty3_app
  using (exists (select from contracts c where c.id = contract_id and within_walls(c.authority_id)));
--> statement-breakpoint
alter table contract_presence_changes enable row level security;
--> statement-breakpoint
create policy own_authority on contract_presence_changes to thirty3_app
  using (exists (select from contracts c where c.id = contract_id and within_walls(c.authority_id)));
--> statement-breakpoint
alter table deployment_versions enable row level security;
--> statement-breakpoint
create policy public_read on deployment_versions for select to thirty3_app
  using (exists (select from deployments d where d.id = deployment_id));
--> statement-breakpoint
create policy own_authority on deployment_versions to thirty3_app
  using (exists (select from deployments d where d.id = deployment_id and within_walls(d.authority_id)));
--> statement-breakpoint
alter table deployment_suppliers enable row level security;
--> statement-breakpoint
create policy public_read on deployment_suppliers for select to thirty3_app
  using (exists (select from deployments d where d.id = deployment_id));
--> statement-breakpoint
create policy own_authority on deployment_suppliers to thirty3_app
  using (exists (select from deployments d where d.id = deployment_id and within_walls(d.authority_id)));
--> statement-breakpoint
alter table deployment_presence_changes enable row level security;
--> statement-breakpoint
create policy own_authority on deployment_presence_changes to thirty3_app
  using (exists (select from deployments d where d.id = deployment_id and within_walls(d.authority_id)));
--> statement-breakpoint
alter table return_changes enable row level security;
--> statement-breakpoint
create policy own_authority on return_changes to thirty3_app
  using (exists (select from returns r where r.id = return_id));
--> statement-breakpoint
alter table contract_answers enable row level security;
--> statement-breakpoint
create policy own_authority on contract_answers to thirty3_app
  using (exists (select from contracts c where c.id = contract_id and within_walls(c.authority_id)));
--> statement-breakpoint
alter table quality_scores enable row level security;
--> statement-breakpoint
create policy own_authority on quality_scores to thirty3_app using (within_walls(authority_id));
