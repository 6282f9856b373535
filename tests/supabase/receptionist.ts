import { randomUUID } from "node:crypto";
import type { Pool } from "pg";

/** The receptionist's database as it runs today, owned by `postgres`: its tables, policies, triggers and grants. */
const SCHEMA = `
set role postgres;
create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  email text not null,
  full_name text not null,
  subscription_tier text not null default 'starter',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table public.agents (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  name text not null,
  vapi_assistant_id text,
  vapi_phone_number_id text,
  provider_type text not null default 'vapi',
  api_secret text unique not null,
  system_prompt text,
  voice_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table public.leads (
  id uuid primary key default gen_random_uuid(),
  agent_id uuid not null references public.agents (id) on delete cascade,
  customer_phone text,
  call_summary text,
  call_transcript text,
  recording_url text,
  sentiment text,
  structured_data jsonb,
  status text not null default 'New' check (status in ('New', 'Contacted', 'Closed')),
  duration integer,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
alter table public.profiles enable row level security;
alter table public.agents enable row level security;
alter table public.leads enable row level security;
create policy "Own profile" on public.profiles for select using (auth.uid() = id);
create policy "Own agents" on public.agents for all using (auth.uid() = user_id);
create policy "Own leads" on public.leads for select
  using (agent_id in (select id from public.agents where user_id = auth.uid()));
revoke all on public.profiles, public.agents, public.leads from anon;
revoke insert, update, delete on public.profiles from authenticated;
revoke all on public.agents from authenticated;
grant select (id, user_id, name), update (name) on public.agents to authenticated;

create function public.set_updated_at() returns trigger language plpgsql set search_path = '' as $$
begin new.updated_at := clock_timestamp(); return new; end $$;
create trigger set_updated_at before update on public.leads for each row execute function public.set_updated_at();
create trigger always_updated_at before update on public.leads for each row execute function public.set_updated_at();
alter table public.leads enable always trigger always_updated_at;
create trigger switched_off before update on public.leads for each row execute function public.set_updated_at();
alter table public.leads disable trigger switched_off;

create function public.handle_new_user() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into public.profiles (id, email, full_name) values (new.id, new.email, coalesce(new.raw_user_meta_data ->> 'name', ''));
  return new;
end $$;
revoke execute on function public.handle_new_user() from public, anon, authenticated;
create trigger on_auth_user_created after insert on auth.users for each row execute function public.handle_new_user();
reset role;`;

/** How people and telephones write +1 212 and seven digits. */
const SPELLINGS: ((last: string) => string)[] = [
  (n) => `+1212${n}`,
  (n) => `212${n}`,
  (n) => `1-212-${n}`,
  (n) => `(212) ${n.slice(0, 3)}-${n.slice(3)}`,
  (n) => `212.${n.slice(0, 3)}.${n.slice(3)} ext. 12`,
  (n) => ` +1 (212) ${n.slice(0, 3)} ${n.slice(3)} `,
];

/** What can't be called, and two numbers from abroad. */
const ODD: { raw: string | null; phone: string | null }[] = [
  { raw: null, phone: null },
  { raw: "", phone: null },
  { raw: "anonymous", phone: null },
  { raw: "+266696687", phone: null },
  { raw: "911", phone: null },
  { raw: "+1 012 345 6789", phone: null },
  { raw: "5551234", phone: null },
  { raw: "sip:desk@office.test", phone: null },
  { raw: "+44 (0)20 7946 0958", phone: "+442079460958" },
  { raw: "+4930901820", phone: "+4930901820" },
];

/** What a lead's customer must come to be known by: the phone, else the e-mail, else there is none. */
export interface Expected {
  id: string;
  userId: string;
  phone: string | null;
  email: string | null;
  name: string | null;
  createdAt: Date;
}

const data = (person: number, turn: number): { json: unknown; email: string | null; name: string | null } => {
  const name = `Person ${person}`;
  const email = `person${person}@mail.test`;
  switch (turn % 8) {
    case 0:
      return { json: null, email: null, name: null };
    case 1:
      return { json: { customer_name: name, email: ` Person${person}@Mail.test` }, email, name };
    case 2:
      return { json: { name, customer_email: email.toUpperCase() }, email, name };
    case 3:
      return { json: { email: "not an address", name: "  " }, email: null, name: null };
    case 4:
      return { json: ["a", "list"], email: null, name: null };
    case 5:
      return { json: "only text", email: null, name: null };
    case 6:
      return { json: { email: null, name: { first: name }, service: "cleaning" }, email: null, name: null };
    default:
      return { json: { email: `family${person % 5}@mail.test` }, email: `family${person % 5}@mail.test`, name: null };
  }
};

/** Makes the receptionist's database with two businesses and `count` leads of each. Answers what its leads must come to. */
export async function buildReceptionist(pool: Pool, count: number): Promise<Expected[]> {
  await pool.query(SCHEMA);
  const expected: Expected[] = [];
  for (const owner of ["dentist", "garage"]) {
    const userId = randomUUID();
    const user = [userId, `${owner}@shop.test`, JSON.stringify({ name: owner })];
    await pool.query("insert into auth.users (id, email, raw_user_meta_data) values ($1, $2, $3)", user);
    const agents = [randomUUID(), randomUUID()];
    for (const id of agents) {
      const agent = [id, userId, "Ava", `secret-${id}`];
      await pool.query("insert into public.agents (id, user_id, name, api_secret) values ($1, $2, $3, $4)", agent);
    }
    const leads = Array.from({ length: count }, (_, turn) => {
      const person = (turn * 7919) % Math.ceil(count / 4);
      const last = String(2_000_000 + person);
      const odd = turn % 13 === 0 ? ODD[(turn / 13) % ODD.length] : undefined;
      const { json, email, name } = data(person, Math.floor(turn / 3));
      const createdAt = new Date(Date.UTC(2024, 0, 1) + ((turn * 104_729) % 60_000_000) * 1000);
      const phone = odd ? odd.phone : `+1212${last}`;
      const id = randomUUID();
      expected.push({ id, userId, phone, email, name, createdAt });
      return {
        id,
        agent_id: agents[turn % 2],
        customer_phone: odd ? odd.raw : SPELLINGS[turn % SPELLINGS.length]?.(last),
        structured_data: json,
        status: ["New", "Contacted", "Closed"][turn % 3],
        call_summary: turn % 5 === 0 ? null : `Call ${turn}`,
        duration: turn % 300,
        created_at: createdAt,
        updated_at: createdAt,
      };
    });
    const sql = "insert into public.leads select * from jsonb_populate_recordset(null::public.leads, $1)";
    await pool.query(sql, [JSON.stringify(leads)]);
  }
  return expected;
}
