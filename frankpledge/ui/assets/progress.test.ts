// What is asked of the page while long work goes on. The browser's own parts are stood in for.
import assert from "node:assert/strict";
import { test } from "node:test";

import { put } from "./progress.ts";

class Part {
  textContent = "";
  attributes = new Map<string, string>();
  replaced = 0;
  childNodes: Part[] = [];
  private readonly inside: Record<string, Part>;
  constructor(inside: Record<string, Part> = {}) {
    this.inside = inside;
  }
  querySelector(name: string): Part | null {
    return this.inside[name] ?? null;
  }
  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }
  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }
  hasAttribute(name: string): boolean {
    return this.attributes.has(name);
  }
  toggleAttribute(name: string, on: boolean): void {
    if (on) {
      this.attributes.set(name, "");
    } else {
      this.attributes.delete(name);
    }
  }
  replaceChildren(): void {
    this.replaced += 1;
  }
}

function going(words: string, value: string): Part {
  const told = new Part();
  told.textContent = words;
  const bar = new Part();
  bar.setAttribute("value", value);
  const region = new Part({ "[role=status]": told, progress: bar });
  region.setAttribute("data-progress", "");
  return region;
}

const asElement = (part: Part): HTMLElement => part as unknown as HTMLElement;

test("while it goes on only the words and the bar change, so that the button keeps its place", () => {
  const shown = going("1 of 4", "1");
  put(asElement(shown), asElement(going("2 of 4", "2")));

  assert.equal(shown.querySelector("[role=status]")?.textContent, "2 of 4");
  assert.equal(shown.querySelector("progress")?.getAttribute("value"), "2");
  assert.equal(shown.replaced, 0);
});

test("when it is over the whole part is put in its place and is no longer followed", () => {
  const shown = going("4 of 4", "4");
  put(asElement(shown), asElement(new Part({ "[role=status]": new Part() })));

  assert.equal(shown.replaced, 1);
  assert.ok(!shown.hasAttribute("data-progress"));
});
