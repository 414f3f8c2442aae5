/** The settings that name folders. */
import { Notice, type SettingDefinitionItem, type SettingDefinitionList, type SettingDefinitionPage, TFolder } from "obsidian";
import { isInFolder } from "../../core/settings";
import type { Context } from "../context";
import { count, listed } from "../ui/words";
import { cleanFolder, problemOfListed, problemOfWikiFolder, type FolderList } from "./check";
import { FolderModal } from "./folder-modal";

interface ListWords {
  list: FolderList;
  heading: string;
  description: string;
  empty: string;
  add: string;
  ask: string;
}

const LISTS: readonly ListWords[] = [
  {
    list: "sourceFolders",
    heading: "Source folders",
    description: "Every note in these folders, and in folders below them, is a source. Compiling reads them and never changes them.",
    empty: "No source folders: nothing is compiled.",
    add: "Add source folder",
    ask: "A folder that is not there yet is made when you compile. Taking one off the list later takes what its notes say out of the wiki at the next compile.",
  },
  {
    list: "excludedFolders",
    heading: "Excluded folders",
    description: "Notes in these folders are never read as sources and never sent anywhere, even inside a source folder.",
    empty: "Nothing is excluded.",
    add: "Add excluded folder",
    ask: "At the next compile, pages made of notes in this folder leave the wiki.",
  },
  {
    list: "canonicalFolders",
    heading: "Your own concept notes",
    description: "A note of yours in these folders stands for its concept, such as People/Ada Lovelace: the wiki links to it instead of making a page of its own.",
    empty: "No folders: the wiki makes a page for every concept that earns one.",
    add: "Add folder of your own notes",
    ask: "At the next compile, links go to your notes there; pages of the wiki for the same concepts are retired.",
  },
];

/** How much lies in the folder, or that it is not there yet. */
function standing({ app }: Context, folder: string): string {
  if (folder !== "" && !(app.vault.getAbstractFileByPath(folder) instanceof TFolder)) return "Not there yet; it is made when you compile.";
  return `${count(app.vault.getMarkdownFiles().filter(({ path }) => isInFolder(path, folder)).length, "note")}.`;
}

const nameOf = (folder: string): string => (folder === "" ? "Whole vault" : folder);

function listOf(context: Context, { list, heading, empty, add, ask }: ListWords): SettingDefinitionList {
  const { settings, report } = context;
  const save = (folders: string[]): void => {
    settings.update({ [list]: folders }).catch(report);
  };
  return {
    type: "list",
    heading,
    emptyState: empty,
    items: settings.current()[list].map((folder) => ({ name: nameOf(folder), desc: standing(context, folder), searchable: false })),
    onDelete: (index) => {
      const removed = settings.current()[list][index];
      save(settings.current()[list].filter((_, at) => at !== index));
      if (list === "sourceFolders" && removed !== undefined) new Notice(`Its notes are no sources any more; the next compile takes what they say out of the wiki. Nothing in ${removed} is changed.`);
    },
    addItem: {
      name: add,
      action: () => {
        const check = (folder: string): string | null => problemOfListed(list, folder, settings.current());
        new FolderModal(context.app, { title: add, description: ask, check, take: (folder) => save([...settings.current()[list], cleanFolder(folder)]) }).open();
      },
    },
  };
}

/** A list has no room for a description: it stands on a page of its own, whose entry describes it and says what is in it. */
const pageOf = (context: Context, words: ListWords): SettingDefinitionPage => ({
  type: "page",
  name: words.heading,
  desc: words.description,
  displayValue: () => listed(context.settings.current()[words.list].map(nameOf)) || "None",
  items: [listOf(context, words)],
});

export function folderSettings(context: Context): SettingDefinitionItem[] {
  const { settings } = context;
  return [
    {
      type: "group",
      heading: "Folders",
      items: [
        {
          name: "Wiki folder",
          desc: "Pages are written here and nowhere else. Changing it makes the wiki anew in the other folder; the pages written so far stay where they are, so move the folder first if you want to keep them.",
          aliases: ["output", "pages"],
          control: { type: "folder", key: "wikiFolder", placeholder: "wiki", validate: (given: string) => problemOfWikiFolder(given, settings.current()) ?? undefined },
        },
        ...LISTS.map((words) => pageOf(context, words)),
      ],
    },
  ];
}
