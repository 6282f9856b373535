import { describe, expect, test } from "vitest";
import { toFailure } from "@/lib/providers/resend/failure";
import { ERRORS, type ErrorName } from "@/local/simulators/resend/types";
import { API_KEY, CUSTOMER } from "./support";

const failureOf = (error: unknown, headers: Record<string, string> | null = {}) =>
  toFailure(error, { timedOut: false, headers, secrets: [API_KEY, CUSTOMER] });
const documented = (name: ErrorName) => failureOf({ statusCode: ERRORS[name][0], name, message: ERRORS[name][1] });

describe("an error that Resend documents", () => {
  const EXPECTED: Record<ErrorName, [certainty: string, code: string]> = {
    invalid_idempotency_key: ["definite", "rejected"],
    validation_error: ["definite", "rejected"],
    missing_api_key: ["definite", "auth"],
    restricted_api_key: ["definite", "auth"],
    invalid_api_key: ["definite", "auth"],
    not_found: ["definite", "rejected"],
    method_not_allowed: ["definite", "rejected"],
    invalid_idempotent_request: ["definite", "conflict"],
    concurrent_idempotent_requests: ["retryable", "capacity"],
    invalid_attachment: ["definite", "rejected"],
    invalid_from_address: ["definite", "sender"],
    invalid_access: ["definite", "auth"],
    invalid_parameter: ["definite", "rejected"],
    invalid_region: ["definite", "rejected"],
    missing_required_field: ["definite", "rejected"],
    monthly_quota_exceeded: ["retryable", "quota"],
    daily_quota_exceeded: ["retryable", "quota"],
    rate_limit_exceeded: ["retryable", "capacity"],
    security_error: ["definite", "sender"],
    application_error: ["ambiguous", "unavailable"],
    internal_server_error: ["ambiguous", "unavailable"],
  };
  test.each(Object.entries(EXPECTED))("%s means %j", (name, [certainty, code]) => {
    const failure = documented(name as ErrorName);
    expect(failure).toMatchObject({ certainty, code, status: ERRORS[name as ErrorName][0], providerCode: name });
  });

  test.each<[number, string, string]>([
    [422, "Invalid `to` field. The email address needs to follow the `email@example.com` format.", "invalid_contact"],
    [400, "Invalid `to` field.", "invalid_contact"],
    [422, "Invalid `from` field. The email address needs to follow the `email@example.com` format.", "sender"],
    [403, "The brightsmile.example domain is not verified. Please, add and verify your domain", "sender"],
    [403, "You can only send testing emails to your own email address (owner@x.example).", "sender"],
    [422, "Invalid `reply_to` field.", "rejected"],
    [422, "Invalid `subject` field: must be sent to somebody.", "rejected"],
  ])("a validation error of %d is judged by the field: %s", (statusCode, message, code) => {
    expect(failureOf({ statusCode, name: "validation_error", message })).toMatchObject({ certainty: "definite", code });
  });

  test.each<[unknown, string, string]>([
    [{ statusCode: 403, name: "suspended_api_key", message: "x" }, "definite", "auth"],
    [{ statusCode: 401, name: "something_new", message: "x" }, "definite", "auth"],
    [{ statusCode: 402, name: "payment_required", message: "x" }, "definite", "billing"],
    [{ statusCode: 413, name: "too_large", message: "x" }, "definite", "rejected"],
    [{ statusCode: 429, name: "something_new", message: "x" }, "retryable", "capacity"],
    [{ statusCode: 408, name: "something_new", message: "x" }, "ambiguous", "timeout"],
    [{ statusCode: 503, name: "something_new", message: "x" }, "ambiguous", "unavailable"],
    [{ name: "rate_limit_exceeded" }, "retryable", "capacity"],
    [{ statusCode: "429", name: 7, message: {} }, "ambiguous", "bad_response"],
    [undefined, "ambiguous", "bad_response"],
  ])("and one that it does not: %j", (error, certainty, code) => {
    expect(failureOf(error)).toMatchObject({ certainty, code });
  });
});

describe("how long to wait", () => {
  const rate = { statusCode: 429, name: "rate_limit_exceeded", message: "Too many requests." };
  const HOUR = 3_600_000;
  test.each<[Record<string, string>, number]>([
    [{ "retry-after": "3", "ratelimit-reset": "1" }, 3_000],
    [{ "ratelimit-reset": "2" }, 2_000],
    [{ "retry-after": "0" }, 250],
    [{ "retry-after": "0.5" }, 500],
    [{ "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT", "ratelimit-reset": "4" }, 4_000],
    [{ "retry-after": "-1" }, 1_000],
    [{}, 1_000],
  ])("is told by the headers %j", (headers, ms) => {
    expect(failureOf(rate, headers).retryAfterMs).toBe(ms);
  });

  test("is long for a quota, whatever the second's headers say", () => {
    const quota = (name: string) => failureOf({ ...rate, name }, { "retry-after": "1" }).retryAfterMs;
    expect(quota("daily_quota_exceeded")).toBe(HOUR);
    expect(quota("monthly_quota_exceeded")).toBe(12 * HOUR);
  });

  test("is nobody's concern where asking again is not safe", () => {
    expect(documented("internal_server_error").retryAfterMs).toBeNull();
    expect(documented("invalid_api_key").retryAfterMs).toBeNull();
  });
});

test("what Resend said is kept without addresses and keys", () => {
  const message = `Key ${API_KEY} may not write to ${CUSTOMER} or Ann <ann@x.example>, ask +1 415 555 0123. ${"x ".repeat(300)}`;
  const failure = failureOf({ statusCode: 422, name: "validation_error", message });
  for (const secret of [API_KEY, CUSTOMER, "ann@x.example", "555 0123"]) expect(failure.message).not.toContain(secret);
  expect(failure.message.length).toBeLessThanOrEqual(300);
});
