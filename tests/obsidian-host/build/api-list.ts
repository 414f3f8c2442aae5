/** What obsidian.d.ts declares, read with the compiler: the names that exist at run time, and the public members of the classes among them. */
import { readFileSync } from "node:fs";
import ts from "typescript";

export interface DeclaredMember {
  name: string;
  kind: "method" | "property";
  isStatic: boolean;
}

export interface DeclaredExport {
  kind: "class" | "function" | "value";
  /** Of a class alone: those a plugin may expect to be there, so neither abstract nor optional ones. */
  members: DeclaredMember[];
}

export type DeclaredApi = Record<string, DeclaredExport>;

const has = (node: ts.Node, kind: ts.SyntaxKind): boolean => ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);

function memberOf(node: ts.ClassElement): DeclaredMember | null {
  const isLeftOut = [ts.SyntaxKind.AbstractKeyword, ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword].some((kind) => has(node, kind));
  const isOptional = (ts.isMethodDeclaration(node) || ts.isPropertyDeclaration(node)) && node.questionToken !== undefined;
  if (isLeftOut || isOptional || node.name === undefined || !ts.isIdentifier(node.name)) return null;
  const isStatic = has(node, ts.SyntaxKind.StaticKeyword);
  return { name: node.name.text, kind: ts.isMethodDeclaration(node) ? "method" : "property", isStatic };
}

function classMembers(node: ts.ClassDeclaration): DeclaredMember[] {
  const members = node.members.map(memberOf).filter((member) => member !== null);
  // Overloads are declared several times.
  return [...new Map(members.map((member) => [`${member.isStatic} ${member.name}`, member])).values()];
}

/** `file` is obsidian.d.ts. */
export function readDeclaredApi(file: string): DeclaredApi {
  const source = ts.createSourceFile("obsidian.d.ts", readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
  const api: DeclaredApi = {};
  for (const node of source.statements) {
    if (!has(node, ts.SyntaxKind.ExportKeyword)) continue;
    if (ts.isClassDeclaration(node) && node.name !== undefined) api[node.name.text] = { kind: "class", members: classMembers(node) };
    else if (ts.isFunctionDeclaration(node) && node.name !== undefined) api[node.name.text] = { kind: "function", members: [] };
    else if (ts.isEnumDeclaration(node)) api[node.name.text] = { kind: "value", members: [] };
    else if (ts.isVariableStatement(node)) for (const { name } of node.declarationList.declarations) if (ts.isIdentifier(name)) api[name.text] = { kind: "value", members: [] };
  }
  return api;
}
