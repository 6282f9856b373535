import type { ClientBase } from "pg";

/** The one account of a bench, its owner and its agent. */
export const OWNER = "00000000-0000-4000-8000-000000000001";
export const AGENT = "00000000-0000-4000-8000-0000000000a1";
/** A Wednesday, 12:00 in New York and 09:00 in Los Angeles: every zone of the customers is open. */
export const NOON = new Date("2026-11-25T17:00:00Z");
export const after = (ms: number): Date => new Date(NOON.getTime() + ms);

/** An account with an agent that may use 10,000 lines at once. */
const ACCOUNT = `
  insert into auth.users (id, email) values ('${OWNER}', 'owner@bench.test');
  insert into public.agents (id, user_id, name, vapi_assistant_id, vapi_phone_number_id)
    values ('${AGENT}', '${OWNER}', 'Riley', gen_random_uuid(), gen_random_uuid());
  insert into public.outreach_settings (user_id, business_name, callback_number, call_concurrency, inbound_lines, min_gap_minutes, calling_hours)
    select '${OWNER}', 'Bench Dental', '+12125550100', 10000, 0, 0,
      jsonb_object_agg(day, '[["08:00", "21:00"]]'::jsonb) from unnest('{mon,tue,wed,thu,fri,sat,sun}'::text[]) day;`;

/** Customers over four time zones with one closed lead each, half a year to four years ago. Triggers rest meanwhile: what they
 *  would derive is written as they would. */
const PEOPLE = `
  set local session_replication_role = replica;
  create temporary table person on commit drop as
    select gen_random_uuid() as id, gen_random_uuid() as lead_id, n, area, zone, region, 'person' || n || '@example.com' as email,
      '+1' || area || (2000000 + n) as phone, timestamptz '2026-05-01' - n * interval '18 minutes' as at
    from generate_series(1, $1::integer) n, lateral (select * from (values
      (0, '212', 'America/New_York', 'US-NY'), (1, '312', 'America/Chicago', 'US-IL'),
      (2, '303', 'America/Denver', 'US-CO'), (3, '415', 'America/Los_Angeles', 'US-CA')) a (i, area, zone, region) where i = n % 4) a`;
const sealed = (contact: string) => `sha256(outer_pad || sha256(inner_pad || convert_to(${contact}, 'UTF8')))`;
const CUSTOMERS = `
  insert into public.customers (id, user_id, name, phone, email, region, time_zones, zone_source, lead_count, first_lead_at, last_lead_at,
    latest_lead_id, phone_hash, email_hash, regions, place_sources, call_marketing_consent, call_consent)
    select id, '${OWNER}', 'Person ' || n, phone, email, region, array[zone], 'area_code', 1, at, at, lead_id, ${sealed("phone")}, ${sealed("email")}, array[region], '{area_code}', 3, 3
    from person, private.contact_key order by n`;
const LEADS = `
  insert into public.leads (id, agent_id, customer_id, customer_name, customer_phone, customer_email, call_summary, structured_data, status, created_at)
    select lead_id, '${AGENT}', id, 'Person ' || n, phone, email, 'Wanted an appointment for a cleaning, and asked what a whitening costs.',
      '{"service": "a cleaning"}', 'Closed', at
    from person order by n`;

const CONSENTS = `
  insert into public.consents (user_id, customer_id, channel, basis, wording, wording_version, source, obtained_at)
    select '${OWNER}', id, 'call', 'express_written', 'I agree to be called, also by an AI assistant.', 'v1', 'booking form', at
    from person order by n`;

/** Fills a database with the account and so many customers. */
export async function fillPeople(client: ClientBase, customers: number): Promise<void> {
  await client.query(ACCOUNT);
  await client.query("begin");
  for (const statement of PEOPLE.split(";").filter((part) => part.trim())) {
    await client.query(statement, statement.includes("$1") ? [customers] : []);
  }
  await client.query(CUSTOMERS);
  await client.query(LEADS);
  await client.query(CONSENTS);
  await client.query("commit");
  await client.query("vacuum analyze");
}

/** What a campaign to all of these customers asks for. */
export const CRITERIA = { last_contact_days: 180, status: "Closed", min_leads: 1 };

/** A draft to call them at any rate. @returns its id. */
export async function makeCampaign(
  client: ClientBase | { query: ClientBase["query"] },
  name = "Win back",
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `with made as (
      insert into public.campaigns (user_id, agent_id, name, target_criteria, rate_limit_per_minute, max_attempts)
      values ($1, $2, $3, $4, 100000, 1) returning id, user_id
    )
    insert into public.campaign_steps (campaign_id, user_id, channel, body)
    select id, user_id, 'call', 'Hi {name}, this is {agent_name}, an AI assistant calling for {business_name}.' from made
    returning campaign_id as id`,
    [OWNER, AGENT, name, CRITERIA],
  );
  const [row] = rows;
  if (!row) throw new Error("no campaign was made");
  return row.id;
}

/** Makes a campaign's recipients due, as its start does. */
export const ACTIVATE = "update public.campaigns set status = 'active', started_at = $2, resumed_at = $2 where id = $1";

/** Opens the account and the law at any hour, for what runs by the real clock. */
export const ALWAYS_OPEN = `update public.outreach_settings set calling_hours =
  (select jsonb_object_agg(day, '[["00:00", "24:00"]]'::jsonb) from unnest('{mon,tue,wed,thu,fri,sat,sun}'::text[]) day);
  with loaded as (
    insert into public.rule_versions (version, loaded_at, checksum) select version + 1, now(), 'always open' from public.rule_versions
      order by version desc limit 1 returning version
  ), asked as (
    insert into public.outreach_rules (version, line, jurisdiction, channel, rule, value, confidence, note, overridable)
      select loaded.version, line, jurisdiction, channel, rule, value, confidence, note, overridable
      from public.outreach_rules r join loaded on r.version = loaded.version - 1
  )
  insert into public.calling_windows (version, line, jurisdiction, day, opens, closes, as_weekday, confidence, source)
    select version, 1, jurisdiction, day, case when day <> 'holiday' then '00:00' end, case when day <> 'holiday' then '24:00' end, day = 'holiday', 'policy', 'bench'
    from loaded, unnest('{*,US,US-*}'::text[]) jurisdiction, unnest('{mon,tue,wed,thu,fri,sat,sun,holiday}'::text[]) day`;
