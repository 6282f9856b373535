import type { Pool } from "pg";

/** Makes a table with the columns, checks, indexes and foreign keys of one of ours, and none of its triggers: what nothing that
 *  stores the same rows can beat. */
export async function makeBareTable(
  admin: Pool,
  table: "campaign_recipients" | "outreach_attempts" | "leads",
): Promise<string> {
  const bare = `bare_${table}`;
  await admin.query(`
    create table public.${bare} (like public.${table} including all);
    do $$ declare v record; begin
      for v in select pg_get_constraintdef(oid) as definition from pg_constraint
        where conrelid = 'public.${table}'::regclass and contype = 'f' loop
        execute 'alter table public.${bare} add ' || v.definition;
      end loop;
    end $$;
    grant all on public.${bare} to service_role`);
  return bare;
}
