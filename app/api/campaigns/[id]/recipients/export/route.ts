import { exportRecipients } from "@/lib/actions/export-recipients";
import { recordedExport } from "@/lib/actions/recorded-export";
import { RecipientQuery } from "@/lib/core/campaign";
import { csvDownload } from "@/lib/server/csv-download";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readQuery } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { accountZone, type IdContext, idOf } from "../../../../params";

/** Hosts that limit a request's time allow this many seconds. */
export const maxDuration = 300;

/** Takes the list's query; its page and order do not matter to a file. */
export const GET = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const query = readQuery(request, RecipientQuery);
    const [campaignId, timeZone] = await Promise.all([idOf(context), accountZone(deps)]);
    const lines = await exportRecipients(deps, { campaignId, query, timeZone });
    return csvDownload(recordedExport(deps, { list: "recipients", id: campaignId }, lines), "recipients.csv");
  });

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
