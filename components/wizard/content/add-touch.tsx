import { Plus } from "lucide-react";
import { CHANNELS, type Channel } from "@/lib/core/words";
import { Button } from "../../ui/button";

/** One more touch, at the end. */
export function AddTouch({ onAdd }: { onAdd: (channel: Channel) => void }) {
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">Add a touch</legend>
      {CHANNELS.map((channel) => (
        <Button key={channel} size="sm" data-add onClick={() => onAdd(channel)}>
          <Plus aria-hidden />
          Add {channel === "call" ? "a call" : channel === "email" ? "an email" : "a text message"}
        </Button>
      ))}
    </fieldset>
  );
}
