import { cpus, loadavg } from "node:os";
import { fillPeople } from "./people";
import { progress } from "./report";
import { benchSelect } from "./select";
import { startBench } from "./stage";

const PEOPLE = 100_000;

const bench = await startBench();
try {
  process.stdout.write(
    `load average ${loadavg()
      .map((load) => load.toFixed(1))
      .join(" ")} on ${cpus().length} cores\n`,
  );
  progress("making people ...");
  const people = await bench.template((client) => fillPeople(client, PEOPLE));
  await benchSelect(bench, people, PEOPLE);
} finally {
  await bench.stop();
}
