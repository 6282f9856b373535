import { withClient } from "../postgres/prepare";
import type { LocalStack } from "../stack";

/** What became of a campaign's recipients. Each is counted once in answered, voicemail, no_answer, busy, failed or skipped, by how
 *  their last contact ended, so that those six and whoever is still open add up to `selected`; opted_out and converted are
 *  among the answered. */
export interface Summary {
  campaign_id: string;
  status: string;
  selected: number;
  contacted: number;
  attempts: number;
  answered: number;
  voicemail: number;
  no_answer: number;
  busy: number;
  failed: number;
  opted_out: number;
  converted: number;
  skipped: number;
  transcripts: number;
}

const QUERY = `
  select c.id as campaign_id, c.status,
    count(*)::int as selected,
    count(*) filter (where r.attempts > 0)::int as contacted,
    coalesce(sum(r.attempts), 0)::int as attempts,
    count(*) filter (where r.responded_at is not null)::int as answered,
    count(*) filter (where r.responded_at is null and r.status <> 'skipped' and r.last_disposition = 'voicemail')::int as voicemail,
    count(*) filter (where r.responded_at is null and r.status <> 'skipped' and r.last_disposition = 'no_answer')::int as no_answer,
    count(*) filter (where r.responded_at is null and r.status <> 'skipped' and r.last_disposition = 'busy')::int as busy,
    count(*) filter (where r.responded_at is null and r.status in ('failed', 'opted_out')
      and coalesce(r.last_disposition, '') not in ('voicemail', 'no_answer', 'busy'))::int as failed,
    count(*) filter (where r.status = 'opted_out')::int as opted_out,
    count(*) filter (where r.converted_at is not null)::int as converted,
    count(*) filter (where r.responded_at is null and r.status = 'skipped')::int as skipped,
    (select count(*)::int from outreach_attempts a where a.campaign_id = c.id and a.disposition = 'conversed' and a.transcript is not null) as transcripts
  from campaigns c join campaign_recipients r on r.campaign_id = c.id
  where c.id = $1 group by c.id`;

export async function summarise(stack: LocalStack, campaignId: string): Promise<Summary> {
  return withClient(stack.databaseUrl, async (client) => {
    const { rows } = await client.query<Summary>(QUERY, [campaignId]);
    const [summary] = rows;
    if (!summary) throw new Error("The campaign of the demo is gone.");
    return summary;
  });
}

/** Why recipients were skipped: reason and how many, most first. */
export async function skipReasons(
  stack: Pick<LocalStack, "databaseUrl">,
  campaignId: string,
): Promise<{ reason: string; n: number }[]> {
  return withClient(stack.databaseUrl, async (client) => {
    const text =
      "select reason, count(*)::int as n from campaign_recipients where campaign_id = $1 and status = 'skipped' group by 1 order by 2 desc";
    return (await client.query<{ reason: string; n: number }>(text, [campaignId])).rows;
  });
}
