/** A component that lives as long as its element is part of a drawn note. Contract: obsidian.d.ts, `MarkdownRenderChild`. */
import { Component } from "../events";

export class MarkdownRenderChild extends Component {
  constructor(public containerEl: HTMLElement) {
    super();
  }
}
