-- What a systems return will change, and what an authority says of systems that its return left out.
alter table return_changes add column deployment_id uuid references deployments;
--> statement-breakpoint
alter table return_changes drop constraint return_changes_check;
--> statement-breakpoint
alter table return_changes add constraint return_changes_one_thing
  check (num_nonnulls(contract_id, deployment_id) = 1 or kind = 'new' and num_nonnulls(contract_id, deployment_id) = 0);
--> statement-breakpoint
create table deployment_answers (
  id bigint generated always as identity primary key,
  deployment_id uuid not null references deployments,
  return_id uuid not null references returns,
  answer text not null check (answer in ('ended', 'still_running', 'forgotten')),
  ended_on date,
  answered_at timestamptz not null default clock_timestamp(),
  answered_by text not null,
  check ((answer = 'ended') = (ended_on is not null))
);
--> statement-breakpoint
create index deployment_answers_by_deployment on deployment_answers (deployment_id, id);
--> statement-breakpoint
create trigger deployment_answers_append_only before update or delete or truncate on deployment_answers
  for each statement execute function refuse_change();
--> statement-breakpoint
alter table deployment_answers enable row level security;
--> statement-breakpoint
create policy own_authority on deployment_answers to thirty3_app
  using (exists (select from deployments d where d.id = deployment_id and within_walls(d.authority_id)));
--> statement-breakpoint
-- Whether a deployment changed is judged, as of contracts, by what the row says and not by what of it is public.
update deployment_versions v set values_hash = md5(contract_statement(w.values)::text)::uuid
  from return_rows w where w.return_id = v.return_id and w.data_row = v.data_row;
