import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Imported, importsOf, packageOf, sourceFiles } from "./support/source-files";

const ROOT = join(import.meta.dirname, "..");
const files = sourceFiles(/\.(?:[cm]?[jt]s|tsx|sql|css|md|json|ya?ml|toml)$/);
const programs = files.filter(({ path }) => /\.(?:[cm]?[jt]s|tsx)$/.test(path));
const inFolder = (folder: string) => (path: string) => path.startsWith(`${folder}/`);

/** `file -> import` for each import of files in `folder` that breaks the rule. */
function offences(folder: string, isAllowed: (imported: Imported) => boolean): string[] {
  return programs
    .filter(({ path }) => inFolder(folder)(path))
    .flatMap((file) =>
      file.imports.filter((imported) => !isAllowed(imported)).map(({ what }) => `${file.path} -> ${what}`),
    );
}
const ours =
  (...folders: string[]) =>
  ({ ours: isOurs, what }: Imported) =>
    isOurs && folders.some((folder) => inFolder(folder)(what));
const named =
  (...packages: string[]) =>
  ({ ours: isOurs, what }: Imported) =>
    !isOurs && packages.includes(packageOf(what));
const builtin = ({ ours: isOurs, what }: Imported) => !isOurs && what.startsWith("node:");
const typeOf =
  (...folders: string[]) =>
  (imported: Imported) =>
    imported.typeOnly && ours(...folders)(imported);
const any =
  (...rules: ((imported: Imported) => boolean)[]) =>
  (imported: Imported) =>
    rules.some((rule) => rule(imported));

it("imports are seen however they are written, and not where they are only spoken of", () => {
  const text = `
    import type { A } from "@/lib/data/a";
    import { type B, type C } from "../data/b";
    import { type D, d } from "./d";
    import e, { f } from "zod/mini";
    import * as g from "node:fs";
    import "./styles.css";
    export { h } from "@/local/h";
    export type { I } from "./i";
    export * from "./j";
    // import { k } from "./k";
    /* import "./l"; */
    const m = await import("./m");
    const n = require("@supabase/supabase-js");
    const o = "import { p } from './p'";
  `;
  expect(importsOf("lib/core/x.ts", text).map(({ what, typeOnly }) => (typeOnly ? `type ${what}` : what))).toEqual([
    ...["type lib/data/a", "type lib/data/b", "lib/core/d", "zod/mini", "node:fs", "local/h", "type lib/core/i"],
    ...["lib/core/j", "lib/core/styles.css", "lib/core/m", "@supabase/supabase-js"],
  ]);
});

describe("who imports whom", () => {
  it("the rules import rules, zod and libphonenumber-js, and nothing that does anything", () => {
    expect(offences("lib/core", any(ours("lib/core"), named("zod", "libphonenumber-js")))).toEqual([]);
  });

  it("actions import rules, other actions, and the types of data and providers", () => {
    const engines = named(
      "@supabase/supabase-js",
      "@supabase/ssr",
      "@vapi-ai/server-sdk",
      "twilio",
      "resend",
      "pg",
      "next",
    );
    const jobs = named("@trigger.dev/sdk", "graphile-worker", "react", "pino");
    const tools = ({ ours: isOurs }: Imported) => !isOurs;
    const allowed = any(ours("lib/core", "lib/actions"), typeOf("lib/data", "lib/providers"), tools);
    expect(offences("lib/actions", (imported) => allowed(imported) && !any(engines, jobs)(imported))).toEqual([]);
  });

  it("data knows Supabase and the rules; providers know their SDKs and the rules", () => {
    expect(offences("lib/data", any(ours("lib/core", "lib/data"), named("@supabase/supabase-js", "zod")))).toEqual([]);
    const sdks = named("@vapi-ai/server-sdk", "twilio", "resend", "zod");
    expect(offences("lib/providers", any(ours("lib/core", "lib/providers"), sdks, builtin))).toEqual([]);
  });

  it("emails are drawn from the rules by React", () => {
    const drawing = named("@react-email/components", "react");
    expect(offences("lib/email", any(ours("lib/core", "lib/email"), drawing))).toEqual([]);
  });

  it("files to print are drawn from the rules by pdfkit", () => {
    expect(offences("lib/pdf", any(ours("lib/core", "lib/pdf"), named("pdfkit")))).toEqual([]);
  });

  it("jobs run actions and know their two engines", () => {
    const engines = named("@trigger.dev/sdk", "graphile-worker", "pg");
    expect(offences("lib/jobs", any(ours("lib/core", "lib/actions", "lib/jobs"), engines, builtin))).toEqual([]);
  });

  it("only lib/server/deps.ts builds adapters", () => {
    const adapters = programs
      .filter(({ path }) => !/^(tests|local|lib\/(?:data|providers|jobs))\//.test(path))
      .flatMap((file) =>
        file.imports
          .filter((imported) => !imported.typeOnly && any(ours("lib/data", "lib/providers"), isJobEngine)(imported))
          .map(({ what }) => `${file.path} -> ${what}`),
      );
    // The worker is an engine's own program, and an import of a file is one.
    expect(
      adapters.filter((found) => !found.startsWith("lib/server/deps.ts") && !found.startsWith("scripts/")),
    ).toEqual([]);
  });

  it("pages and routes call actions and read through data; they know no provider, no queue and no database", () => {
    const known = ours("app", "components", "lib/core", "lib/actions", "lib/server");
    const foreign = named(
      "@supabase/supabase-js",
      "@supabase/ssr",
      "@vapi-ai/server-sdk",
      "pg",
      "graphile-worker",
      "@trigger.dev/sdk",
    );
    const tools = (imported: Imported) => !imported.ours && !foreign(imported);
    expect(offences("app", any(known, typeOf("lib/data"), tools))).toEqual([]);
  });

  it("components know the rules and each other", () => {
    const foreign = named(
      "@supabase/supabase-js",
      "@supabase/ssr",
      "@vapi-ai/server-sdk",
      "pg",
      "graphile-worker",
      "@trigger.dev/sdk",
      "pino",
    );
    const tools = (imported: Imported) => !imported.ours && !builtin(imported) && !foreign(imported);
    expect(offences("components", any(ours("components", "lib/core"), tools))).toEqual([]);
  });

  it("tasks call the catalogue", () => {
    const known = any(ours("lib/core", "lib/actions", "lib/jobs", "lib/server"), named("@trigger.dev/sdk"));
    expect(offences("trigger", known)).toEqual([]);
  });

  it("nothing of the product needs local/ or tests/", () => {
    const outside = programs.filter(({ path }) => !/^(local|tests)\/|^vitest\.config\.ts$/.test(path));
    const found = outside.flatMap((file) =>
      file.imports.filter(ours("local", "tests")).map(({ what }) => `${file.path} -> ${what}`),
    );
    expect(found).toEqual([]);
  });

  it("supabase-js is known to data, to the server, to local mode and to tests alone", () => {
    const elsewhere = programs.filter(({ path }) => !/^(lib\/data|lib\/server|local|tests)\//.test(path));
    const found = elsewhere.filter((file) => file.imports.some(named("@supabase/supabase-js", "@supabase/ssr")));
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});

function isJobEngine({ ours: isOurs, what }: Imported): boolean {
  return isOurs && /^lib\/jobs\/(graphile|trigger|cron)$/.test(what);
}

describe("the environment", () => {
  it("is read in lib/server/env.ts alone; configuration, scripts and local mode have their own", () => {
    const own = /^(lib\/server\/env\.ts|[\w.-]+\.config\.[jt]s|(?:scripts|local|tests)\/.*)$/;
    // Put in by Next.js when it builds, so that they are constants.
    const constants = /process\.env\.(?:NODE_ENV|NEXT_RUNTIME)\b/g;
    const readers = programs.filter(
      ({ path, code }) => !own.test(path) && /process\.env/.test(code.replace(constants, "")),
    );
    expect(readers.map(({ path }) => path)).toEqual([]);
  });

  it("is never taken to be there", () => {
    const found = programs.filter(({ code }) => /\benv(?:\.\w+|\[[^\]]+\])!/.test(code));
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});

describe("every file", () => {
  const budget = (path: string) => {
    if (/^app\/.*\/route\.ts$/.test(path)) return 40;
    return path.startsWith("trigger/") ? 30 : 250;
  };

  it("is short enough to be read at once: a route handler in 40 lines, a task in 30, all others in 250", () => {
    const generated = /^lib\/data\/database\.types\.ts$|_(?:nanp_areas|us_zip3|first_rules)\.sql$/;
    const code = files.filter(({ path }) => /\.(?:[cm]?[jt]s|tsx|sql|css)$/.test(path) && !generated.test(path));
    expect(code.length).toBeGreaterThan(200);
    expect(
      code.filter(({ path, lines }) => lines > budget(path)).map(({ path, lines }) => `${path}: ${lines}`),
    ).toEqual([]);
  });

  it("gives everything a type", () => {
    const untyped = /(?:[:<|&,(=]\s*|\bas\s+|\bextends\s+)any\b(?!\s*[(:=.]|[|)]| \?)|\bany\[\]|@ts-(?:ignore|nocheck)/;
    const found = programs.filter(({ path, code }) => /tsx?$/.test(path) && untyped.test(code));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it("exports by name, where Next.js or a tool does not ask for a default", () => {
    const asked =
      /^app\/.*\/?(?:page|layout|loading|error|global-error|not-found|template|default|icon)\.tsx$|\.config\.[cm]?[jt]s$|^tests\/support\/global-setup\.ts$/;
    const found = programs.filter(({ path, code }) => /\bexport default\b/.test(code) && !asked.test(path));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it("names no folder of the machine that it was written on", () => {
    const absolute = /(?:^|["'`\s(=])(?:\/(?:work|home|root|Users|opt\/project)\/|[A-Z]:\\\\?Users)/m;
    expect(files.filter(({ text }) => absolute.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe("every package", () => {
  const Package = z.object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  });
  const { dependencies, devDependencies } = Package.parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));

  it("has its reason in ARCHITECTURE.md", () => {
    const text = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");
    const isNamed = (name: string) => new RegExp(`(?<![\\w@/-])${name}(?![\\w/-])`).test(text);
    expect(Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !isNamed(name))).toEqual([]);
  });

  it("that the product imports is a dependency, at an exact version", () => {
    const product = programs.filter(({ path }) => /^(app|components|lib|trigger|scripts)\//.test(path));
    const imported = new Set(
      product.flatMap((file) =>
        file.imports.filter((found) => !found.ours && !builtin(found)).map(({ what }) => packageOf(what)),
      ),
    );
    expect([...imported].filter((name) => !(name in dependencies)).sort()).toEqual([]);
    for (const version of Object.values({ ...dependencies, ...devDependencies })) expect(version).toMatch(/^\d/);
  });
});
