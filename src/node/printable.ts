/** Text for a terminal: names and words of sources are untrusted, and control characters in them would be commands to it. */

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** With a mark in place of each control character; line ends and tabs stay. */
export const printable = (text: string): string => text.replace(CONTROLS, "\uFFFD");

/** One JSON document on one line. What JSON leaves as it is and a terminal would obey is escaped. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value).replace(CONTROLS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
