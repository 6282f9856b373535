import type { CustomerView } from "@/lib/core/customer-views";
import { regionName } from "@/lib/core/leads/regions";

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
