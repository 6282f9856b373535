import { expect, it } from "vitest";
import { turnAt } from "@/components/attempts/turns";

const turns = [{ seconds: 0.4 }, { seconds: 3 }, { seconds: 7.5 }];

it.each([
  ["nobody before the first turn", 0.1, null],
  ["the first turn from its beginning", 0.4, 0],
  ["a turn until the next begins", 7.4, 1],
  ["the last turn to the end", 60, 2],
])("a recording is followed: %s", (_, at, turn) => {
  expect(turnAt(turns, at)).toBe(turn);
});

it("a recording without turns marks none", () => {
  expect(turnAt([], 5)).toBeNull();
});
