"use client";

import { type ComponentProps, useEffect, useState } from "react";
import { TimeZone } from "@/lib/core/hours";
import { Select } from "../../ui/input";

const USUAL: Record<string, string> = {
  "America/New_York": "Eastern (New York)",
  "America/Chicago": "Central (Chicago)",
  "America/Denver": "Mountain (Denver)",
  "America/Phoenix": "Mountain, no daylight saving (Phoenix)",
  "America/Los_Angeles": "Pacific (Los Angeles)",
  "America/Anchorage": "Alaska (Anchorage)",
  "Pacific/Honolulu": "Hawaii (Honolulu)",
  "America/Puerto_Rico": "Atlantic (Puerto Rico)",
};

/** "Eastern (New York)", "Europe/Berlin". */
export const zoneName = (zone: string): string => USUAL[zone] ?? zone.replaceAll("_", " ");

/** A time zone: those of the country first, then every one that the browser knows. */
export function ZoneSelect({ current, ...props }: ComponentProps<"select"> & { current: string }) {
  // Server and browser may know different zones; the list grows once the page stands.
  const [others, setOthers] = useState<string[]>([]);
  useEffect(() => {
    const known = Intl.supportedValuesOf("timeZone").filter((zone) => TimeZone.safeParse(zone).success);
    setOthers(known.filter((zone) => !(zone in USUAL)));
  }, []);
  const alone = current in USUAL || others.includes(current) ? [] : [current];
  return (
    <Select {...props}>
      {Object.entries(USUAL).map(([zone, name]) => (
        <option key={zone} value={zone}>
          {name}
        </option>
      ))}
      {[...alone, ...others].map((zone) => (
        <option key={zone} value={zone}>
          {zoneName(zone)}
        </option>
      ))}
    </Select>
  );
}
