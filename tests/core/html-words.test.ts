import { expect, it } from "vitest";
import { htmlWords } from "@/lib/core/html-words";

it.each([
  ["<p>Hi <b>you</b></p><p>there</p>", "Hi you\nthere"],
  ["a\n  b<br>c<br/>d", "a b\nc\nd"],
  ["<style>p{}</style>x<script>1 < 2</script>y", "xy"],
  ["<!-- <p> -->x", "x"],
  ["&lt;b&gt; &amp;amp; &#233; &#x1F600; &unknown;", "<b> &amp; é 😀 &unknown;"],
  ["yes<blockquote>a<blockquote>b</blockquote>c</blockquote>no", "yes\n\nno"],
  ["a </blockquote> b", "a\nb"],
  ["1 < 2", "1"],
  ["", ""],
])("%j reads %j", (html, words) => {
  expect(htmlWords(html)).toBe(words);
});
