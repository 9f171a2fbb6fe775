-- What officers say of the product that a contract is for, once its words suggest one; the last word counts.
create table contract_technologies (
  contract_id uuid not null references contracts,
  technology_id uuid not null references technologies,
  authority_id integer not null references authorities,
  is_for boolean not null,
  said_at timestamptz not null default clock_timestamp(),
  said_by text not null,
  primary key (contract_id, technology_id)
);
--> statement-breakpoint
create index contract_technologies_by_technology on contract_technologies (technology_id) where is_for;
--> statement-breakpoint
alter table contract_technologies enable row level security;
--> statement-breakpoint
create policy public_read on contract_technologies for select to thirty3_app
  using (is_for and exists (select from contracts c where c.id = contract_id and c.is_public));
--> statement-breakpoint
create policy own_authority on contract_technologies to thirty3_app using (within_walls(authority_id));
--> statement-breakpoint
create trigger contract_technologies_change_register after insert or update or delete on contract_technologies
  for each statement execute function note_register_change();
