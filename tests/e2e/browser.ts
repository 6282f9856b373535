import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright";

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

function systemBrowser(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const named = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env.CHROME_PATH ?? "", ...named, ...PLACES].find((path) => path !== "" && existsSync(path));
}

function downloadedBrowser(): string | undefined {
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

async function attempt(command: string, args: string[], timeout: number): Promise<string | null> {
  try {
    await run(command, args, { timeout, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
    return null;
  } catch (error) {
    return `${command} ${args[0]}: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`;
  }
}

/** The path of a Chrome or Chromium: one of the system, else Playwright's download, else (as root, with apt) an install.
 *  @throws when none can be had, with what was tried. */
export async function findBrowser(): Promise<string> {
  const found = systemBrowser() ?? downloadedBrowser();
  if (found) return found;
  const cli = join(import.meta.dirname, "../../node_modules/playwright/cli.js");
  const tried = [await attempt(process.execPath, [cli, "install", "chromium"], 300_000)];
  if (!downloadedBrowser() && isRoot && existsSync("/usr/bin/apt-get")) {
    tried.push(await attempt("apt-get", ["update", "-q"], 120_000));
    tried.push(await attempt("apt-get", ["install", "-qy", "--no-install-recommends", "chromium"], 300_000));
  }
  const installed = downloadedBrowser() ?? systemBrowser();
  if (installed) return installed;
  const reasons = tried.filter((reason) => reason !== null).join("; ");
  throw new Error(`No Chrome or Chromium was found or could be installed (${reasons}). Set CHROME_PATH to one.`);
}

/** Nothing is looked at as it moves, and a machine without a graphics card would draw with its processor. One process for all
 *  pages and none for drawing save a quarter of what a page costs: most of it is a process's start. */
const QUICK = [
  ...["--disable-gpu", "--disable-software-rasterizer", "--in-process-gpu", "--renderer-process-limit=1"],
  ...["--disable-dev-shm-usage", "--disable-extensions", "--mute-audio"],
];

/** A headless browser. As root Chromium has no sandbox to run in. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findBrowser();
  return chromium.launch({ executablePath, args: isRoot ? [...QUICK, "--no-sandbox"] : QUICK });
}
