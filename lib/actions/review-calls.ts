import type { ReviewCalls } from "@/lib/core/calls";
import type { UserDeps } from "./deps";

/** Clears calls from what needs the owner, or puts them back. Ids that are not the account's are as good as not there. */
export async function reviewCalls(
  { data, now }: Pick<UserDeps, "data" | "now">,
  { ids, reviewed }: ReviewCalls,
): Promise<{ changed: number }> {
  return { changed: await data.calls.review(ids, reviewed ? now() : null) };
}
