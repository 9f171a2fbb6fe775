-- Who may sign in, how they prove who they are, and which keys machines hold.
create table users (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null unique check (email = lower(email) and email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  role text not null check (role in ('supplier', 'officer', 'procurement-lead', 'admin')),
  authority_id integer references authorities,
  permissions text[] not null default '{}' check (permissions <@ array['view-drafts', 'edit', 'publish']),
  invited_by text not null,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (role <> 'officer' or authority_id is not null),
  check (role = 'officer' or permissions = '{}'),
  check (role in ('officer', 'procurement-lead') or authority_id is null)
);
--> statement-breakpoint
create index users_by_authority on users (authority_id);
--> statement-breakpoint
create table sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  token text not null unique,
  method text not null default 'password',
  second_factor boolean not null default false,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
--> statement-breakpoint
create index sessions_by_user on sessions (user_id);
--> statement-breakpoint
create index sessions_by_expiry on sessions (expires_at);
--> statement-breakpoint
create table sign_in_methods (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
--> statement-breakpoint
create index sign_in_methods_by_user on sign_in_methods (user_id);
--> statement-breakpoint
create table verifications (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
--> statement-breakpoint
create index verifications_by_identifier on verifications (identifier);
--> statement-breakpoint
create index verifications_by_expiry on verifications (expires_at);
--> statement-breakpoint
create table two_factors (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null unique references users on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);
--> statement-breakpoint
create table one_time_links (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  purpose text not null check (purpose in ('first-admin', 'invitation', 'sign-in')),
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);
--> statement-breakpoint
create index one_time_links_by_user on one_time_links (user_id, created_at);
--> statement-breakpoint
create table sign_in_failures (
  address text not null,
  email text not null,
  failures integer not null check (failures > 0),
  last_failed_at timestamptz not null,
  primary key (address, email)
);
--> statement-breakpoint
create index sign_in_failures_by_time on sign_in_failures (last_failed_at);
--> statement-breakpoint
create table api_keys (
  id uuid primary key default gen_random_uuid(),
  authority_id integer not null references authorities,
  name text not null,
  beginning text not null,
  key_hash text not null unique check (key_hash ~ '^[0-9a-f]{64}$'),
  permissions text[] not null check (permissions <@ array['view-drafts', 'edit', 'publish'] and permissions <> '{}'),
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null check (expires_at > created_at),
  revoked_at timestamptz,
  last_used_at timestamptz
);
--> statement-breakpoint
create index api_keys_by_authority on api_keys (authority_id, created_at);
--> statement-breakpoint
create table mails (
  id bigint generated always as identity primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  kept_at timestamptz not null default now()
);
--> statement-breakpoint
create table kept_secrets (
  name text primary key,
  value text not null,
  made_at timestamptz not null default now()
);
