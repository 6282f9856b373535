import { LogOut } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "../ui/button";
import { Brand } from "./brand";
import { Nav } from "./nav";

export interface HeaderProps {
  email: string;
  signOut: () => Promise<void>;
  badge?: ReactNode;
  /** How many calls need the owner. */
  needsYou: number;
}

export function Header({ email, signOut, badge, needsYou }: HeaderProps) {
  return (
    <header className="z-20 border-b border-line bg-surface sm:sticky sm:top-0">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-30 focus:rounded-md focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent"
      >
        Skip to the content
      </a>
      <div className="mx-auto flex max-w-screen-2xl flex-wrap items-center gap-x-6 px-4 sm:px-6">
        <Link href="/campaigns" className="flex h-12 items-center rounded-md">
          <Brand />
        </Link>
        <div className="order-last w-full min-w-0 sm:order-none sm:w-auto">
          <Nav needsYou={needsYou} />
        </div>
        <div className="ml-auto flex h-12 min-w-0 items-center gap-4">
          <span className="hidden min-w-0 sm:block">{badge}</span>
          <span className="hidden max-w-56 truncate text-ink-muted lg:block">{email}</span>
          <form action={signOut}>
            <Button look="quiet" size="sm" type="submit" aria-label={`Sign out ${email}`}>
              <LogOut aria-hidden />
              <span className="hidden md:inline">Sign out</span>
            </Button>
          </form>
        </div>
        {badge && <div className="w-full min-w-0 pb-1 sm:hidden">{badge}</div>}
      </div>
    </header>
  );
}
