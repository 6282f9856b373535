import { cpus, loadavg } from "node:os";
import { benchAudience } from "./audience";
import { benchCalls } from "./calls";
import { benchClaim } from "./claim";
import { benchDashboard } from "./dashboard";
import { benchGateway } from "./gateway";
import { benchImport } from "./import";
import { benchLists } from "./lists";
import { benchMessages } from "./messages";
import { benchPages } from "./pages";
import { fillPeople } from "./people";
import { progress, seconds } from "./report";
import { benchSelect } from "./select";
import { type Bench, startBench } from "./stage";
import { benchWebhooks } from "./webhooks";

const PEOPLE = 100_000;

// npm run bench [-- NAME ...]: all figures, or those that are named. Figures go to stdout, progress to stderr.
const FIGURES: Record<string, (bench: Bench, people: () => Promise<string>) => Promise<void>> = {
  select: async (bench, people) => benchSelect(bench, await people(), PEOPLE),
  audience: async (bench, people) => benchAudience(bench, await people()),
  claim: async (bench, people) => benchClaim(bench, await people()),
  webhooks: async (bench, people) => benchWebhooks(bench, await people()),
  calls: (bench) => benchCalls(bench),
  messages: (bench) => benchMessages(bench),
  gateway: (bench) => benchGateway(bench),
  import: (bench) => benchImport(bench),
  lists: async (bench, people) => benchLists(bench, await people()),
  pages: async (bench, people) => benchPages(bench, await people()),
  dashboard: () => benchDashboard(PEOPLE),
};

const load = () =>
  loadavg()
    .map((value) => value.toFixed(2))
    .join(" ");
const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(FIGURES, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no figure ${unknown.join(", ")}. There are ${Object.keys(FIGURES).join(", ")}.\n`);
  process.exit(2);
}

const start = performance.now();
process.stdout.write(`${cpus().length} cores, load average ${load()}, Postgres without fsync\n`);
const bench = await startBench();
let filled: Promise<string> | undefined;
const people = () => {
  progress("making 100,000 customers ...");
  filled ??= bench.template((client) => fillPeople(client, PEOPLE));
  return filled;
};
try {
  for (const [name, measure] of Object.entries(FIGURES))
    if (named.length === 0 || named.includes(name)) await measure(bench, people);
} finally {
  await bench.stop();
}
process.stdout.write(`load average ${load()} at the end, after ${seconds(performance.now() - start)}\n`);
