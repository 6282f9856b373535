import { AppError } from "@/lib/core/errors";
import { toCountryCode } from "@/lib/core/leads/phone";
import type { AddedOptOuts } from "@/lib/core/opt-out-views";
import { type NewOptOut, normaliseContact } from "@/lib/core/opt-outs";
import { actingIn } from "./acting";
import type { UserDeps } from "./deps";

/** Adds one contact, in any spelling. One that is there already is left alone.
 *  @throws AppError invalid_input when it is neither a phone number nor an email address */
export async function addOptOut(deps: UserDeps, { contact, ...optOut }: NewOptOut): Promise<AddedOptOuts> {
  const country = await countryOf(deps);
  const normalised = normaliseContact(contact, country);
  if (!normalised)
    throw new AppError("invalid_input", [
      { path: "contact", message: "This is neither a complete phone number nor an email address" },
    ]);
  const added = await deps.people.suppress(actingIn(deps), [normalised], { ...optOut, source: "owner", commit: true });
  if (added.added > 0) await deps.people.note(actingIn(deps), "opt_out.added", { channel: optOut.channel });
  deps.log.info({ account_id: deps.accountId, ...added }, "opt-out added");
  return added;
}

/** In which country numbers without a country code are. */
export async function countryOf(deps: UserDeps) {
  const settings = await deps.data.accounts.settings(deps.accountId);
  return toCountryCode(settings?.default_country ?? "US") ?? "US";
}
