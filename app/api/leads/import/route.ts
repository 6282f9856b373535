import { importLeads, importSteps, refusedRows } from "@/lib/actions/import-leads";
import { csvDownload } from "@/lib/server/csv-download";
import { openImport, throughUpload } from "@/lib/server/import-upload";
import { ndjson, wantsNdjson } from "@/lib/server/ndjson";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";

/** Hosts that limit a request's time allow this many seconds. */
export const maxDuration = 300;

/** Imports the file of a form. Answers with the report; asked with `Accept: application/x-ndjson` with its progress and the
 *  report, or with `text/csv` with the refused rows. */
export const POST = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const { deps, input, upload } = await openImport(request);
    if (wantsNdjson(request)) return ndjson(throughUpload(upload, importSteps(deps, input)));
    try {
      if (request.headers.get("accept")?.includes("text/csv"))
        return await csvDownload(refusedRows(deps, input), "refused-rows.csv");
      const report = await importLeads(deps, input);
      await upload.done;
      return report;
    } catch (error) {
      upload.close();
      throw error;
    }
  });

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
