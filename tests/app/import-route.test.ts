import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { POST } from "@/app/api/leads/import/route";
import { AppError } from "@/lib/core/errors";
import { MAX_IMPORT_BYTES } from "@/lib/core/leads/import-limits";
import { type Business, openBusiness } from "../actions/import-support";
import { type Stack, startStack } from "../support/stack";

const session = vi.hoisted<{ business: Business | undefined }>(() => ({ business: undefined }));

// Who is signed in comes from Next.js's request cookies, which exist in its server alone; all else is real.
vi.mock("@/lib/server/deps", () => ({
  userDeps: async () => {
    if (!session.business) throw new AppError("not_signed_in");
    const { deps, userId, email } = session.business;
    return { ...deps, accountId: userId, user: { id: userId, email } };
  },
}));

const APP_URL = "http://127.0.0.1:3000";
const ROUTE = `${APP_URL}/api/leads/import`;
const CSV = "Name,Phone\nAnn,(279) 555-0178\nBob,12\n";
let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
  vi.stubEnv("APP_URL", APP_URL);
  vi.stubEnv("SUPABASE_URL", stack.url);
  vi.stubEnv("SUPABASE_ANON_KEY", stack.anonKey);
  vi.stubEnv("SUPABASE_SERVICE_ROLE_KEY", stack.serviceKey);
  vi.stubEnv("CRON_SECRET", "a-secret-of-sixteen");
  session.business = await openBusiness(stack);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stack.stop();
});

interface Sent {
  fields?: Record<string, string>;
  files?: File[];
  later?: Record<string, string>;
  headers?: Record<string, string>;
}
const csvFile = (text: string | Blob = CSV, type = "text/csv") => new File([text], "leads.csv", { type });

async function send({ fields = {}, files = [csvFile()], later = {}, headers }: Sent = {}): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append("file", file);
  for (const [name, value] of Object.entries(later)) form.append(name, value);
  const sent = new Response(form);
  const type = sent.headers.get("content-type") ?? "";
  const body = await sent.bytes();
  return POST(new Request(ROUTE, { method: "POST", body, headers: { "content-type": type, ...headers } }));
}

/** A body that is made while it is read, and says how much was asked for. */
function streamed(make: (sent: number) => Uint8Array | null) {
  const state = { sent: 0, isCancelled: false };
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = make(state.sent);
      if (!chunk) return controller.close();
      state.sent += chunk.byteLength;
      controller.enqueue(chunk);
    },
    cancel() {
      state.isCancelled = true;
    },
  });
  return { state, stream };
}

const BOUNDARY = "----a-boundary";
const HEAD = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="leads.csv"\r\nContent-Type: text/csv\r\n\r\n`;

function sendStream(stream: ReadableStream<Uint8Array>, headers: Record<string, string> = {}): Promise<Response> {
  const type = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };
  const init = { method: "POST", body: stream, headers: { ...type, ...headers }, duplex: "half" };
  return POST(new Request(ROUTE, init));
}

const errorOf = async (response: Response) => [response.status, (await response.json()).error];

describe("an upload", () => {
  it("is imported and answered with the report", async () => {
    const response = await send();
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      rows: 2,
      imported: 1,
      refused: 1,
      columns: { name: ["Name"], phone: ["Phone"] },
    });
  });

  it("takes its options from the fields before the file", async () => {
    const mapping = JSON.stringify({ Ring: "phone" });
    const response = await send({
      fields: { default_country: "GB", mapping, agent_id: "" },
      files: [csvFile("Ring\n020 7946 0018\n")],
    });
    expect(await response.json()).toMatchObject({ imported: 1 });
    expect((await session.business?.leads())?.map((lead) => lead.customer_phone)).toContain("+442079460018");
  });

  it("asked for as CSV answers with the refused rows as a file", async () => {
    const response = await send({ headers: { accept: "text/csv" } });
    expect([
      response.status,
      response.headers.get("content-type"),
      response.headers.get("content-disposition"),
    ]).toEqual([200, "text/csv; charset=utf-8", 'attachment; filename="refused-rows.csv"']);
    expect((await response.text()).split("\r\n")).toEqual([
      '"Refused row","Refused column","Refused because","Name","Phone"',
      '"3","Phone","“12” is not a phone number, and there is no email address.","Bob","12"',
      "",
    ]);
  });

  it("asked for as CSV answers with an error when it can't be read", async () => {
    const response = await send({ headers: { accept: "text/csv" }, files: [csvFile("Name\nAnn\n")] });
    expect(await errorOf(response)).toMatchObject([
      422,
      { code: "csv_columns_missing", details: { columns: ["Name"] } },
    ]);
  });
});

describe("an upload is refused", () => {
  it.each<[string, Sent, number, object]>([
    ["without a file", { files: [] }, 400, { code: "invalid_input", details: [{ path: "file" }] }],
    ["with two files", { files: [csvFile(), csvFile()] }, 400, { code: "invalid_input", details: [{ path: "file" }] }],
    [
      "with a field after the file",
      { later: { agent_id: "x" } },
      400,
      { code: "invalid_input", details: [{ path: "agent_id" }] },
    ],
    [
      "with a field that there is not",
      { fields: { agent: "x" } },
      400,
      { code: "invalid_input", details: [{ path: "agent" }] },
    ],
    [
      "with an agent's id that is none",
      { fields: { agent_id: "x" } },
      400,
      { code: "invalid_input", details: [{ path: "agent_id" }] },
    ],
    [
      "with a mapping that is no JSON",
      { fields: { mapping: "{" } },
      400,
      { code: "invalid_input", details: [{ path: "mapping" }] },
    ],
    ["with a picture", { files: [csvFile("x", "image/png")] }, 415, { code: "unsupported_media" }],
    [
      "with a spreadsheet",
      { files: [csvFile("PK\u0003\u0004", "application/octet-stream")] },
      400,
      { code: "csv_unreadable" },
    ],
    [
      "for another's agent",
      { fields: { agent_id: "00000000-0000-4000-8000-000000000001" } },
      404,
      { code: "not_found" },
    ],
    ["from another site", { headers: { origin: "https://evil.example" } }, 403, { code: "not_allowed" }],
  ])("%s", async (_name, sent, status, error) => {
    expect(await errorOf(await send(sent))).toMatchObject([status, error]);
  });

  it("without a session", async () => {
    const business = session.business;
    session.business = undefined;
    expect(await errorOf(await send())).toMatchObject([401, { code: "not_signed_in" }]);
    session.business = business;
  });

  it.each(["application/json", "text/csv", "multipart/form-data", "multipart/mixed; boundary=x"])(
    "as %s",
    async (type) => {
      const request = new Request(ROUTE, {
        method: "POST",
        body: CSV,
        headers: { "content-type": type },
      });
      expect(await errorOf(await POST(request))).toMatchObject([415, { code: "unsupported_media" }]);
    },
  );

  it("that announces 60 MB, without reading any of it", async () => {
    const { state, stream } = streamed(() => new Uint8Array(65_536));
    const response = await sendStream(stream, { "content-length": String(60 * 1024 * 1024) });
    expect(await errorOf(response)).toMatchObject([413, { code: "too_large" }]);
    expect(state.sent, "what the stream itself fetches ahead").toBeLessThanOrEqual(65_536);
  });

  it("that turns out to have 60 MB, without reading it all", async () => {
    const blank = Buffer.from(`${" ".repeat(1023)}\n`.repeat(64));
    const { state, stream } = streamed((sent) => (sent === 0 ? Buffer.from(`${HEAD}Name,Phone\n`) : blank));
    expect(await errorOf(await sendStream(stream))).toMatchObject([413, { code: "too_large" }]);
    expect(state.sent).toBeLessThan(MAX_IMPORT_BYTES + 1024 * 1024);
    await vi.waitFor(() => expect(state.isCancelled).toBe(true));
  });

  it("with an answer that arrives, though most of the file was still to come", async () => {
    const server = createServer((request, response) => {
      const headers = { "content-type": request.headers["content-type"] ?? "" };
      const bytes = request[Symbol.asyncIterator]();
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const { value, done } = await bytes.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: () => void request.destroy(),
      });
      const init = { method: "POST", headers, body, duplex: "half" };
      POST(new Request(ROUTE, init)).then(async (answer) => {
        response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
      });
    });
    const port = await new Promise<number>((listening) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        listening(typeof address === "object" ? (address?.port ?? 0) : 0);
      });
    });
    const body = new FormData();
    body.append("file", csvFile(new Blob(["Name,City\n", "Ann,Rome\n".repeat(3_000_000)])));
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body });
    expect(await errorOf(answer)).toMatchObject([422, { code: "csv_columns_missing" }]);
    server.close();
    server.closeAllConnections();
  });

  it("that breaks off in the middle", async () => {
    const { stream } = streamed((sent) => (sent === 0 ? Buffer.from(`${HEAD}Name,Phone\nAnn,1`) : null));
    expect(await errorOf(await sendStream(stream))).toMatchObject([
      400,
      { code: "invalid_input", details: [{ path: "file" }] },
    ]);
  });
});
