import { gzipSync } from "node:zlib";
import { createClient } from "@supabase/supabase-js";
import { Client } from "pg";
import type { Browser, Page } from "playwright";
import { z } from "zod";
import { type LocalStack, startLocalStack } from "@/local/stack";
import { signIn } from "../e2e/app";
import { serious } from "../e2e/axe";
import { launchBrowser } from "../e2e/browser";
import { pagesOf, visit } from "../e2e/pages";
import { fillCampaigns } from "./campaigns";
import { fillPeople, OWNER } from "./people";
import { median, millis, printFigure, progress, quantile, timed } from "./report";

const ROUNDS = 12;
const PERSON = { email: "owner@bench.test", password: "bench-password" };

/** Every page of the dashboard, built and running, over 1,000 campaigns of which one has 100,000 recipients: server time,
 *  first-load JavaScript, what axe finds serious or critical, and how much of the page moves by itself. */
export async function benchDashboard(people: number): Promise<void> {
  progress("starting the dashboard ...");
  const stack = await startLocalStack({
    ...{ dir: ".local/bench/dashboard", reset: true, seed: "1", speed: 60, clockOffsetMs: 0, port: 0, workers: 0 },
    simulatorLog: ".local/bench/dashboard/vapi.ndjson",
  });
  const browser = await launchBrowser();
  try {
    const subjects = await fill(stack, people);
    const context = await browser.newContext({ baseURL: stack.appUrl });
    await signIn(await context.newPage(), PERSON);
    const state = await context.storageState();
    const cookie = state.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const ask = (path: string) => fetch(`${stack.appUrl}${path}`, { headers: { cookie }, redirect: "manual" });
    for (const [name, path] of Object.entries(pagesOf(subjects))) {
      const answer = await ask(path);
      const html = await answer.text();
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) times.push(await timed(async () => (await ask(path)).text()));
      const [scripts, looked] = [await scriptSize(stack, html), await look(browser, stack, state, path)];
      printFigure(
        `page ${name}`,
        `p50 ${millis(median(times))}, p95 ${millis(quantile(times, 0.95))}`,
        `HTTP ${answer.status}, ${(scripts / 1000).toFixed(0)} kB of scripts, ${looked}`,
      );
    }
  } finally {
    await browser.close();
    await stack.stop();
  }
}

async function fill(stack: LocalStack, people: number) {
  progress(`making ${people.toLocaleString("en-US")} customers and 1,000 campaigns ...`);
  const client = new Client({ connectionString: stack.databaseUrl });
  await client.connect();
  try {
    await fillPeople(client, people);
    const { id, recipient } = await fillCampaigns(client);
    const { rows } = await client.query(
      `select r.customer_id as customer, a.id as attempt, (select id from public.campaigns where status = 'draft' order by created_at limit 1) as draft
       from public.campaign_recipients r join public.outreach_attempts a on a.recipient_id = r.id where r.id = $1 limit 1`,
      [recipient],
    );
    const [found] = z.array(z.object({ customer: z.string(), attempt: z.string(), draft: z.string() })).parse(rows);
    if (!found) throw new Error("There is nothing to look at");
    const { url, serviceKey } = stack.supabase;
    const admin = createClient(url, serviceKey, { auth: { persistSession: false, autoRefreshToken: false } });
    const { error } = await admin.auth.admin.updateUserById(OWNER, {
      password: PERSON.password,
      email_confirm: true,
    });
    if (error) throw error;
    return { campaign: id, recipient, ...found, message: found.attempt, optOut: "/u/nothing-of-the-kind" };
  } finally {
    await client.end();
  }
}

/** Bytes, compressed, of the scripts that the page names itself, without those for browsers that know no modules. */
async function scriptSize(stack: LocalStack, html: string): Promise<number> {
  const tags = html.match(/<script\b[^>]*\bsrc="[^"]+"[^>]*>/g) ?? [];
  const named = tags.filter((tag) => !/\bnomodule\b/i.test(tag)).map((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? "");
  let size = 0;
  for (const path of new Set(named)) {
    const answer = await fetch(new URL(path.replaceAll("&amp;", "&"), stack.appUrl));
    size += gzipSync(Buffer.from(await answer.arrayBuffer())).byteLength;
  }
  return size;
}

type State = Awaited<ReturnType<typeof signIn>>;

/** axe in both themes, and the layout shift of the first seconds with live data. */
async function look(browser: Browser, stack: LocalStack, storageState: State, path: string): Promise<string> {
  let [found, shift] = [0, 0];
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ baseURL: stack.appUrl, storageState, colorScheme });
    const page = await context.newPage();
    await page.addInitScript(WATCH_SHIFTS);
    await visit(page, path);
    found += (await serious(page)).length;
    shift = Math.max(shift, await shiftOf(page));
    await context.close();
  }
  return `axe ${found} serious, layout shift ${shift.toFixed(3)}`;
}

const WATCH_SHIFTS = `window.__shift = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });`;

const shiftOf = async (page: Page): Promise<number> => z.number().parse(await page.evaluate("window.__shift"));
