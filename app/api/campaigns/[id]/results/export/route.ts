import { exportResults } from "@/lib/actions/export-results";
import { recordedExport } from "@/lib/actions/recorded-export";
import { csvDownload } from "@/lib/server/csv-download";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";
import { accountZone, type IdContext, idOf } from "../../../../params";

/** Hosts that limit a request's time allow this many seconds. */
export const maxDuration = 300;

export const GET = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const [campaignId, timeZone] = await Promise.all([idOf(context), accountZone(deps)]);
    const lines = await exportResults(deps, { campaignId, timeZone });
    return csvDownload(recordedExport(deps, { list: "results", id: campaignId }, lines), "results.csv");
  });

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
