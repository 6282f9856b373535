import type { Metadata } from "next";
import { Crumbs } from "@/components/crumbs";
import { nameOf } from "@/components/name-of";
import { RecipientFull } from "@/components/recipients/recipient-full";
import { pageTimeZone } from "../../../../../page-deps";
import { recipientOf } from "./recipient-of";

interface Props {
  params: Promise<{ id: string; recipientId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, recipientId } = await params;
  return { title: nameOf((await recipientOf(id, recipientId)).recipient) };
}

export default async function RecipientPage({ params }: Props) {
  const { id, recipientId } = await params;
  const [detail, timeZone] = await Promise.all([recipientOf(id, recipientId), pageTimeZone()]);
  return (
    <>
      <Crumbs
        trail={[
          { href: "/campaigns", label: "Campaigns" },
          { href: `/campaigns/${detail.campaign.id}`, label: detail.campaign.name },
        ]}
      />
      <RecipientFull initial={detail} timeZone={timeZone} />
    </>
  );
}
