import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ROOT } from "../children";
import { withClient } from "../postgres/prepare";
import { type LocalStack, simulatorLogs } from "../stack";

const Line = z.looseObject({
  kind: z.string(),
  attemptId: z.string().nullish(),
  callId: z.string().optional(),
  emailId: z.string().optional(),
  sid: z.string().nullish(),
});
const CREATED = { vapi: "call_created", resend: "email_created", twilio: "message_created" } as const;
const PROVIDERS = ["vapi", "resend", "twilio"] as const;

/** Compares a campaign's contacts one by one with what the simulated providers wrote down: each of theirs is one of ours, under the id
 *  that we know it by, and each of ours is one of theirs. @returns one line for each that is not; none when all agree */
export async function compareWithProviders(
  stack: Pick<LocalStack, "databaseUrl">,
  campaignId: string,
  logs: Record<(typeof PROVIDERS)[number], string> = simulatorLogs(),
): Promise<string[]> {
  const ours = await contactsOf(stack, campaignId);
  const disagreements: string[] = [];
  for (const provider of PROVIDERS) {
    const theirs = (await linesOf(logs[provider])).filter(({ kind }) => kind === CREATED[provider]);
    const known = new Map(ours.filter((row) => row.provider === provider).map((row) => [row.id, row.provider_ref]));
    const seen = new Set<string>();
    for (const { attemptId, callId, emailId, sid } of theirs) {
      const ref = callId ?? emailId ?? sid;
      if (!attemptId || !known.has(attemptId))
        disagreements.push(`${provider}: ${ref} is no contact of the campaign's.`);
      else if (seen.has(attemptId)) disagreements.push(`${provider}: ${attemptId} was contacted twice.`);
      else if (known.get(attemptId) !== ref)
        disagreements.push(`${provider}: ${attemptId} is known by another id than ${ref}.`);
      if (attemptId) seen.add(attemptId);
    }
    for (const [id, ref] of known)
      if (ref !== null && !seen.has(id)) disagreements.push(`${provider}: ${id} is not among what it took.`);
  }
  return disagreements;
}

async function contactsOf(stack: Pick<LocalStack, "databaseUrl">, campaignId: string) {
  return withClient(stack.databaseUrl, async (client) => {
    const text =
      "select id, provider, provider_ref from outreach_attempts where campaign_id = $1 and begun_at is not null";
    return (await client.query<{ id: string; provider: string; provider_ref: string | null }>(text, [campaignId])).rows;
  });
}

async function linesOf(file: string) {
  const text = await readFile(join(ROOT, file), "utf8").catch(() => "");
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => Line.parse(JSON.parse(line)));
}
