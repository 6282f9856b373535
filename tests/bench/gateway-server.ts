import { startGateway } from "@/local/gateway/server";

/** The gateway in a process of its own, as it runs beside an app: database and secret come as arguments. */
const [databaseUrl = "", jwtSecret = ""] = process.argv.slice(2);
const { url, serviceKey } = await startGateway({ databaseUrl, jwtSecret });
process.send?.({ url, serviceKey });
