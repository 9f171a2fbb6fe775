-- A system whose technology is withheld of its contract is reported by its authority and not public.
alter table deployments add column is_reported boolean not null default true,
  add constraint deployments_public_if_reported check (is_reported or not is_public);
--> statement-breakpoint
update deployments set is_reported = false where not is_public;
--> statement-breakpoint
grant select (is_reported) on deployments to thirty3_app;
