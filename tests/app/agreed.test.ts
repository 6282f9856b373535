import { expect, it } from "vitest";
import { answersOf } from "@/components/attempts/agreed";

it("what a call noted is listed once, with its times in the account's zone", () => {
  const data = {
    outcome: "booked",
    service: "colour",
    appointment_time: "2026-11-30T13:00:00-05:00",
    book_appointment: { service: "colour", appointment_time: "2026-11-30T13:00:00-05:00", notes: "Two people." },
  };
  expect(answersOf(data, "America/Los_Angeles")).toEqual([
    ["Service", "colour"],
    ["Appointment time", "Nov 30, 10:00 AM"],
    ["Notes", "Two people."],
  ]);
});

it.each([null, undefined, "text", [1], { outcome: "booked", notes: "" }])("%j notes nothing", (data) => {
  expect(answersOf(data, "UTC")).toEqual([]);
});
