import { getCountries } from "libphonenumber-js/max";
import { TimeZone } from "./hours";

/** The countries whose phone numbers are known, by English name. For server pages: the list and the names are the runtime's. */
export function countryChoices(): { code: string; name: string }[] {
  const names = new Intl.DisplayNames("en", { type: "region" });
  return getCountries()
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** Time zones to choose from. @param current stays among them, whatever the runtime calls it */
export function timeZoneChoices(current: string): string[] {
  const known = Intl.supportedValuesOf("timeZone").filter((zone) => TimeZone.safeParse(zone).success);
  return [...new Set([...known, "UTC", current])].sort();
}
