import { usePathname } from "next/navigation";
import type { ApiError } from "./api";
import { Button } from "./ui/button";
import { Notice } from "./ui/notice";

/** Says why what is on the page no longer follows. What is shown stays. */
export function LiveTrouble({ error }: { error: ApiError | null }) {
  const path = usePathname();
  if (!error) return null;
  if (error.code !== "not_signed_in")
    return (
      <Notice kind="warning" role="status" title="What you see may be out of date">
        {error.message}
      </Notice>
    );
  return (
    <Notice kind="warning" role="alert" title="Your session has ended">
      <p>Sign in again to go on here.</p>
      <Button asChild size="sm" className="mt-2">
        {/* A full load: the page behind it has to be made for the new session. */}
        <a href={`/sign-in?ended=1&next=${encodeURIComponent(path)}`}>Sign in</a>
      </Button>
    </Notice>
  );
}
