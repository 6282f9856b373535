import { startGateway } from "@/local/gateway/server";

/** The gateway in a process of its own, as it runs beside an app: database, secret and connections come as arguments. */
const [databaseUrl = "", jwtSecret = "", poolSize = "10"] = process.argv.slice(2);
const { url, anonKey, serviceKey } = await startGateway({ databaseUrl, jwtSecret, poolSize: Number(poolSize) });
process.stdout.write(`${JSON.stringify({ url, anonKey, serviceKey })}\n`);
