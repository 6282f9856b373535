import { exportCalls } from "@/lib/actions/export-calls";
import { recordedExport } from "@/lib/actions/recorded-export";
import { CallQuery } from "@/lib/core/calls";
import { csvDownload } from "@/lib/server/csv-download";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readQuery } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { accountZone } from "../../params";

/** Hosts that limit a request's time allow this many seconds. */
export const maxDuration = 300;

/** Takes the list's query; its page does not matter to a file. */
export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const query = readQuery(request, CallQuery);
    const lines = exportCalls(deps, { query, timeZone: await accountZone(deps) });
    return csvDownload(recordedExport(deps, { list: "contacts" }, lines), "calls.csv");
  });

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
