-- What a row states, as one hash: worked out when the row is stored, and compared when its return is compared or published.
alter table return_rows
  add column values_hash uuid not null generated always as (md5(contract_statement(values)::text)::uuid) stored;
