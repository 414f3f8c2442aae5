import { digestSection } from "../../../../src/core/engines/extractive/digest-section";
import type { SectionDraft, SectionInput, SectionResult } from "../../../../src/core/engines/engine";
import type { Passage, PassageKind, SourceProperties } from "../../../../src/core/vault/passage";

export function properties(given: Partial<SourceProperties> = {}): SourceProperties {
  return { title: "", authors: [], published: "", url: "", description: "", tags: [], aliases: [], ...given };
}

export function passage(text: string, kind: PassageKind = "paragraph"): Passage {
  return { kind, text, start: 0, end: text.length, offsets: [0, 0] };
}

export function section(texts: (string | Passage)[], given: Partial<SourceProperties> = {}, headingPath: string[] = []): SectionInput {
  return { source: { properties: properties(given) }, headingPath, passages: texts.map((text) => (typeof text === "string" ? passage(text) : text)) };
}

export function digest(texts: (string | Passage)[], given: Partial<SourceProperties> = {}): SectionDraft {
  return digestSection(section(texts, given));
}

export function namesIn(...texts: string[]): string[] {
  return digest(texts).names.map((name) => name.name);
}

export function result(texts: (string | Passage)[], given: Partial<SourceProperties> = {}, prefix = "c", headingPath: string[] = []): SectionResult {
  const draft = digestSection(section(texts, given, headingPath));
  return { headingPath, draft, claimIds: draft.statements.map((_statement, index) => `${prefix}${index}`) };
}
