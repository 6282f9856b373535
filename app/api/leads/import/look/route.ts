import { lookAtImport } from "@/lib/actions/look-at-import";
import { LOOK_BYTES } from "@/lib/core/leads/import-limits";
import { openImport } from "@/lib/server/import-upload";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";

/** What the beginning of a file says of its columns; send no more of it than LOOK_BYTES. */
export const POST = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const { upload } = await openImport(request, LOOK_BYTES);
    try {
      return await lookAtImport(upload.file);
    } finally {
      upload.close();
    }
  });

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
