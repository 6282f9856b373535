import { Bot } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Crumbs } from "@/components/crumbs";
import { ImportWizard } from "@/components/import/import-wizard";
import { PageTitle } from "@/components/page-title";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/states";
import { countryChoices } from "@/lib/core/places";
import { pageDeps } from "../../../page-deps";

export const metadata: Metadata = { title: "Import customers" };

export default async function ImportPage() {
  const { data, accountId } = await pageDeps();
  const [agents, settings] = await Promise.all([data.accounts.agents(accountId), data.accounts.settings(accountId)]);
  const toAgents = (
    <Button asChild look="primary">
      <Link href="/settings/agents">Add an agent</Link>
    </Button>
  );
  return (
    <>
      <Crumbs trail={[{ href: "/customers", label: "Customers" }]} />
      <PageTitle title="Import customers" />
      {agents.length === 0 ? (
        <Card className="max-w-4xl">
          <EmptyState icon={Bot} title="An agent is needed first" action={toAgents}>
            Every lead belongs to an agent, also those of a file. Add one, then come back.
          </EmptyState>
        </Card>
      ) : (
        <ImportWizard
          agents={agents.map(({ id, name }) => ({ id, name }))}
          countries={countryChoices()}
          defaultCountry={settings?.default_country ?? "US"}
        />
      )}
    </>
  );
}
