import type { APIRequestContext } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type App, fillSignIn, OWNER, signUpElsewhere } from "../app";

const Refused = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string().min(1), details: z.unknown().optional() }),
});
const Fields = z.array(z.object({ path: z.string(), message: z.string() }));
const MEGABYTE = 1024 * 1024;
const json = { "content-type": "application/json" };

export function api(app: () => App): void {
  describe("the API", () => {
    let owner: APIRequestContext;
    let stranger: APIRequestContext;
    let neighbour: APIRequestContext;
    beforeAll(async () => {
      owner = (await app().ownerPage()).request;
      stranger = (await app().visitor()).request;
      const page = await app().visitor();
      await signUpElsewhere(app().stack, "bob@other-clinic.test");
      await page.goto("/sign-in");
      await fillSignIn(page, "bob@other-clinic.test", OWNER.password);
      await page.waitForURL("**/campaigns");
      neighbour = page.request;
    });
    afterAll(() => Promise.all([owner, stranger, neighbour].map((context) => context?.dispose())));

    const errorOf = async (answer: Awaited<ReturnType<APIRequestContext["get"]>>) => {
      const { error } = Refused.parse(await answer.json());
      return { status: answer.status(), ...error };
    };

    it("asks strangers to sign in, and keeps no answer", async () => {
      for (const path of ["/api/campaigns", `/api/campaigns/${crypto.randomUUID()}`]) {
        const answer = await stranger.get(path);
        expect(await errorOf(answer)).toMatchObject({ status: 401, code: "not_signed_in" });
        expect(answer.headers()["cache-control"]).toBe("no-store");
        expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
      }
    });

    it("makes, reads, changes and deletes a draft", async () => {
      const [agent] = await app().owner.data.accounts.agents(app().owner.accountId);
      const made = await owner.post("/api/campaigns", {
        data: {
          name: "By the book",
          description: "As the design has it",
          campaign_type: "winback",
          outreach_method: "call",
          agent_id: agent?.id,
          target_criteria: { last_contact_days: 180, status: "Closed", min_leads: 1 },
          call_script: "Hi {name}, this is {business_name}. It is an AI assistant that calls.",
          scheduled_at: "2099-12-01T10:00:00Z",
        },
      });
      expect(made.status()).toBe(201);
      const { id } = await made.json();
      const changed = await owner.patch(`/api/campaigns/${id}`, { data: { name: "By the other book" } });
      expect(await changed.json()).toMatchObject({ id, name: "By the other book", steps: [{ position: 1 }] });
      const list = await owner.get("/api/campaigns?search=other%20book&limit=1");
      expect(await list.json()).toMatchObject({ rows: [{ id }], total: 1, limit: 1, offset: 0 });
      expect((await owner.delete(`/api/campaigns/${id}`)).status()).toBe(204);
      expect(await errorOf(await owner.get(`/api/campaigns/${id}`))).toMatchObject({
        status: 404,
        code: "campaign_not_found",
      });
    });

    it.each([
      ["a field nobody knows", json, '{"name":"x","owner_id":"me"}', 400, "invalid_input"],
      ["a wrong type, deep inside", json, '{"name":"x","target_criteria":{"min_leads":"many"}}', 400, "invalid_input"],
      ["JSON that was cut off", json, '{"name":', 400, "malformed_json"],
      ["something else than JSON", { "content-type": "text/plain" }, '{"name":"x"}', 415, "unsupported_media"],
      ["more than a megabyte", json, JSON.stringify({ name: "x".repeat(MEGABYTE) }), 413, "too_large"],
      ["a form of another site", { ...json, origin: "https://evil.example" }, '{"name":"x"}', 403, "not_allowed"],
      ["a script of another site", { ...json, "sec-fetch-site": "cross-site" }, '{"name":"x"}', 403, "not_allowed"],
    ])("refuses %s", async (_case, headers, body, status, code) => {
      const answer = await owner.post("/api/campaigns", { headers, data: Buffer.from(body) });
      expect(await errorOf(answer)).toMatchObject({ status, code });
    });

    it("names the field that is wrong", async () => {
      const data = { name: "x", owner_id: "me", target_criteria: { min_leads: "many" } };
      const { details } = await errorOf(await owner.post("/api/campaigns", { data }));
      expect(
        Fields.parse(details)
          .map(({ path }) => path)
          .sort(),
      ).toEqual(["owner_id", "target_criteria.min_leads"]);
    });

    it("shows a neighbour nothing and does nothing for them", async () => {
      const id = await app().campaign({ name: "Private" });
      const path = `/api/campaigns/${id}`;
      const answers = [
        await neighbour.get(path),
        await neighbour.get(`${path}/recipients`),
        await neighbour.get(`${path}/results`),
        await neighbour.patch(path, { data: { name: "Mine now" } }),
        await neighbour.delete(path),
        ...(await Promise.all(
          ["start", "pause", "stop", "execute", "select-recipients"].map((verb) => neighbour.post(`${path}/${verb}`)),
        )),
      ];
      expect(answers.map((answer) => answer.status())).toEqual(answers.map(() => 404));
      expect(await app().owner.data.campaigns.get(id)).toMatchObject({ name: "Private", status: "draft" });
      const { rows } = await (await neighbour.get("/api/campaigns")).json();
      expect(rows).toEqual([]);
    });

    it("says which state a campaign would have to be in", async () => {
      const id = await app().campaign({ name: "Twice", rate_limit_per_minute: 1 }, "start");
      const path = `/api/campaigns/${id}`;
      expect(await errorOf(await owner.post(`${path}/start`))).toMatchObject({
        status: 409,
        code: "campaign_already_active",
      });
      expect(await errorOf(await owner.delete(path))).toMatchObject({ status: 409, code: "campaign_not_draft" });
      expect((await owner.post(`${path}/execute`)).status()).toBe(200);
      expect((await owner.post(`${path}/stop`)).status()).toBe(200);
      expect(await errorOf(await owner.post(`${path}/start`))).toMatchObject({
        status: 409,
        code: "campaign_finished",
      });
      expect(await errorOf(await owner.post(`${path}/pause`))).toMatchObject({
        status: 409,
        code: "campaign_not_active",
      });
    });

    it.each([
      ["no script", { call_script: undefined }, "no_script"],
      ["no agent", { agent_id: null }, "no_agent"],
      ["a variable nobody knows", { call_script: "Hi {nme}, an AI assistant here." }, "unknown_variable"],
      ["a variable without a value", { call_script: "An AI assistant here: {promotion}." }, "empty_variable"],
      [
        "an email without a subject",
        { outreach_method: "email", call_script: undefined, message_template: "Hi" },
        "no_subject",
      ],
    ])("starts no campaign with %s, and says so", async (name, fields, code) => {
      const id = await app().campaign({ name, ...fields });
      const refused = await errorOf(await owner.post(`/api/campaigns/${id}/start`));
      expect(refused).toMatchObject({ status: 422, code: "campaign_not_ready" });
      expect(refused.details).toContainEqual(expect.objectContaining({ code, blocking: true }));
      expect((await app().owner.data.campaigns.get(id)).status).toBe("draft");
    });

    it("starts no campaign for nobody", async () => {
      const id = await app().campaign({ name: "For nobody", target_criteria: { min_leads: 99_999 } });
      const refused = await errorOf(await owner.post(`/api/campaigns/${id}/start`));
      expect(refused).toMatchObject({ status: 422, code: "campaign_without_recipients" });
    });

    it("selects recipients before the start, and pages through them", async () => {
      const id = await app().campaign({ name: "Chosen", max_recipients: 7 });
      const selected = await owner.post(`/api/campaigns/${id}/select-recipients`);
      expect(await selected.json()).toEqual({ selected: 7 });
      const page = await (await owner.get(`/api/campaigns/${id}/recipients?limit=5&offset=5&status=pending`)).json();
      expect(page).toMatchObject({ total: 7, limit: 5, offset: 5 });
      expect(page.rows).toHaveLength(2);
      expect(await (await owner.get(`/api/campaigns/${id}/results`)).json()).toMatchObject({ selected: 7, pending: 7 });
      expect(await errorOf(await owner.get("/api/campaigns/not-an-id"))).toMatchObject({
        status: 400,
        code: "invalid_input",
      });
    });

    it("runs a sweep for the cron's secret alone", async () => {
      const path = "/api/cron/campaigns";
      const bearer = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } });
      expect(await errorOf(await stranger.get(path))).toMatchObject({ status: 401, code: "cron_not_authorised" });
      expect(await errorOf(await stranger.get(path, bearer("x".repeat(48))))).toMatchObject({ status: 401 });
      expect(await errorOf(await owner.get(path))).toMatchObject({ status: 401 });
      const answer = await stranger.get(path, bearer(app().stack.env.cronSecret ?? ""));
      expect(answer.status()).toBe(200);
      expect(await answer.json()).toMatchObject({ failed: [] });
    });

    it("takes no webhook that is forged, cut off or too large", async () => {
      const path = "/api/webhooks/vapi";
      const secret = { ...json, "x-vapi-secret": app().stack.env.vapi?.webhookSecret ?? "" };
      const body = JSON.stringify({ message: { type: "status-update", status: "ringing" } });
      expect(await errorOf(await stranger.post(path, { headers: json, data: Buffer.from(body) }))).toMatchObject({
        status: 401,
        code: "webhook_not_verified",
      });
      expect(
        await errorOf(await stranger.post(path, { headers: secret, data: Buffer.from(body.slice(0, 20)) })),
      ).toMatchObject({ status: 400, code: "malformed_json" });
      const large = Buffer.alloc(10 * MEGABYTE, 32);
      expect(await errorOf(await stranger.post(path, { headers: secret, data: large }))).toMatchObject({
        status: 413,
        code: "too_large",
      });
    });
  });

  it("each page has a policy with a nonce of its own, and no other site may frame it", async () => {
    const page = await app().visitor();
    const policies = await Promise.all(
      [1, 2].map(async () => (await page.request.get("/sign-in")).headers()["content-security-policy"]),
    );
    expect(policies[0]).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic';/);
    expect(policies[0]).toContain("frame-ancestors 'none'");
    expect(policies[0]).not.toBe(policies[1]);
    await page.context().close();
  });
}
