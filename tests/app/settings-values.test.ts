import { expect, it } from "vitest";
import { changedFields, toChange, valuesOf } from "@/components/settings/settings-form-values";
import { DEFAULT_SETTINGS } from "@/lib/core/settings";

const settings = { ...DEFAULT_SETTINGS, callback_number: "+12125550177" };

it("the number to call back stands in its field as people write it", () => {
  expect(valuesOf(settings).callback_number).toBe("(212) 555-0177");
  expect(valuesOf({ ...settings, callback_number: "+442079460018" }).callback_number).toBe("+44 2079460018");
  expect(valuesOf(DEFAULT_SETTINGS).callback_number).toBe("");
});

it("a number that stays is not sent again", () => {
  const typed = { ...valuesOf(settings), business_name: "Bella" };
  const changed = changedFields(["business_name", "callback_number"], typed, valuesOf(settings));
  expect(toChange(typed, changed)).toEqual({ business_name: "Bella" });
});
