import { TimeZone } from "../hours";
import { isRegion, readRows } from "./read-rows";
import type { Area, RuleError, ZipRange } from "./rules";

/** Rows of `nanp_areas.csv`. */
export function parseAreas(text: string, errors: RuleError[]): Area[] {
  const lines = new Map<string, number>();
  return readRows("nanp_areas.csv", text, ["area_code", "region", "time_zones"], errors).map((row) => {
    const [area_code, region] = [row.cell("area_code"), row.cell("region")];
    const time_zones = row.cell("time_zones").split(/\s+/).filter(Boolean);
    if (!/^[2-9]\d\d$/.test(area_code)) row.fail(`“${area_code}” is no area code.`);
    if (!isRegion(region)) row.fail(`“${region}” is no region that is known.`);
    if (time_zones.length === 0) row.fail("The time zone is missing.");
    for (const zone of time_zones)
      if (!TimeZone.safeParse(zone).success) row.fail(`“${zone}” is no time zone that is known.`);
    const before = lines.get(area_code);
    if (before) row.fail(`It is said already, in line ${before}.`);
    lines.set(area_code, row.line);
    return { area_code, region, time_zones };
  });
}

/** Rows of `us_zip3.csv`. */
export function parseZips(text: string, errors: RuleError[]): ZipRange[] {
  const found: (ZipRange & { line: number })[] = [];
  for (const row of readRows("us_zip3.csv", text, ["first", "last", "region"], errors)) {
    const [first, last, region] = [row.cell("first"), row.cell("last"), row.cell("region")];
    if (!/^\d{3}$/.test(first) || !/^\d{3}$/.test(last)) row.fail("Three digits are needed.");
    else if (last < first) row.fail(`${last} comes before ${first}.`);
    if (!region.startsWith("US-") || !isRegion(region)) row.fail(`“${region}” is no region that is known.`);
    const same = found.find((other) => first <= other.last && other.first <= last);
    if (same) row.fail(`It overlaps line ${same.line}.`);
    found.push({ first, last, region, line: row.line });
  }
  return found.map(({ first, last, region }) => ({ first, last, region }));
}
