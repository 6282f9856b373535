export { toAttemptView } from "@/lib/actions/attempt-view";
