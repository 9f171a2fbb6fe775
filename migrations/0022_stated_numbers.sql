-- Numbers that an authority states beside a supplier's name: the version of the contract, the field, and no confirmation.
-- They hold as long as that version is what the public sees.
alter table supplier_identifiers add column is_confirmed boolean not null default true;
--> statement-breakpoint
alter table supplier_identifiers add column version_id bigint references contract_versions on delete cascade;
--> statement-breakpoint
alter table supplier_identifiers add column field text;
--> statement-breakpoint
alter table supplier_identifiers add check (is_confirmed or (version_id is not null and field is not null));
--> statement-breakpoint
create index supplier_identifiers_by_version on supplier_identifiers (version_id) where version_id is not null;
--> statement-breakpoint
create trigger supplier_identifiers_change_register after insert or update or delete on supplier_identifiers
  for each statement execute function note_register_change();
