import { EnvironmentError, serverEnv } from "./env";
import { log } from "./log";

/** Ends a server that is set up wrongly, with a line for each variable, in place of one that fails at every request. */
export function checkEnvironment(): void {
  try {
    log.level = serverEnv().logLevel;
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
