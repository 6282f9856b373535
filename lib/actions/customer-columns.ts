import { type PatchCustomer, regionOf } from "@/lib/core/customers";
import { AppError } from "@/lib/core/errors";
import { normaliseEmail } from "@/lib/core/leads/email";
import { normalisePhone, toCountryCode } from "@/lib/core/leads/phone";
import type { UserDeps } from "./deps";

const CONTACTS = ["phone", "email"] as const;
const invalid = (path: string, message: string) => new AppError("invalid_input", [{ path, message }]);

/** What somebody typed, as the columns take it. A region brings its time zones along where none are named.
 *  @throws AppError invalid_input with what to mend beside which field */
export async function toColumns(deps: UserDeps, typed: PatchCustomer) {
  const { phone, email, region, ...rest } = typed;
  const country = (await deps.data.accounts.settings(deps.accountId))?.default_country ?? "US";
  const columns = {
    ...rest,
    ...(rest.name === undefined ? {} : { name: rest.name || null }),
    ...(rest.postcode === undefined ? {} : { postcode: rest.postcode?.toUpperCase() || null }),
    ...(rest.language === undefined ? {} : { language: rest.language || null }),
    ...(rest.tags ? { tags: [...new Set(rest.tags)] } : {}),
    ...(phone === undefined ? {} : { phone: phone ? phoneOf(phone, country) : null }),
    ...(email === undefined ? {} : { email: email ? emailOf(email) : null }),
  };
  if (region === undefined) return columns;
  const code = region ? regionOf(region, country) : null;
  if (region && !code) throw invalid("region", "Write a state such as Texas or TX, or a country");
  const zones = code && !rest.time_zones?.length ? await deps.people.zonesOf(code) : null;
  // Without a region the number's area code is all there is again.
  return { ...columns, region: code, ...(zones || !code ? { time_zones: zones ?? rest.time_zones ?? [] } : {}) };
}

function phoneOf(text: string, country: string): string {
  const found = normalisePhone(text, toCountryCode(country) ?? "US");
  if (!found) throw invalid("phone", "This is not a complete phone number. Write it with its area code");
  return found.number;
}

function emailOf(text: string): string {
  const found = normaliseEmail(text);
  if (!found) throw invalid("email", "This is not an email address. It looks like name@example.com");
  return found;
}

/** Refuses contacts that another customer of the account has, in words and with the way to that customer.
 *  @throws AppError contact_taken */
export async function refuseTaken(
  deps: UserDeps,
  columns: { phone?: string | null; email?: string | null },
  ownId?: string,
): Promise<void> {
  const issues = [];
  for (const path of CONTACTS) {
    const contact = columns[path];
    const holder = contact ? await deps.data.customers.holderOf(deps.accountId, path, contact) : null;
    if (!holder || holder.id === ownId) continue;
    const what = path === "phone" ? "number" : "address";
    const message = `This ${what} belongs to another customer${holder.name ? `: ${holder.name}` : ""}`;
    issues.push({ path, message, customer_id: holder.id });
  }
  if (issues.length > 0) throw new AppError("contact_taken", issues);
}
