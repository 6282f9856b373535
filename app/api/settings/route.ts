import { updateSettings } from "@/lib/actions/update-settings";
import { SettingsInput, settingsView } from "@/lib/core/settings";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const { data, accountId } = await userDeps();
    return settingsView(await data.accounts.settings(accountId));
  });

export const PATCH = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    return updateSettings(deps, await readJson(request, SettingsInput));
  });

export const { DELETE, POST, PUT, OPTIONS } = otherMethods("GET", "PATCH");
