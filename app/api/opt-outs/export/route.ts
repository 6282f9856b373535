import { exportOptOuts } from "@/lib/actions/export-opt-outs";
import { recordedExport } from "@/lib/actions/recorded-export";
import { OptOutExport } from "@/lib/core/opt-outs";
import { csvDownload } from "@/lib/server/csv-download";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readQuery } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { accountZone } from "../../params";

/** Hosts that limit a request's time allow this many seconds. */
export const maxDuration = 300;

export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const query = readQuery(request, OptOutExport);
    const lines = exportOptOuts(deps, { query, timeZone: await accountZone(deps) });
    return csvDownload(recordedExport(deps, { list: "opt_outs" }, lines), "opt-outs.csv");
  });

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
