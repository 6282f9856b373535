import { accountsData } from "@/lib/data/accounts";
import { analyticsData } from "@/lib/data/analytics";
import { attemptsData } from "@/lib/data/attempts";
import { callsData } from "@/lib/data/calls";
import { campaignsData } from "@/lib/data/campaigns";
import { peopleData } from "@/lib/data/people";
import { recipientsData } from "@/lib/data/recipients";
import { fillCampaigns } from "./campaigns";
import { NOON, OWNER } from "./people";
import { inTurns, median, millis, printFigure, progress, ratio, spread } from "./report";
import { type Bench, startGatewayProcess } from "./stage";

const ROUNDS = 20;

/** The reads behind the dashboard's pages, as the owner, under RLS, through the gateway: 1,000 campaigns, of which one has
 *  100,000 recipients in all states. */
export async function benchPages(bench: Bench, template: string): Promise<void> {
  progress("reading pages ...");
  const database = await bench.database(template);
  try {
    const client = await database.admin.connect();
    const { id, recipient } = await fillCampaigns(client).finally(() => client.release());
    const gateway = await startGatewayProcess(database.url);
    try {
      const person = await gateway.person(OWNER);
      const [campaigns, recipients] = [campaignsData(person), recipientsData(person)];
      const [accounts, attempts] = [accountsData(person), attemptsData(person)];
      const [calls, analytics] = [callsData(person), analyticsData(person)];
      const people = peopleData(gateway.service);
      const customer = (await attempts.ofRecipient(recipient))[0]?.customer_id ?? "";
      const page = { limit: 25, offset: 0 };
      const reads = {
        "campaigns, first page": () => campaigns.list({ ...page, accountId: OWNER }),
        "campaigns, last page": () => campaigns.list({ ...page, offset: 975, accountId: OWNER }),
        "campaigns, by name": () => campaigns.list({ ...page, search: "Spring 77", accountId: OWNER }),
        "a campaign with its counts": () => campaigns.get(id),
        results: () => campaigns.results(id),
        "recipients, first page": () => recipients.list(id, page),
        "recipients, last page": () => recipients.list(id, { ...page, offset: 99_975 }),
        "recipients, answered": () => recipients.list(id, { ...page, status: "answered" }),
        "recipients, by name": () => recipients.list(id, { ...page, search: "Person 7777" }),
        "recipients, by phone": () => recipients.list(id, { ...page, search: "2077777" }),
        "recipients, by a name that most have": () => recipients.list(id, { ...page, search: "person" }),
        "recipients, middle page": () => recipients.list(id, { ...page, offset: 50_000 }),
        "recipients, by name in order": () => recipients.list(id, { ...page, sort: "name" }),
        "recipients, last attempts first": () => recipients.list(id, { ...page, sort: "last_attempt_at" }),
        "recipients, by reason": () => recipients.list(id, { ...page, reason: "busy" }),
        "a recipient's attempts": () => attempts.ofRecipient(recipient),
        "calls, first page": () => calls.list(OWNER, page),
        "calls, last page": () => calls.list(OWNER, { ...page, offset: 59_975 }),
        "calls, by outcome": () => calls.list(OWNER, { ...page, outcome: "callback" }),
        "calls, by a word of every call": () => calls.list(OWNER, { ...page, search: "talked" }),
        "calls, by name": () => calls.list(OWNER, { ...page, search: "Person 7777" }),
        "a campaign's figures": () => analytics.ofCampaign(id, "America/New_York", NOON),
        "what the gate says of one customer": () => people.contactStates(OWNER, customer, NOON),
        "what the gate says of one customer's calls": () => people.blocked(OWNER, [customer], NOON),
        "the campaign page's reads together": () =>
          Promise.all([campaigns.get(id), recipients.list(id, page), accounts.agents(OWNER), accounts.settings(OWNER)]),
      };
      const bare = () =>
        database.admin.query(
          "select * from public.campaign_recipients where campaign_id = $1 order by updated_at desc, id limit 25",
          [id],
        );
      const times = await inTurns(ROUNDS, { ...reads, bare });
      const base = median(times.bare);
      for (const [name, own] of Object.entries(times))
        if (name !== "bare")
          printFigure(`read ${name}`, spread(own), `25 rows by pg ${millis(base)}`, ratio(median(own), base));
    } finally {
      await gateway.stop();
    }
  } finally {
    await database.stop();
  }
}
