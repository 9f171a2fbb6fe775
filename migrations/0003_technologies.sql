-- Technologies are products; a deployment is what an authority says of one of them in a service area.
create table service_areas (
  code text primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  label text not null unique,
  kind text not null check (kind in ('front_line', 'corporate')),
  core_system boolean not null,
  position smallint not null
);
--> statement-breakpoint
create table technologies (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  product text not null,
  maker text,
  category text,
  service_areas text[] not null default '{}',
  source text not null check (source in ('catalogue', 'sample', 'return')),
  created_at timestamptz not null default now()
);
--> statement-breakpoint
create table technology_names (
  technology_id uuid not null references technologies on delete cascade,
  name text not null,
  key text not null check (key <> ''),
  kind text not null check (kind in ('product', 'synonym', 'former')),
  until_year smallint check (until_year between 1960 and 2079),
  primary key (technology_id, name)
);
--> statement-breakpoint
create index technology_names_by_key on technology_names (key);
--> statement-breakpoint
create unique index technology_names_one_product on technology_names (key) where kind = 'product';
--> statement-breakpoint
create table deployments (
  id uuid primary key default gen_random_uuid(),
  authority_id integer not null references authorities,
  technology_id uuid not null references technologies,
  natural_key uuid not null,
  version_id bigint,
  is_public boolean not null,
  technology text not null,
  service_area text,
  service_area_code text references service_areas,
  maker text,
  supplier_name_raw text,
  hosting text,
  status text,
  users bigint check (users >= 0),
  local_reference text,
  contract_id uuid references contracts,
  current_end_on date,
  planned_replacement_on date,
  satisfaction smallint check (satisfaction between 1 and 5),
  notes text,
  confirmed_return_id uuid references returns,
  unique (authority_id, natural_key)
);
--> statement-breakpoint
create index deployments_by_technology on deployments (technology_id) where is_public;
--> statement-breakpoint
create index deployments_by_contract on deployments (contract_id) where contract_id is not null;
--> statement-breakpoint
create table deployment_versions (
  id bigint generated always as identity primary key,
  deployment_id uuid not null references deployments,
  number integer not null check (number > 0),
  return_id uuid not null references returns,
  data_row integer not null,
  values jsonb not null,
  values_hash uuid not null,
  created_at timestamptz not null default now(),
  unique (deployment_id, number)
);
--> statement-breakpoint
alter table deployments add constraint deployments_version_id_fkey foreign key (version_id) references deployment_versions deferrable initially deferred;
--> statement-breakpoint
create index deployment_versions_by_return on deployment_versions (return_id);
--> statement-breakpoint
create table deployment_presence_changes (
  return_id uuid not null references returns,
  deployment_id uuid not null references deployments,
  confirmed_return_id_before uuid references returns,
  primary key (return_id, deployment_id)
);
--> statement-breakpoint
create index deployment_presence_changes_by_deployment on deployment_presence_changes (deployment_id);
--> statement-breakpoint
create table deployment_suppliers (
  deployment_id uuid not null references deployments on delete cascade,
  position smallint not null,
  supplier_name_id bigint not null references supplier_names,
  role text,
  primary key (deployment_id, position)
);
--> statement-breakpoint
create index deployment_suppliers_by_name on deployment_suppliers (supplier_name_id);
