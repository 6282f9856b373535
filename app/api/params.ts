import type { UserDeps } from "@/lib/actions/deps";
import { Id } from "@/lib/core/campaign";

/** What Next.js gives the handlers under `[id]`. */
export interface IdContext {
  params: Promise<{ id: string }>;
}
export interface RecipientContext {
  params: Promise<{ id: string; recipientId: string }>;
}

/** @throws ZodError when it is no id */
export const idOf = async ({ params }: IdContext): Promise<string> => Id.parse((await params).id);

/** @throws ZodError when one is no id */
export async function recipientOf({ params }: RecipientContext): Promise<{ campaignId: string; recipientId: string }> {
  const { id, recipientId } = await params;
  return { campaignId: Id.parse(id), recipientId: Id.parse(recipientId) };
}

/** The account's time zone, in which files tell their times. */
export const accountZone = async ({ data, accountId }: UserDeps): Promise<string> =>
  (await data.accounts.settings(accountId))?.time_zone ?? "America/New_York";
