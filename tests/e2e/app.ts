import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@supabase/supabase-js";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright";
import { createCampaign } from "@/lib/actions/create-campaign";
import type { UserDeps } from "@/lib/actions/deps";
import { startCampaign } from "@/lib/actions/start-campaign";
import { CreateCampaign } from "@/lib/core/campaign";
import { ROOT } from "@/local/children";
import { demoOwner, importFile, OWNER } from "@/local/demo/account";
import { rehearsalOffset } from "@/local/demo/clock";
import { agree } from "@/local/demo/consents";
import { type LocalStack, startLocalStack } from "@/local/stack";
import { launchBrowser } from "./browser";

export { OWNER };

/** The whole product, running and built, with one salon in it, and a browser before it. */
export interface App {
  stack: LocalStack;
  owner: UserDeps;
  /** What a browser complained about on any page: refused scripts and styles, errors of scripts. */
  complaints: string[];
  /** A page of somebody who is not signed in. */
  visitor(options?: BrowserContextOptions): Promise<Page>;
  /** A page of the salon's owner, signed in. */
  ownerPage(options?: BrowserContextOptions): Promise<Page>;
  /** Makes a campaign, and starts it when told to. @returns its id */
  campaign(fields: Record<string, unknown>, start?: "start"): Promise<string>;
  stop(): Promise<void>;
}

const CUSTOMERS = 40;
/** North American numbers that are kept for fiction, in area codes of one time zone. */
const numberOf = (index: number) => `212555${String(100 + index).padStart(4, "0")}`;

async function writeLeads(path: string): Promise<void> {
  const rows = Array.from({ length: CUSTOMERS }, (_, index) =>
    [`Customer ${String.fromCharCode(65 + (index % 26))}${index}`, numberOf(index), "2025-02-03", "Closed"].join(","),
  );
  await writeFile(path, ["Customer name,Phone,Date,Status", ...rows].join("\n"));
}

/** @param during what is being done just now, for the complaints
 *  @param databaseUrl one that has the product's schema and nobody's data; else it starts a Postgres */
export async function startApp(name: string, during: () => string = () => name, databaseUrl?: string): Promise<App> {
  const dir = `.local/e2e/${name}`;
  const stack = await startLocalStack({
    dir,
    databaseUrl,
    reset: true,
    seed: "3",
    speed: 60,
    clockOffsetMs: rehearsalOffset(new Date()),
    port: 0,
    workers: 1,
    simulatorLog: `${dir}/vapi.ndjson`,
  });
  const browser = await launchBrowser();
  const complaints: string[] = [];
  const stop = async () => {
    await browser.close();
    await stack.stop();
  };
  try {
    const owner = await demoOwner(stack);
    const leads = join(ROOT, dir, "leads.csv");
    await writeLeads(leads);
    await importFile(stack, owner, leads);
    await agree(stack.databaseUrl, owner.accountId, owner.now(), null);
    const visitor = async (options: BrowserContextOptions = {}) =>
      watch(await open(browser, stack, options), (what) => complaints.push(`${during()} at ${what}`));
    const signedIn = await signIn(await visitor());
    return {
      stack,
      owner,
      complaints,
      visitor,
      ownerPage: (options = {}) => visitor({ ...options, storageState: signedIn }),
      campaign: (fields, start) => makeCampaign(owner, fields, start),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function open(browser: Browser, stack: LocalStack, options: BrowserContextOptions): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: stack.appUrl,
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
}

async function watch(context: BrowserContext, complain: (what: string) => void): Promise<Page> {
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  page.on("pageerror", (error) => complain(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (/Content Security Policy|hydrat/i.test(message.text())) complain(`${page.url()}: ${message.text()}`);
  });
  return page;
}

/** Signs the owner in as a person does. @returns the browser's state, to open further pages with */
export async function signIn(page: Page, { email, password } = OWNER) {
  await page.goto("/campaigns");
  await fillSignIn(page, email, password);
  await page.getByRole("heading", { name: "Campaigns", exact: true }).waitFor();
  return page.context().storageState();
}

export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function makeCampaign(owner: UserDeps, fields: Record<string, unknown>, start?: "start"): Promise<string> {
  const [agent] = await owner.data.accounts.agents(owner.accountId);
  const input = CreateCampaign.parse({
    name: "Autumn",
    agent_id: agent?.id,
    target_criteria: { last_contact_days: 180 },
    call_script: "Hi {name}, this is {agent_name}, the AI assistant of {business_name}.",
    ...fields,
  });
  const { id } = await createCampaign(owner, input);
  if (start) await startCampaign(owner, { id });
  return id;
}

/** Somebody of another business, who must see nothing of the salon. */
export async function signUpElsewhere({ supabase }: LocalStack, email: string): Promise<void> {
  const client = createClient(supabase.url, supabase.anonKey, { auth: { persistSession: false } });
  const { error } = await client.auth.signUp({ email, password: OWNER.password });
  if (error) throw error;
}
