import { tell } from "./toast";

const TRY_AGAIN_MS = 2000;

/** Loads a part of the page that was left for later, and keeps trying while there is no connection: an error here would take
 *  the whole page away, and the part would never come back.
 *  @throws what the loading threw, when the server answers and only the part is not there: a newer version has taken its place */
export async function untilLoaded<T>(load: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await load();
    } catch (error) {
      if (await isReachable()) throw error;
      if (tries === 0)
        tell(
          "error",
          "There is no connection, so this can't be shown yet.",
          "It opens as soon as the connection is back.",
        );
      await new Promise((done) => setTimeout(done, TRY_AGAIN_MS));
    }
  }
}

const isReachable = (): Promise<boolean> =>
  fetch("/api/session", { method: "HEAD", cache: "no-store" }).then(
    () => true,
    () => false,
  );
