import { createReadStream } from "node:fs";
import { createClient } from "@supabase/supabase-js";
import type { UserDeps } from "@/lib/actions/deps";
import { importLeads } from "@/lib/actions/import-leads";
import type { ImportReport } from "@/lib/core/leads/import-report";
import type { Client } from "@/lib/data/client";
import type { Database } from "@/lib/data/database.types";
import { leadsData } from "@/lib/data/leads";
import { dataOf, serviceClient } from "@/lib/server/deps";
import type { LocalStack } from "../stack";

/** How the demo's owner signs in. The account exists on this machine only. */
export const OWNER = { email: "owner@bella-salon.test", password: "demo-bella-salon" };

const AGENT = {
  name: "Ava",
  vapi_assistant_id: "5f1a7c1e-3d0b-4c53-9a5e-6f2b7d8c9e10",
  vapi_phone_number_id: "8c9e105f-1a7c-4e3d-8b4c-539a5e6f2b7d",
};

const everyDay = (from: string, to: string) =>
  Object.fromEntries(["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, [[from, to]]]));

/** Signs the owner in, making the account with its agent and settings where there is none; its deps are a person's. */
export async function demoOwner(stack: LocalStack): Promise<UserDeps> {
  const client: Client = createClient<Database>(stack.supabase.url, stack.supabase.anonKey, {
    auth: { persistSession: false, autoRefreshToken: true },
  });
  let answer = await client.auth.signInWithPassword(OWNER);
  if (answer.error?.code === "invalid_credentials")
    answer = await client.auth.signUp(OWNER).then(() => client.auth.signInWithPassword(OWNER));
  if (answer.error) throw answer.error;
  const { id } = answer.data.user;
  const data = dataOf(client);
  if ((await data.accounts.agents(id)).length === 0) {
    const { error } = await client.from("agents").insert({ ...AGENT, user_id: id });
    if (error) throw new Error(`The demo's agent could not be made: ${error.message}`);
  }
  await data.accounts.saveSettings({
    user_id: id,
    business_name: "Bella Salon",
    callback_number: "+12125550100",
    postal_address: "12 Example Street, New York, NY 10001",
    booking_link: "https://bella-salon.example/book",
    time_zone: "America/New_York",
    calling_hours: everyDay("08:00", "20:00"),
    min_gap_minutes: 0.02,
    email_sender: "hello@bella-salon.test",
    email_reply_to: "hello@bella-salon.test",
    sms_sender: "+12125550100",
  });
  return { ...stack.deps, data, user: { id, email: OWNER.email }, accountId: id };
}

/** Imports a CSV file of leads as the owner would. */
export function importFile(stack: LocalStack, owner: UserDeps, file: string): Promise<ImportReport> {
  const deps = { now: owner.now, log: owner.log, data: owner.data, leads: leadsData(serviceClient(stack.env)) };
  return importLeads(deps, { userId: owner.accountId, actorId: owner.user.id, source: createReadStream(file) });
}
