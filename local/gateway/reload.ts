import { Client } from "pg";

const RETRY_MILLISECONDS = 1000;

/** Calls `reload` whenever somebody notifies `pgrst`, and again after a lost connection, when a notice may have been
 *  missed. @returns a function that stops listening. */
export function listenForReload(url: string, reload: () => Promise<unknown>): () => Promise<void> {
  let stopped = false;
  let client: Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const refresh = () => void reload().catch(() => undefined);

  function again(): void {
    client = undefined;
    if (stopped || retry) return;
    retry = setTimeout(() => {
      retry = undefined;
      void connect().then(refresh);
    }, RETRY_MILLISECONDS).unref();
  }

  async function connect(): Promise<void> {
    const fresh = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    client = fresh;
    fresh.on("error", again);
    fresh.on("end", again);
    fresh.on("notification", refresh);
    try {
      await fresh.connect();
      await fresh.query("listen pgrst");
    } catch {
      again();
    }
  }

  const connected = connect();
  return async () => {
    stopped = true;
    clearTimeout(retry);
    await connected;
    await client?.end().catch(() => undefined);
  };
}
