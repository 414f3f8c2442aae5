export { View } from "./view";
export { ItemView } from "./item-view";
export { EditableFileView, FileView } from "./file-view";
export { TextFileView } from "./text-file-view";
