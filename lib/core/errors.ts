/** Every error that a person or a client can meet, with its HTTP status. One map, so that none can be missed. */
export const STATUS = {
  invalid_input: 400,
  malformed_json: 400,
  csv_unreadable: 400,
  csv_columns_missing: 422,
  agent_missing: 422,
  not_signed_in: 401,
  sign_in_failed: 401,
  api_key_unknown: 401,
  api_key_changed: 409,
  webhook_not_verified: 401,
  cron_not_authorised: 401,
  not_allowed: 403,
  not_found: 404,
  customer_not_found: 404,
  campaign_not_found: 404,
  route_not_found: 404,
  method_not_allowed: 405,
  campaign_already_active: 409,
  campaign_not_active: 409,
  campaign_finished: 409,
  campaign_not_editable: 409,
  campaign_not_draft: 409,
  campaign_not_started: 409,
  recipient_under_way: 409,
  recipient_not_waiting: 409,
  recipient_not_retryable: 409,
  recipient_opted_out: 409,
  recipient_in_doubt: 409,
  recipient_max_attempts: 409,
  attempt_under_way: 409,
  attempt_not_placed: 409,
  contact_taken: 409,
  call_under_way: 409,
  opt_out_lifted: 409,
  override_in_force: 409,
  override_ended: 409,
  rule_not_overridable: 422,
  list_not_loading: 409,
  list_incomplete: 409,
  list_older: 409,
  list_doubtful: 409,
  list_in_future: 422,
  list_empty: 422,
  too_many_lists: 409,
  consent_withdrawn: 409,
  too_large: 413,
  unsupported_media: 415,
  campaign_not_ready: 422,
  campaign_without_recipients: 422,
  content_not_ready: 422,
  test_agent_not_ready: 422,
  test_number_not_callable: 422,
  test_number_of_customer: 422,
  test_number_on_list: 422,
  test_number_opted_out: 422,
  test_call_under_way: 409,
  test_call_no_line: 409,
  test_call_limit: 429,
  test_channel_not_ready: 422,
  test_address_opted_out: 422,
  test_message_limit: 429,
  too_many_requests: 429,
  internal: 500,
  import_broken_off: 503,
  database_unavailable: 503,
  took_too_long: 503,
  jobs_unavailable: 503,
} as const;
export type ErrorCode = keyof typeof STATUS;

/** What the person reads: what happened and what to do. */
export const MESSAGE: Record<ErrorCode, string> = {
  invalid_input: "Some of what was sent can't be used. Correct the fields named below and try again.",
  malformed_json: "The request is not valid JSON. Check it and send it again.",
  csv_unreadable: "This file can't be read as a table. Save it as CSV and upload it again.",
  csv_columns_missing: "The file has no column with a phone number or an email address. Add one and upload it again.",
  agent_missing: "There is no agent to take these leads. Create one first, or check that this is your account.",
  not_signed_in: "You are not signed in. Sign in and try again.",
  sign_in_failed: "The email or the password is not right. Check both and try again.",
  api_key_changed:
    "Another key was made meanwhile, which this would have ended. Look at the one that is there now; make a new one if you still want to.",
  api_key_unknown: "This key is not, or no longer, that of an account. Make one under Settings, API.",
  webhook_not_verified: "The signature of this webhook is not valid. Check the webhook secret.",
  cron_not_authorised: "The cron secret is missing or wrong. Send it as a bearer token.",
  not_allowed: "You have no access to this. Ask the owner of the account.",
  not_found: "This does not exist, or it belongs to another account.",
  customer_not_found:
    "No customer has this number or address. Check it, add the customer first, or send create with a name.",
  campaign_not_found: "This campaign does not exist. It may have been deleted; go back to the list.",
  route_not_found: "The API has no such address. Check it against the documentation.",
  method_not_allowed: "This address does not take this method. Use one of those that the Allow header names.",
  campaign_already_active: "This campaign is running already. Reload to see its progress.",
  campaign_not_active: "This campaign is not running, so there is nothing to pause or stop. Reload to see its state.",
  campaign_finished: "This campaign has ended and can't run again. Make a new campaign instead.",
  campaign_not_editable:
    "This can't be changed in the campaign's present state. Pause it first, or make a new campaign.",
  campaign_not_draft: "Only a draft can be deleted. Stop the campaign instead; its record stays.",
  campaign_not_started: "This campaign has not started yet. Its recipients are contacted once it does.",
  recipient_under_way: "This person is being contacted right now. Wait until that has ended, then try again.",
  recipient_not_waiting: "This person is not waiting to be contacted any more. Reload to see what happened.",
  recipient_not_retryable:
    "For the reason shown this person can't be tried again here. Nothing was changed; a later campaign looks at everybody anew.",
  recipient_opted_out:
    "This person asked not to be contacted, so nobody contacts them again. If they changed their mind, lift the opt-out; later campaigns may then contact them.",
  recipient_in_doubt:
    "What became of the last contact is not known, so another might be the second time. Ask the customer yourself.",
  recipient_max_attempts:
    "This person was contacted as often as the campaign allows. Allow more tries with each customer in the campaign, then try again.",
  attempt_under_way: "This is still under way. Wait for it to end, then correct its outcome.",
  attempt_not_placed: "This never left, so it has no outcome to correct. Look at the other contacts with this person.",
  contact_taken: "Another customer has this number or address already. Use another one, or open that customer.",
  call_under_way:
    "A contact with this customer is under way. Wait until it has ended, some minutes at most, and try again; nothing was erased.",
  opt_out_lifted: "This opt-out was lifted before. Reload to see by whom and why.",
  override_in_force: "An exception from this rule is in force already. End it first, then make a new one.",
  override_ended: "This exception has ended already. Reload to see when.",
  rule_not_overridable: "No exception can be made from this rule.",
  list_not_loading: "This upload has ended. Reload to see what became of it, and upload the file again if need be.",
  list_incomplete: "Not all of the file has arrived. Choose the same file again, and the rest of it is sent.",
  list_older: "The list that counts now is newer than this one. Upload a newer file, or remove that list first.",
  list_doubtful:
    "This file has far fewer numbers than the list that it would replace, or most of its lines hold none. Choose another file, or say that it may replace it.",
  list_in_future: "The day of the numbers lies in the future. Correct it and upload the file again.",
  list_empty: "Nothing in this file is a phone number, so nothing was changed. Choose another file.",
  too_many_lists: "Too many lists are there or on their way. Finish, discard or remove some first.",
  consent_withdrawn:
    "This person took an agreement back or opted out after that day, so it is not stored. Ask them anew if they changed their mind.",
  too_large: "This is too large. Send less at once.",
  unsupported_media: "This type of content can't be used here.",
  campaign_not_ready: "The campaign can't start yet. Fix what is listed below and start it again.",
  campaign_without_recipients: "No customer matches the campaign's criteria. Widen them and start again.",
  content_not_ready: "This can't be said or sent yet. Fix what is listed below and try again.",
  test_agent_not_ready:
    "This agent can't make calls yet: its assistant, its phone number or the phone provider is not set up. Choose another agent, or set it up first.",
  test_number_not_callable:
    "This number can't be called. Enter your own phone number with its area code, in the country of your business.",
  test_number_of_customer:
    "This number belongs to one of your customers, and only campaigns call customers. Enter your own phone number.",
  test_number_on_list:
    "This number is on one of your do-not-call lists. Enter another number, or upload the list without it under Settings, Do-not-call lists.",
  test_number_opted_out: "This number is on your list of opt-outs, so nobody calls it. Enter another number.",
  test_call_under_way: "A test call is under way already. Wait until it has ended, then call again.",
  test_call_no_line: "All lines for calls are in use or kept for incoming calls. Try again in a few minutes.",
  test_channel_not_ready:
    "Test messages can't be sent yet: the provider, or the sender in your settings, is not set up. See to it first.",
  test_address_opted_out: "Your own address is on your list of opt-outs, so nothing is sent to it. Lift that first.",
  test_message_limit: "You have sent yourself as many test messages as an hour or a day allows. Try again later.",
  test_call_limit: "You have made as many test calls as an hour or a day allows. Try again later.",
  too_many_requests: "That was too often. Wait a minute and try again.",
  internal:
    "Something went wrong on our side and nothing was changed. Try again; if it stays, tell support the code below.",
  import_broken_off:
    "The import broke off. What was imported until then stays; send the same file again and the rest is added.",
  database_unavailable: "The database can't be reached just now. Nothing was lost; try again in a minute.",
  took_too_long: "This took too long and was given up; nothing was changed. Ask for less, or try again in a minute.",
  jobs_unavailable: "The job queue can't be reached just now. The campaign goes on by itself once it can.",
};

/** An error with a stable code. `details` is shown to the person who asked: no secrets, no other account's data. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details?: unknown,
    options?: ErrorOptions,
  ) {
    super(MESSAGE[code], options);
    this.name = "AppError";
  }
}

/** An error's name and codes down to its cause, which are safe to log anywhere. No message: it may quote what somebody wrote.
 *  e.g. `internal, PostgrestError 40P01` or `ZodError campaignId:invalid_format`. */
export function errorName(error: unknown): string {
  const names: string[] = [];
  for (
    let at = error;
    at !== undefined && at !== null && names.length < 4;
    at = at instanceof Error ? at.cause : undefined
  )
    names.push(nameOf(at));
  return names.join(", ") || "unknown";
}

function nameOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  if (!(error instanceof Error)) return typeof error === "object" ? codeOf(error) || "unknown" : "unknown";
  return [error.name, codeOf(error), issuesOf(error)].filter(Boolean).join(" ");
}

function codeOf(error: object | null): string {
  const code = error !== null && "code" in error && typeof error.code === "string" ? error.code : "";
  return /^[A-Za-z0-9_]{1,40}$/.test(code) ? code : "";
}

/** Which fields of a payload zod refused. Read by shape: this file is part of the pages, and zod should not be. */
function issuesOf(error: Error): string {
  if (!("issues" in error) || !Array.isArray(error.issues)) return "";
  const named = error.issues.map((issue: { path?: unknown; code?: unknown }) => {
    const path = Array.isArray(issue.path) ? issue.path.join(".") : "";
    return `${path}:${String(issue.code)}`;
  });
  return named.join(" ").slice(0, 200);
}
