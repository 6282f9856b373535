import { instantAt, parseDate, parseTime } from "./dates";
import { normaliseEmail } from "./email";
import { type CountryCode, normalisePhone } from "./phone";
import { quoted } from "./refusal";
import { firstUsable, Refused, type Row } from "./row";
import { cut } from "./text";

const MAX_NAME = 200;

/** @throws Refused when the row has no valid phone and no valid email. */
export function readContact(row: Row, country: CountryCode): { phone: string | null; email: string | null } {
  const phones = row.filled("phone");
  const emails = row.filled("email");
  const phone = firstUsable(phones, (text) => normalisePhone(text, country));
  const email = firstUsable(emails, normaliseEmail);
  const [badPhone, badEmail] = [phone ? undefined : phones[0], email ? undefined : emails[0]];
  if (!phone && !email) {
    if (badPhone) {
      const rest = badEmail ? `${quoted(badEmail.value)} is not an email address either` : "there is no email address";
      throw new Refused(
        "phone_invalid",
        badPhone.index,
        `${quoted(badPhone.value)} is not a phone number, and ${rest}.`,
      );
    }
    if (badEmail)
      throw new Refused(
        "email_invalid",
        badEmail.index,
        `${quoted(badEmail.value)} is not an email address, and there is no phone number.`,
      );
    throw new Refused("contact_missing", null, "The row has neither a phone number nor an email address.");
  }
  if (badPhone)
    row.warn(
      "phone_invalid",
      badPhone.index,
      `${quoted(badPhone.value)} is not a phone number; the row was imported by its email address.`,
    );
  if (badEmail)
    row.warn(
      "email_invalid",
      badEmail.index,
      `${quoted(badEmail.value)} is not an email address; the row was imported by its phone number.`,
    );
  if (phone && !phone.value.partial) row.consumed.add(phone.index);
  if (email && row.cells[email.index]?.toLowerCase() === email.value) row.consumed.add(email.index);
  return { phone: phone?.value.number ?? null, email: email?.value ?? null };
}

const pad = (value: number) => String(value).padStart(2, "0");

/** @throws Refused for a date that can't be right. */
export function readDate(row: Row): { at: Date | null; wallTime: string | null } {
  const { dateOrder, clock, now } = row.context;
  const times = row.filled("time");
  const given = row.filled("date")[0] ?? times.find(({ value }) => parseDate(value, dateOrder, now));
  if (!given) return { at: null, wallTime: null };
  const parsed = parseDate(given.value, dateOrder, now);
  if (!parsed)
    throw new Refused("date_unreadable", given.index, `${quoted(given.value)} is not a date that can be read.`);
  row.consumed.add(given.index);
  const time = parsed.hasTime ? null : firstUsable(times, parseTime);
  if (time) row.consumed.add(time.index);
  const wall = { ...parsed.wall, ...time?.value };
  if (wall.year < 1970) throw new Refused("date_too_old", given.index, `${quoted(given.value)} is before 1970.`);
  const at = parsed.offset === null ? clock(wall) : instantAt(wall, parsed.offset);
  if (at > now) throw new Refused("date_in_future", given.index, `${quoted(given.value)} is in the future.`);
  const { year, month, day, hour, minute, second } = wall;
  const local = `${year}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`;
  return { at, wallTime: parsed.offset === null ? local : at.toISOString() };
}

/** One name out of a whole name, a first and a last one. */
export function readName(row: Row): string | null {
  const [full, first, last] = [row.take("name"), row.take("first_name"), row.take("last_name")];
  // «Nombre» and «Nom» are a whole name on their own, and a part of it beside the other part.
  const part = full && ((first && includesWord(full, first)) || (last && includesWord(full, last))) ? null : full;
  const name =
    first && last ? `${first} ${last}` : part ? [first, part, last].filter(Boolean).join(" ") : (full ?? first ?? last);
  const tidy = name?.replace(/\s+/g, " ").trim() || null;
  if (tidy && tidy.length > MAX_NAME)
    row.warn(
      "name_shortened",
      row.filled("name")[0]?.index ?? 0,
      `A name longer than ${MAX_NAME} characters was shortened.`,
    );
  return tidy && cut(tidy, MAX_NAME);
}

const includesWord = (text: string, word: string) => ` ${text.toLowerCase()} `.includes(` ${word.toLowerCase()} `);
