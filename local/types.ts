import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./children";
import { genTypes, migrate } from "./postgres/migrate";
import { prepareDatabase } from "./postgres/prepare";
import { startPostgres } from "./postgres/server";

/** `npm run types`: writes lib/data/database.types.ts anew from the migrations, in a database of its own. */
const dir = await mkdtemp(join(tmpdir(), "rekindle-types-"));
const postgres = await startPostgres({ dataDir: join(dir, "postgres"), temporary: true });
try {
  await prepareDatabase(postgres.url);
  await migrate(postgres.url);
  await writeFile(join(ROOT, "lib/data/database.types.ts"), await genTypes(postgres.url));
} finally {
  await postgres.stop();
  await rm(dir, { recursive: true, force: true });
}
