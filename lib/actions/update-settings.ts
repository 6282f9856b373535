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
  const { callback_number, sms_sender, ...rest } = change;
  if (change.default_country && !toCountryCode(change.default_country))
    throw refuse("default_country", "There is no such country");
  const numbers = {
    ...(callback_number === undefined ? {} : { callback_number: await toE164("callback_number", callback_number) }),
    ...(sms_sender === undefined ? {} : { sms_sender: await toSender(sms_sender) }),
  };
  if (Object.keys(change).length === 0) return settingsView(await data.accounts.settings(accountId));
  return settingsView(await data.setup.changeSettings(accountId, { ...rest, ...numbers }));

  async function toSender(text: string | null): Promise<string | null> {
    if (!text || !/^MG/i.test(text)) return toE164("sms_sender", text);
    const id = `MG${text.slice(2).toLowerCase()}`;
    if (!/^MG[0-9a-f]{32}$/.test(id))
      throw refuse(
        "sms_sender",
        "This is not the id of a messaging service: that has 32 more letters and digits after MG",
      );
    return id;
  }

  async function toE164(field: string, text: string | null): Promise<string | null> {
    if (!text) return null;
    const country = change.default_country ?? (await data.accounts.settings(accountId))?.default_country ?? "US";
    const phone = normalisePhone(text, toCountryCode(country) ?? "US");
    if (!phone) throw refuse(field, "This is not a phone number. Write it with its area code, such as (212) 555-0100");
    return phone.number;
  }
}
