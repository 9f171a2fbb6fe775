-- Codes of second factors that were used lately, so that none is taken twice.
create table used_codes (
  user_id uuid not null references users on delete cascade,
  code text not null,
  used_at timestamptz not null,
  primary key (user_id, code)
);
