import type { Metadata } from "next";
import { Checklist } from "@/components/settings/checklist";
import { settingsView } from "@/lib/core/settings";
import { pageDeps } from "../../page-deps";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { data, lists, accountId, setup, now } = await pageDeps();
  const [row, agents, progress, { relied, stale }] = await Promise.all([
    data.accounts.settings(accountId),
    data.accounts.agents(accountId),
    data.setup.progress(accountId),
    lists.of(accountId, now()),
  ]);
  const settings = settingsView(row);
  const facts = {
    ...settings,
    agents: agents.map((agent) => ({
      id: agent.id,
      name: agent.name,
      has_assistant: agent.vapi_assistant_id !== null,
      has_number: agent.vapi_phone_number_id !== null,
    })),
    ...{ customers: progress.customers, opt_outs: progress.optOuts, called: progress.called },
    lists: { relied, stale },
  };
  return <Checklist facts={facts} setup={setup} now={now().toISOString()} />;
}
