import { expect, it } from "vitest";
import { recogniseColumns } from "@/lib/core/leads/recognise-columns";
import { toLead } from "@/lib/core/leads/to-lead";
import { zoneClock } from "@/lib/core/leads/zoned-time";

it.each<[Record<string, string>, string | null]>([
  [{ Phone: "+61 8 9200 1234", State: "WA" }, null],
  [{ Phone: "+55 48 3025 1234", State: "SC" }, null],
  [{ Phone: "+61 8 9200 1234", State: "WA", Country: "USA" }, "US-WA"],
  [{ Phone: "+49 30 1234567", State: "DE-BE" }, "DE-BE"],
  [{ Email: "a@example.com", State: "WA" }, "US-WA"],
  [{ Phone: "(279) 555-0178", State: "WA" }, "US-WA"],
])("A row is of no American state where its number is of elsewhere and it names no country: %j", (row, region) => {
  const columns = recogniseColumns(Object.keys(row));
  const now = new Date("2026-11-21T12:00:00Z");
  const context = { columns, country: "US", dateOrder: "mdy", clock: zoneClock("America/New_York"), now } as const;
  const result = toLead(7, Object.values(row), context);
  expect(result.kind === "lead" ? result.lead.region : result).toBe(region);
});
