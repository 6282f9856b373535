import { Unlink } from "lucide-react";
import { EmptyState } from "@/components/ui/states";

export default function LinkNotFound() {
  return (
    <main className="grid flex-1 place-items-center">
      <EmptyState icon={Unlink} heading="h1" title="This link does not work">
        It may have been cut off on its way. Open the message again and press the link there. You agreed to nothing.
      </EmptyState>
    </main>
  );
}
