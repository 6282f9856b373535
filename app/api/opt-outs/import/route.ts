import { importOptOuts, MAX_LIST_BYTES } from "@/lib/actions/import-opt-outs";
import { OptOutImport } from "@/lib/core/opt-outs";
import { userDeps } from "@/lib/server/deps";
import { linesDownload } from "@/lib/server/lines-download";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";
import { openUpload } from "@/lib/server/upload";

/** Hosts that limit a request's time allow this many seconds. */
export const maxDuration = 300;

/** Reads the list of a form. Answers line by line while it reads: `{ progress }`, in the end `{ report }`, or `{ error }`. */
export const POST = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const upload = await openUpload(request, MAX_LIST_BYTES);
    try {
      const options = OptOutImport.parse(upload.fields);
      return await linesDownload(importOptOuts(deps, upload.file, options), () => upload.close());
    } catch (error) {
      upload.close();
      throw error;
    }
  });

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
