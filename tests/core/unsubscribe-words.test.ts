import { expect, it } from "vitest";
import { endedText, onlyText } from "@/lib/core/unsubscribe";

it("says of one channel alone that a time without any offers follows, and what comes after it", () => {
  expect(onlyText("email", 30)).toBe(
    "For 30 days you get no offers in any other way either. After that, offers may come by phone or text message.",
  );
  expect(endedText("Bella Salon", "sms", 1)).toBe(
    "Bella Salon sends you no more marketing text messages. For 1 day you get no calls or emails with offers either.",
  );
  expect(onlyText("call", 0)).toBe("You may still get offers by text message or email.");
  expect(endedText("Bella Salon", "email", 0)).toBe("Bella Salon sends you no more marketing emails.");
});
