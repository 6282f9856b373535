import { AppError } from "@/lib/core/errors";
import { normalisePhone, toCountryCode } from "@/lib/core/leads/phone";
import { type SettingsInput, type SettingsView, settingsView } from "@/lib/core/settings";
import type { UserDeps } from "./deps";

const refuse = (path: string, message: string) => new AppError("invalid_input", [{ path, message }]);

/** Changes an account's settings, and only those that are named: what another tab changed meanwhile stays. Who changed what
 *  is written down by the database.
 *  @returns all settings as they are now. @throws AppError invalid_input with the field */
export async function updateSettings(
  { data, accountId }: Pick<UserDeps, "data" | "accountId">,
  change: SettingsInput,
): Promise<SettingsView> {
  const { callback_number, ...rest } = change;
  if (change.default_country && !toCountryCode(change.default_country))
    throw refuse("default_country", "There is no such country");
  const number =
    callback_number === undefined
      ? {}
      : { callback_number: callback_number ? await toE164(callback_number, change.default_country) : null };
  if (Object.keys(change).length === 0) return settingsView(await data.accounts.settings(accountId));
  return settingsView(await data.setup.changeSettings(accountId, { ...rest, ...number }));

  async function toE164(text: string, chosen: string | undefined): Promise<string> {
    const country = chosen ?? (await data.accounts.settings(accountId))?.default_country ?? "US";
    const phone = normalisePhone(text, toCountryCode(country) ?? "US");
    if (!phone)
      throw refuse(
        "callback_number",
        "This is not a phone number. Write it with its area code, such as (212) 555-0100",
      );
    return phone.number;
  }
}
