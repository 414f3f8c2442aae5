import { cutPassages } from "../../../src/core/search/passages";

describe("The tags of a note", () => {
  test.each([
    ["in its properties and its text, each once", "---\ntags: [Food, '#drinks']\n---\nI like #food and #Travel/Japan.\n", ["food", "drinks", "travel/japan"]],
    ["at the start of a line, in lists, tables and headings", "#one\n- #two\n\n# Head #three\n\n| a |\n|---|\n| #four |\n", ["one", "two", "three", "four"]],
    ["of digits where others are among them", "#2024-05 #2024/05\n", ["2024-05", "2024/05"]],
    ["in any script, with emoji", "#日本 #éclair #a-b_c #🎉party\n", ["日本", "éclair", "a-b_c", "🎉party"]],
    ["not in code, links, headings' marks, nor of digits alone", "# Heading\n\n`#no` a#no [x](y#no) #1 #2024 ## `color: #no` $x #no$ [[Note #no]] %%a #no%% <!-- #no -->\n\n```\n#no\n```\n\n$$\n #no\n$$\n", []],
  ])("%s", (_, text, expected) => expect(cutPassages("raw/a.md", text).properties.tags).toEqual(expected));
});
