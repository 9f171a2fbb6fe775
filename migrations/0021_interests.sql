-- Who is interested in what is coming: known to its authority only with consent, and kept no longer than needed.

create table interests (
  id uuid primary key default gen_random_uuid(),
  opportunity_id uuid not null references opportunities,
  authority_id integer not null references authorities,
  email text not null check (length(email) between 3 and 254),
  organisation text not null check (length(organisation) between 1 and 200),
  message text not null check (length(message) <= 1000),
  -- Officers of the authority may see e-mail address, organisation and message; else the interest is only counted.
  consents boolean not null,
  -- Of the token in the mail by which the interest is confirmed and withdrawn.
  token_hash text not null unique,
  -- Of the network address it was asked from, to stop floods; forgotten with the row.
  address_hash text not null,
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  answer text check (length(answer) <= 2000),
  answered_at timestamptz,
  answered_by text,
  check ((answer is null) = (answered_at is null)),
  check (answer is null or (confirmed_at is not null and consents))
);
--> statement-breakpoint
create unique index interests_once on interests (opportunity_id, email);
--> statement-breakpoint
create index interests_by_email on interests (email, asked_at);
--> statement-breakpoint
create index interests_by_address on interests (address_hash, asked_at);
--> statement-breakpoint
alter table interests enable row level security;
--> statement-breakpoint
-- Behind the walls only what was confirmed and may be seen is there at all.
create policy own_authority on interests to thirty3_app
  using (within_walls(authority_id) and consents and confirmed_at is not null);
--> statement-breakpoint
revoke insert, delete on interests from thirty3_app;
--> statement-breakpoint
revoke update on interests from thirty3_app;
--> statement-breakpoint
grant update (answer, answered_at, answered_by) on interests to thirty3_app;
