import { regionName } from "./leads/regions";
import type { ListKind } from "./list-views";

/** "Canada", "the United States" @param code ISO 3166-1 */
export function countryName(code: string): string {
  const name = new Intl.DisplayNames(["en"], { type: "region" }).of(code) ?? code;
  return /^(United|Netherlands|Philippines|Bahamas|Dominican|Czech Republic)|Islands$/.test(name)
    ? `the ${name}`
    : name;
}

/** The countries whose national lists can be uploaded and relied on: those that the account calls, and what it relies on already. */
export const listCountries = ({ countries, relied }: { countries: string[]; relied: string[] }): string[] => [
  ...new Set([...countries, ...relied.filter((region) => !region.includes("-"))]),
];

/** "the national list" of the US, "the list of Texas". @param region as the account relies on it: US or US-TX */
export const reliedName = (region: string): string =>
  region.includes("-")
    ? `the list of ${regionName(region)}`
    : `the national list${region === "US" ? "" : ` of ${countryName(region)}`}`;

/** "National list", "List of Texas", "Own list", "Reassigned numbers" */
export function listName({ kind, region }: { kind: ListKind; region: string | null }): string {
  if (kind === "own") return "Own list";
  if (kind === "reassigned") return "Reassigned numbers";
  return reliedName(region ?? "US").replace(/^the (.)/, (_, first: string) => first.toUpperCase());
}

/** "4 November", with the year where it is another than this one's. @param day ISO 8601 date */
export function dayText(day: string, today: string): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : { year: "numeric" as const };
  const format = { timeZone: "UTC", day: "numeric", month: "long", ...year } as const;
  return new Intl.DateTimeFormat("en-GB", format).format(new Date(`${day}T00:00:00Z`));
}

/** "18 days old, from 4 November" */
export function ageText(ageDays: number, asOf: string, today: string): string {
  const age = ageDays <= 0 ? "of today" : `${ageDays} ${ageDays === 1 ? "day" : "days"} old`;
  return ageDays <= 0 ? age : `${age}, from ${dayText(asOf, today)}`;
}

/** Lists relied on are named as growing old so many days before they are too old. */
const WARN_BEFORE = 6;
export const growsOld = (ageDays: number, maxAge: number): boolean => ageDays >= maxAge - WARN_BEFORE;

const BIT: Record<string, number> = { national: 1, state: 2, own: 4, reassigned: 8 };
/** The bit in `customers.list_stops` of lists of this kind. */
export const listBit = (kind: string): number => BIT[kind] ?? 0;

const STOPS = [
  [1, "a national do-not-call list"],
  [2, "a state's do-not-call list"],
  [4, "the business's own do-not-call list"],
  [8, "the list of reassigned numbers: it belongs to somebody else now"],
] as const;

/** Which lists a customer's number stands on, in words; null where it stands on none. @param stops `customers.list_stops` */
export const listsWith = (stops = 0): string | null =>
  STOPS.filter(([bit]) => (stops & bit) !== 0)
    .map(([, name]) => name)
    .join("; ") || null;
