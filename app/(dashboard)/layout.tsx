import type { ReactNode } from "react";
import { Header } from "@/components/shell/header";
import { signOut } from "../(auth)/actions";
import { pageDeps, pageTimeZone } from "../page-deps";
import { RehearsalNotice } from "../rehearsal-notice";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { data, accountId, user } = await pageDeps();
  const [needsYou, timeZone] = await Promise.all([data.calls.needsYou(accountId), pageTimeZone()]);
  return (
    <>
      <Header
        email={user.email}
        signOut={signOut}
        badge={<RehearsalNotice timeZone={timeZone} />}
        needsYou={needsYou}
      />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-screen-2xl flex-1 flex-col px-4 py-6 outline-none sm:px-6"
      >
        {children}
      </main>
    </>
  );
}
