/** Tells what was done, or in words why not. The toasts load with the first one. */
export function tell(kind: "success" | "error", text: string, description?: string): void {
  void import("sonner").then(({ toast }) => toast[kind](text, { description }));
}
