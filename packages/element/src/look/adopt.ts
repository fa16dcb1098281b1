import { create } from '../parts/create.ts'

/**
 * Gives a shadow tree its styles: by a constructed sheet, which no Content-Security-Policy of the page forbids; in engines that lack
 * those (Chromium before 73) by an element.
 */
export function adopt(root: ShadowRoot, css: string): void {
  if (!('adoptedStyleSheets' in root) || !('replaceSync' in CSSStyleSheet.prototype)) {
    ;(root as ShadowRoot).append(create('style', {}, css))
    return
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
}
