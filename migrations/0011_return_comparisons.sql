-- When a return was compared with the register, apart from the return itself: so comparing holds up neither its
-- publication nor its reading.
create table return_comparisons (
  return_id uuid primary key references returns on delete cascade,
  compared_at timestamptz not null,
  -- The publication it was compared with; null where there was none.
  compared_with uuid references returns,
  -- The reading that was compared.
  attempt integer not null
);
--> statement-breakpoint
insert into return_comparisons (return_id, compared_at, compared_with, attempt)
  select id, compared_at, compared_with, compared_attempt from returns
  where compared_at is not null and compared_attempt is not null;
--> statement-breakpoint
alter table returns drop column compared_at, drop column compared_with, drop column compared_attempt;
--> statement-breakpoint
alter table return_comparisons enable row level security;
--> statement-breakpoint
create policy own_authority on return_comparisons to thirty3_app
  using (exists (select from returns r where r.id = return_id));
