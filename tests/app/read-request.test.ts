import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readBody, readJson, readQuery } from "@/lib/server/read-request";

const Shape = z.strictObject({ name: z.string() });
const post = (body: BodyInit, type = "application/json") =>
  new Request("http://localhost/", { method: "POST", body, headers: { "content-type": type } });

/** A body that says nothing of its size and would never end. */
function endless(onPull: () => void): Request {
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      onPull();
      controller.enqueue(new Uint8Array(64 * 1024));
    },
  });
  const init: RequestInit & { duplex: "half" } = { method: "POST", body, duplex: "half" };
  return new Request("http://localhost/", init);
}

describe("a JSON body", () => {
  it("comes in the shape of its schema", async () => {
    await expect(readJson(post('{"name":"Spring"}'), Shape)).resolves.toEqual({ name: "Spring" });
  });

  it.each([
    ["is cut off", '{"name":', "application/json", "malformed_json"],
    ["is empty", "", "application/json", "malformed_json"],
    ["calls itself text", '{"name":"x"}', "text/plain", "unsupported_media"],
    ["calls itself nearly JSON", '{"name":"x"}', "application/jsonp", "unsupported_media"],
  ])("that %s is refused", async (_case, body, type, code) => {
    await expect(readJson(post(body, type), Shape)).rejects.toMatchObject({ code });
  });

  it("that is not UTF-8 is refused, not stored with signs that nobody wrote", async () => {
    const body = Buffer.from('{"name":"caf\u00e9"}', "latin1");
    await expect(readJson(post(body), Shape)).rejects.toMatchObject({ code: "malformed_json" });
  });

  it.each([
    ["NUL", '{"name":"x","deep":{"list":["a\\u0000b"]}}'],
    ["half a surrogate pair", '{"name":"x","deep":{"list":["\\ud800"]}}'],
  ])("with %s names the field, before the database refuses it without a word", async (_case, body) => {
    const Deep = z.strictObject({ name: z.string(), deep: z.object({ list: z.array(z.string()) }) });
    await expect(readJson(post(body), Deep)).rejects.toMatchObject({
      code: "invalid_input",
      details: [{ path: "deep.list.0", message: "Has a character that can't be stored" }],
    });
  });

  it("of more than a megabyte is refused", async () => {
    const body = JSON.stringify({ name: "x".repeat(1024 * 1024) });
    await expect(readJson(post(body), Shape)).rejects.toMatchObject({ code: "too_large" });
  });

  it("with a field nobody knows is refused", async () => {
    await expect(readJson(post('{"name":"x","admin":true}'), Shape)).rejects.toBeInstanceOf(z.ZodError);
  });
});

it("a body without end is cut off at the limit, not read on", async () => {
  let pulls = 0;
  await expect(
    readBody(
      endless(() => pulls++),
      1024 * 1024,
    ),
  ).rejects.toMatchObject({ code: "too_large" });
  expect(pulls).toBeLessThan(20);
});

it("a body that announces too much is refused before any of it is read", async () => {
  let pulls = 0;
  const request = endless(() => pulls++);
  request.headers.set("content-length", "2000000");
  await expect(readBody(request, 1024 * 1024)).rejects.toMatchObject({ code: "too_large" });
  // A stream makes its first piece ready by itself.
  expect(pulls).toBeLessThan(3);
});

it("a query's empty values count as left out", () => {
  const Query = z.strictObject({ status: z.enum(["draft"]).optional(), limit: z.coerce.number().default(25) });
  expect(readQuery(new Request("http://localhost/?status=&limit=5"), Query)).toEqual({ limit: 5 });
});

it("a query with NUL names the parameter", () => {
  const Query = z.strictObject({ search: z.string() });
  expect(() => readQuery(new Request("http://localhost/?search=a%00"), Query)).toThrow(
    expect.objectContaining({ code: "invalid_input", details: [expect.objectContaining({ path: "search" })] }),
  );
});
