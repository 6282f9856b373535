import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright";

/** What axe finds serious or critical, one line each. @param rules to look at; all of them unless told */
export async function serious(page: Page, rules?: string[]): Promise<string[]> {
  // Else it would open another page each time, to put together what it found in frames of other origins; we have none.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** By how many pixels the page itself would have to be moved sideways. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
