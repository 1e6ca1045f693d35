import type { Locator, Page } from "playwright-core";

/** The workbench as a user meets it: what is seen, hovered, clicked and typed. */
export class ClickedEditor {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(file: string): Promise<void> {
    await this.page.waitForSelector(".monaco-workbench .explorer-folders-view", { timeout: 60_000 });
    const row = this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: file }).first();
    await row.waitFor({ timeout: 30_000 });
    await row.dblclick();
    await this.page.waitForSelector(".monaco-editor .view-line");
  }

  async underlined(): Promise<void> {
    await this.squiggle().first().waitFor({ state: "attached", timeout: 30_000 });
  }

  async clean(): Promise<void> {
    await this.squiggle().first().waitFor({ state: "detached", timeout: 15_000 });
  }

  /** What arrives late, a lens above all, moves the line away from under the mouse: then it is hovered again. */
  async hover(line: string, word: string, expected: string): Promise<void> {
    const widget = this.page.locator(".monaco-hover", { hasText: expected }).first();
    for (let attempt = 0; attempt < 3; attempt++) {
      await this.word(line, word).hover();
      if (await appears(widget, 4000)) return;
      await this.page.mouse.move(0, 0);
    }
    throw new Error(`The hover does not say "${expected}".`);
  }

  /** Leaves the menu open, with the fix focused. Right after a start the menu can miss its key, so it is asked again. */
  async openQuickFixes(line: string, word: string, title: string): Promise<void> {
    const offered = this.page.locator(".action-widget .monaco-list-row", { hasText: title });
    for (let attempt = 0; attempt < 5; attempt++) {
      await this.word(line, word).click();
      await this.page.keyboard.press("Control+.");
      if (await appears(offered.first(), 3000)) return;
      await this.page.keyboard.press("Escape");
    }
    throw new Error(`"${title}" is not in the quick fix menu.`);
  }

  /** By key: an overlay takes the clicks until the mouse moves. */
  async acceptQuickFix(title: string, expected: string): Promise<void> {
    const focused = this.page.locator(".action-widget .monaco-list-row.focused", { hasText: title });
    if (!(await appears(focused, 2000))) throw new Error(`"${title}" is not the first in the menu.`);
    await this.page.keyboard.press("Enter");
    await this.line(expected).waitFor({ timeout: 10_000 });
  }

  /** What the braces in the status bar show. */
  async languageStatus(expected: string): Promise<void> {
    await this.page.locator("#status\\.languageStatus").hover();
    await this.page.locator(".hover-language-status", { hasText: expected }).first().waitFor({ timeout: 5000 });
  }

  private line(text: string): Locator {
    return this.page.locator(".monaco-editor .view-line", { hasText: text }).first();
  }

  private word(line: string, word: string): Locator {
    return this.line(line)
      .locator("span span")
      .filter({ hasText: new RegExp(`^\\s*${word}\\s*$`) })
      .first();
  }

  private squiggle(): Locator {
    return this.page.locator(".monaco-editor .squiggly-warning, .monaco-editor .squiggly-error");
  }
}

function appears(locator: Locator, timeout: number): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}
