-- Which contracts of several authorities could end together?

-- What the finder asks of each contract, derived with its opportunity from what is public.
alter table opportunities
  add column option_ends date[] not null default '{}',
  -- Pence a year without VAT; low and high differ where a range was stated or not whether VAT is in it.
  add column annual_net_low bigint,
  add column annual_net_high bigint,
  add column annual_from text check (annual_from in ('stated a year', 'whole term over its years', 'with all options over its years')),
  -- The technology that the contract itself names, in the column of a return that is for it.
  add column named_technology_id uuid references technologies on delete set null,
  add constraint opportunities_annual_check check (num_nulls(annual_net_low, annual_net_high, annual_from) in (0, 3));
--> statement-breakpoint
-- Until all of it was derived anew.
insert into outbox (job, payload) select 'derive-opportunities', '{}' where exists (select from opportunities);
--> statement-breakpoint
create index opportunities_by_named_technology on opportunities (named_technology_id) where named_technology_id is not null;
--> statement-breakpoint
create table alignment_clusters (
  technology_id uuid references technologies on delete cascade,
  service_area_code text references service_areas on delete cascade,
  -- The last day of a month.
  target date not null,
  -- When any of it last became another.
  changed_on date not null,
  contract_ids uuid[] not null,
  authority_ids integer[] not null check (cardinality(authority_ids) >= 2),
  -- Members that must extend, and by how many months in all.
  extending integer not null,
  months_extended integer not null,
  -- Pence a year without VAT of the members that state a value.
  annual_net_low bigint not null,
  annual_net_high bigint not null,
  with_value integer not null,
  withheld integer not null,
  not_stated integer not null,
  decide_by date,
  holds_sample boolean not null,
  check (num_nonnulls(technology_id, service_area_code) = 1),
  check (with_value + withheld + not_stated = cardinality(contract_ids)),
  unique nulls not distinct (technology_id, service_area_code, target)
);
--> statement-breakpoint
-- When all of it was last found, and over what.
create table alignment_runs (
  id bigint generated always as identity primary key,
  found_on date not null,
  finished_at timestamptz not null default clock_timestamp(),
  -- Contracts with an end to come that something is to follow.
  contracts integer not null,
  -- Those of them whose technology and service area nobody stated; and contracts without a stated end beside them.
  without_subject integer not null,
  without_end integer not null
);
--> statement-breakpoint
create trigger alignment_clusters_change_register after insert or update or delete on alignment_clusters
  for each statement execute function note_register_change();
--> statement-breakpoint
-- A contract that is no longer public leaves no figure behind in what was found with it.
create function forget_hidden_alignment() returns trigger language plpgsql as $$
begin
  delete from alignment_clusters c using (
    select distinct k.technology_id, k.service_area_code, k.target
    from was join now on now.id = was.id
    join (select a.technology_id, a.service_area_code, a.target, unnest(a.contract_ids) as contract_id
      from alignment_clusters a) k on k.contract_id = was.id
    where was.is_public and not now.is_public
  ) gone
  where c.target = gone.target and c.technology_id is not distinct from gone.technology_id
    and c.service_area_code is not distinct from gone.service_area_code;
  return null;
end $$;
--> statement-breakpoint
create trigger contracts_forget_hidden_alignment after update on contracts
  referencing old table as was new table as now for each statement execute function forget_hidden_alignment();
--> statement-breakpoint
revoke insert, update, delete on alignment_clusters, alignment_runs from thirty3_app;
