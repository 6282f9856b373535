import type { CustomerDetailView, CustomerView } from "@/lib/core/customer-views";
import { regionName } from "@/lib/core/leads/regions";

const SOURCE: Record<string, string> = { address: "address", postcode: "postcode", area_code: "area code" };

/** "The rules of Florida (postcode) and New York (area code) apply."; what to do where no state is known. */
export function rulesText({ regions, place_sources }: Pick<CustomerDetailView, "regions" | "place_sources">): string {
  if (regions.length === 0) return "No state is known, so nobody calls or texts them. Enter the state or the postcode.";
  const named = regions.map((region, at) => `${regionName(region)} (${SOURCE[place_sources[at] ?? ""] ?? "address"})`);
  const list = named.length > 2 ? `${named.slice(0, -1).join(", ")} and ${named.at(-1)}` : named.join(" and ");
  return `The rules of ${list} apply.`;
}

const cityOf = (zone: string) => zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;

/** "Texas", or nothing where no region is known. */
export const regionText = ({ region }: Pick<CustomerView, "region">): string | null =>
  region === null ? null : regionName(region);

/** "Chicago time", "Chicago or Denver time"; what is not known is said. */
export function zonesText({ time_zones }: Pick<CustomerView, "time_zones">): string {
  if (time_zones.length === 0) return "Time zone unknown";
  return `${time_zones.map(cityOf).join(" or ")} time`;
}

/** From what the zone is known. */
export function zoneSourceText({ zone_source }: Pick<CustomerView, "zone_source">): string | null {
  if (zone_source === "area_code") return "from the number's area code";
  if (zone_source === "region") return "from the state or postcode";
  return zone_source === "address" ? "from the address" : null;
}
