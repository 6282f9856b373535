import { z } from "zod";
import { CHARTS, chartTable } from "@/components/analytics/tables";
import { CSV_START, csvLine } from "@/lib/core/csv-output";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readQuery } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { accountZone, type IdContext, idOf } from "../../../../params";

const Query = z.strictObject({ chart: z.enum(CHARTS) });

/** One chart's table as a file, with the page's own words and numbers. */
export const GET = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const { chart } = readQuery(request, Query);
    const [id, timeZone] = await Promise.all([idOf(context), accountZone(deps)]);
    const table = chartTable(chart, await deps.data.analytics.ofCampaign(id, timeZone, deps.now()));
    const lines = [table.columns, ...table.rows.map(({ cells }) => cells.map((cell) => cell?.toString() ?? ""))];
    return new Response(CSV_START + lines.map(csvLine).join(""), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${chart}.csv"`,
      },
    });
  });

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
