import { exportCustomers } from "@/lib/actions/export-customers";
import { recordedExport } from "@/lib/actions/recorded-export";
import { CustomerExport } from "@/lib/core/customers";
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
    const query = readQuery(request, CustomerExport);
    const lines = exportCustomers(deps, { query, timeZone: await accountZone(deps) });
    return csvDownload(recordedExport(deps, { list: "customers" }, lines), "customers.csv");
  });

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
