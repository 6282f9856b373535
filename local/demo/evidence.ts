import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { UserDeps } from "@/lib/actions/deps";
import { exportEvidence } from "@/lib/actions/export-evidence";
import { evidencePdf } from "@/lib/server/evidence-file";
import { withClient } from "../postgres/prepare";
import type { LocalStack } from "../stack";

/** The first of a campaign who was spoken to, and the first who was skipped for want of a consent, or at all. */
const CHOSEN = `
  (select 'called' as name, r.customer_id as id from campaign_recipients r where r.campaign_id = $1 and r.attempts > 0 and r.customer_id is not null
    order by r.responded_at is null, r.created_at, r.id limit 1)
  union all
  (select 'skipped', r.customer_id from campaign_recipients r where r.campaign_id = $1 and r.status = 'skipped' and r.attempts = 0
    and r.customer_id is not null order by r.reason <> 'no_written_consent', r.created_at, r.id limit 1)`;

/** Writes down, as files to look at, what proves why one customer of a campaign was contacted and another was not: as the owner takes it
 *  out on their pages. @returns the files' paths */
export async function saveEvidence(
  stack: Pick<LocalStack, "databaseUrl">,
  owner: UserDeps,
  campaignId: string,
  folder: string,
): Promise<string[]> {
  const chosen = await withClient(stack.databaseUrl, async (client) => {
    return (await client.query<{ name: string; id: string }>(CHOSEN, [campaignId])).rows;
  });
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for (const { name, id } of chosen)
    for (const format of ["json", "pdf"] as const) {
      const evidence = await exportEvidence(owner, { id, format });
      const file = join(folder, `${name}.${format}`);
      await writeFile(file, format === "pdf" ? await evidencePdf(evidence) : `${JSON.stringify(evidence, null, 2)}\n`);
      files.push(file);
    }
  return files;
}
