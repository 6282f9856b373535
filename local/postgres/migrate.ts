import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { asRole } from "./prepare";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MAX_OUTPUT = 64 * 1024 * 1024;

const failure = z.object({ stdout: z.string().default(""), stderr: z.string().default("") });

/** Runs the project's own Supabase CLI: no Docker, no questions, no telemetry, no look for a newer version. */
async function supabase(args: string[], workdir: string): Promise<string> {
  const packageJson = createRequire(import.meta.url).resolve("supabase/package.json");
  const { bin } = z
    .object({ bin: z.object({ supabase: z.string() }) })
    .parse(createRequire(import.meta.url)(packageJson));
  const program = join(dirname(packageJson), bin.supabase);
  const env = {
    ...process.env,
    DO_NOT_TRACK: "1",
    SUPABASE_TELEMETRY_DISABLED: "1",
    SUPABASE_NO_UPDATE_NOTIFIER: "1",
    PGSSLMODE: "disable",
  };
  try {
    const options = { cwd: workdir, env, maxBuffer: MAX_OUTPUT };
    const { stdout } = await run(process.execPath, [program, ...args, "--workdir", workdir, "--agent", "no"], options);
    return stdout;
  } catch (error) {
    const { stdout, stderr } = failure.catch({ stdout: "", stderr: String(error) }).parse(error);
    throw new Error(`supabase ${args.slice(0, 2).join(" ")} failed:\n${stderr || stdout}`);
  }
}

/** Applies the pending migrations, as the role `postgres`, which is no superuser at Supabase either.
 *  @param workdir folder that holds `supabase/migrations`; the project's root by default. */
export async function migrate(url: string, workdir = ROOT): Promise<void> {
  await supabase(["db", "push", `--remote=${asRole(url, "postgres")}`, "--yes"], workdir);
}

async function format(source: string): Promise<string> {
  const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
  const formatting = run(process.execPath, [biome, "format", "--stdin-file-path=types.ts"], {
    cwd: ROOT,
    maxBuffer: MAX_OUTPUT,
  });
  formatting.child.stdin?.end(source);
  return (await formatting).stdout;
}

/** TypeScript types of schema `public`, formatted as the rest of the code. */
export async function genTypes(url: string, workdir = ROOT): Promise<string> {
  return format(await supabase(["gen", "types", "typescript", `--remote=${asRole(url, "postgres")}`], workdir));
}

const finding = z.looseObject({
  name: z.string(),
  title: z.string(),
  level: z.enum(["INFO", "WARN", "ERROR"]),
  detail: z.string(),
  remediation: z.string().optional(),
});
export type Finding = z.infer<typeof finding>;

/** What Supabase's database linter reports.
 *  @param level the least level that is reported; `info` adds hints such as foreign keys without an index. */
export async function advisors(
  url: string,
  level: "info" | "warn" | "error" = "warn",
  workdir = ROOT,
): Promise<Finding[]> {
  const target = `--remote=${asRole(url, "postgres")}`;
  const output = await supabase(["db", "advisors", target, "--level", level, "--output-format", "json"], workdir);
  return z.object({ results: z.array(finding) }).parse(JSON.parse(output)).results;
}
