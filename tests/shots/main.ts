import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import type { BrowserContextOptions, Page } from "playwright";
import { ROOT } from "@/local/children";
import { type App, fillSignIn, OWNER, signUpElsewhere, startApp } from "../e2e/app";
import { pagesOf, visit } from "../e2e/pages";
import { otherCampaigns, runCampaign } from "./subjects";

// npm run shots [-- NAME ...]: every page and state, or those whose name begins so, in both themes, at 1440 and 390 pixels.
const OUT = join(ROOT, ".local", "shots");
const NEWCOMER = "new@other-salon.test";
const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.some((prefix) => name.startsWith(prefix));

interface Shot {
  path: string;
  as?: "owner" | "newcomer" | "visitor";
  /** Brings a standing page into the state, or a page that nobody has opened yet when `path` is empty. */
  bring?: (page: Page) => Promise<void>;
  /** Undoes it. */
  after?: () => Promise<void>;
}

/** The states of pages that an address alone does not show. */
async function statesOf(app: App, database: Client): Promise<Record<string, Shot>> {
  const campaigns = await otherCampaigns(app);
  const away = async (statement: string) => {
    await database.query(statement);
  };
  const empty = ["campaigns", "campaigns/create", "calls", "customers", "opt-outs", "settings/business"];
  return {
    ...Object.fromEntries(
      Object.entries(campaigns).map(([state, id]) => [`campaign-${state}`, { path: `/campaigns/${id}` }]),
    ),
    ...Object.fromEntries(
      empty.map((place) => [`empty-${place.replace("/", "-")}`, { path: `/${place}`, as: "newcomer" as const }]),
    ),
    ...Object.fromEntries(
      ["Campaigns", "Calls", "Customers", "Opt-outs", "Settings"].map((place) => [
        `loading-${place.toLowerCase()}`,
        { path: "/customers/import", bring: (page: Page) => holdNavigation(page, place) },
      ]),
    ),
    "error-page": {
      path: "",
      bring: async (page) => {
        await away("alter table public.campaigns rename to campaigns_away");
        await page.goto("/campaigns");
        await page.getByRole("heading", { name: "This page could not be loaded" }).waitFor();
      },
      after: () => away("alter table if exists public.campaigns_away rename to campaigns"),
    },
    "error-offline": {
      path: `/campaigns/${campaigns.active}`,
      bring: async (page) => {
        await page.route("**/api/**", (route) => route.abort("connectionreset"));
        await page.getByText("What you see may be out of date").waitFor();
      },
    },
    "ask-stop": {
      path: `/campaigns/${campaigns.active}`,
      bring: async (page) => {
        await page.getByRole("button", { name: "Stop" }).click();
        await page.getByRole("alertdialog").waitFor();
      },
    },
    "sign-in": { path: "/sign-in?ended=1", as: "visitor" },
    "sign-up": { path: "/sign-up", as: "visitor" },
  };
}

/** What is shown while the next page is on its way. */
async function holdNavigation(page: Page, place: string): Promise<void> {
  const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: place, exact: true });
  // The skeleton comes with what is loaded ahead of the click; all that follows it is held.
  await link.hover();
  await page.waitForLoadState("networkidle");
  await page.route(/_rsc=/, (route) => {
    if (!route.request().headers()["next-router-prefetch"]) return;
    void route.continue();
  });
  await link.click();
  // Progress bars of the page before breathe too: only the skeleton's own words say that it stands.
  await page.getByText(`Loading ${place.toLowerCase()}`, { exact: true }).waitFor();
  await page.locator("main .animate-breathe").first().waitFor();
}

async function take(app: App, shots: Record<string, Shot>, sessions: Record<string, BrowserContextOptions>) {
  let taken = 0;
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [1440, 390])
      for (const [name, { path, as = "owner", bring, after }] of Object.entries(shots)) {
        const page = await app.visitor({ ...sessions[as], colorScheme, viewport: { width, height: 900 } });
        try {
          if (path) await visit(page, path);
          await bring?.(page);
          // What can be typed into stands with its values.
          await page.waitForFunction(() => !document.querySelector("main fieldset.settling:disabled"));
          await page.screenshot({ path: join(OUT, `${name}-${colorScheme}-${width}.png`), fullPage: true });
          taken++;
        } catch (error) {
          process.exitCode = 1;
          process.stderr.write(`${name}: ${error instanceof Error ? error.message.split("\n")[0] : error}\n`);
        } finally {
          await after?.();
          await page.context().close();
        }
      }
  return taken;
}

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
const app = await startApp("shots");
const database = new Client({ connectionString: app.stack.databaseUrl });
try {
  await database.connect();
  await signUpElsewhere(app.stack, NEWCOMER);
  const owner = await (await app.ownerPage()).context().storageState();
  const newcomer = await app.visitor();
  await newcomer.goto("/campaigns");
  await fillSignIn(newcomer, NEWCOMER, OWNER.password);
  await newcomer.getByRole("heading", { name: "Campaigns", exact: true }).waitFor();
  const sessions = {
    owner: { storageState: owner },
    newcomer: { storageState: await newcomer.context().storageState() },
    visitor: {},
  };
  const subjects = await runCampaign(app);
  const pages = Object.entries(pagesOf(subjects)).map(([name, path]): [string, Shot] => [name, { path }]);
  const shots = [...pages, ...Object.entries(await statesOf(app, database))].filter(([name]) => isWanted(name));
  const taken = await take(app, Object.fromEntries(shots), sessions);
  process.stdout.write(`${taken} screenshots lie in .local/shots\n`);
  if (app.complaints.length > 0) process.stdout.write(`Browsers complained:\n${app.complaints.join("\n")}\n`);
} finally {
  await database.end();
  await app.stop();
}
process.exit();
