import { regionName } from "./leads/regions";

let countries: Intl.DisplayNames | undefined;

/** "Florida" of US-FL, "Germany" of DE, of a rule for everybody "The general rule"; what has no name is its code. */
export function placeName(jurisdiction: string): string {
  if (jurisdiction.endsWith("*")) return "The general rule";
  if (!/^[A-Z]{2}$/.test(jurisdiction)) return regionName(jurisdiction);
  countries ??= new Intl.DisplayNames("en", { type: "region", fallback: "code" });
  return countries.of(jurisdiction) ?? jurisdiction;
}
