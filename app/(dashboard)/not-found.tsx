import { NothingHere } from "@/components/nothing-here";

export default function DashboardNotFound() {
  return <NothingHere />;
}
