import { importLeads, MAX_IMPORT_BYTES, refusedRows } from "@/lib/actions/import-leads";
import { ImportOptions } from "@/lib/core/leads/import-options";
import { csvDownload } from "@/lib/server/csv-download";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";
import { openUpload } from "@/lib/server/upload";

/** Hosts that limit a request's time allow this many seconds. */
export const maxDuration = 300;

/** Imports the file of a form. Answers with the report, or, asked with `Accept: text/csv`, with the refused rows. */
export const POST = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const upload = await openUpload(request, MAX_IMPORT_BYTES);
    try {
      const { agent_id, default_country, mapping } = ImportOptions.parse(upload.fields);
      const input = {
        userId: deps.accountId,
        actorId: deps.user.id,
        agentId: agent_id,
        defaultCountry: default_country,
        mapping,
        source: upload.file,
      };
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
