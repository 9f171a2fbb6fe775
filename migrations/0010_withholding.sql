-- What an authority keeps from the public, why, and until when it is looked at again. Tables that the public reads hold
-- public values only; the full ones stay in return_rows.
create table withholdings (
  id bigint generated always as identity primary key,
  authority_id integer not null references authorities,
  -- Null: a rule for the field in every contract of the authority.
  contract_id uuid references contracts,
  -- By what the contract is known in later returns: its reference, or where it has none its title.
  reference_key text,
  title_key text,
  field text not null,
  reason text not null check (reason in ('personal', 'commercial', 'security', 'other')),
  ground text not null check (length(ground) between 3 and 300),
  -- How exact the public's value is: none at all, or a date to its quarter or year.
  precision text not null default 'full' check (precision in ('full', 'quarter', 'year')),
  review_on date not null,
  decided_by text not null,
  decided_at timestamptz not null default now(),
  lifted_by text,
  lifted_at timestamptz,
  check ((lifted_by is null) = (lifted_at is null)),
  check ((contract_id is null) = (title_key is null))
);
--> statement-breakpoint
create unique index withholdings_in_force on withholdings (authority_id, contract_id, field) nulls not distinct
  where lifted_at is null;
--> statement-breakpoint
create function keep_withholding() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.lifted_at is not null
    or to_jsonb(old) - '{lifted_at,lifted_by}'::text[] <> to_jsonb(new) - '{lifted_at,lifted_by}'::text[] then
    raise exception 'A withholding can be lifted once and not otherwise changed.';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger keep_withholding before update or delete on withholdings
  for each row execute function keep_withholding();
--> statement-breakpoint
-- What the version withholds, as it is stated to the public: `[{field, reason, ground, review_on, precision}]`.
alter table contract_versions add column withheld jsonb check (jsonb_typeof(withheld) = 'array');
--> statement-breakpoint
alter table deployment_versions add column withheld jsonb check (jsonb_typeof(withheld) = 'array');
--> statement-breakpoint
alter table withholdings enable row level security;
--> statement-breakpoint
create policy own_authority on withholdings to thirty3_app using (within_walls(authority_id));
--> statement-breakpoint
revoke update, delete on withholdings from thirty3_app;
--> statement-breakpoint
grant update (lifted_by, lifted_at) on withholdings to thirty3_app;
--> statement-breakpoint
-- A comparison, which is made on behalf of an account, numbers versions.
grant usage on all sequences in schema public to thirty3_app;
--> statement-breakpoint
alter default privileges in schema public grant usage on sequences to thirty3_app;
