import twilio from "twilio";
import type BaseRequestClient from "twilio/lib/base/RequestClient";
import { z } from "zod";
import { TwilioRefusal } from "./refusal";

const API_ORIGIN = "https://api.twilio.com";
const MAX_ANSWER_BYTES = 5_000_000;

const RetryAfter = z.object({ "retry-after": z.string() });

/** Sends what the SDK asks for to `origin`, once, within one time limit that covers the answer's body too. */
class OneRequestClient extends twilio.RequestClient {
  constructor(
    private readonly origin: string,
    timeoutMs: number,
  ) {
    super({ timeout: timeoutMs, autoRetry: false });
    this.axios.defaults.maxContentLength = MAX_ANSWER_BYTES;
    // The library's own limit counts from the socket's last byte: an answer in drops would never end.
    this.axios.interceptors.request.use((config) => {
      config.signal = AbortSignal.timeout(config.timeout ?? timeoutMs);
      config.timeout = 0;
      return config;
    });
  }

  override async request<T>(options: BaseRequestClient.RequestOptions<T>) {
    const asked = new URL(options.uri);
    // Our key goes nowhere else, whatever address of a next page an answer names.
    if (asked.origin !== API_ORIGIN) throw new TypeError("the address is not Twilio's");
    const uri = this.origin + asked.pathname + asked.search;
    const response = await super.request<T>({ ...options, uri });
    const { statusCode, body, headers } = response;
    if (statusCode >= 200 && statusCode < 300) return response;
    const retryAfter = RetryAfter.safeParse(headers);
    throw new TwilioRefusal(statusCode, body, retryAfter.success ? retryAfter.data["retry-after"] : null);
  }
}

/** @throws when the account's id can be none. */
export function twilioClient(config: { baseUrl?: string; accountSid: string; authToken: string; timeoutMs: number }) {
  const origin = (config.baseUrl ?? API_ORIGIN).replace(/\/+$/, "");
  return twilio(config.accountSid, config.authToken, {
    httpClient: new OneRequestClient(origin, config.timeoutMs),
    autoRetry: false,
    // Otherwise the environment would choose the host.
    edge: "",
    region: "",
  });
}
export type TwilioClient = ReturnType<typeof twilioClient>;
