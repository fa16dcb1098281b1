import type { Locator } from 'playwright-core'

/** Lists the texts whose last line is one word that is short for it. Texts of less than four words may break as they like. */
export function lonelyWords(texts: Locator): Promise<string[]> {
  return texts.evaluateAll((elements) =>
    elements.flatMap((element) => {
      const words: DOMRect[] = []
      const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        for (const { 0: word, index } of (node.textContent ?? '').matchAll(/\S+/g)) {
          const range = document.createRange()
          range.setStart(node, index)
          range.setEnd(node, index + word.length)
          words.push(range.getBoundingClientRect())
        }
      }
      const [before, last] = words.slice(-2)
      if (!before || !last || words.length < 4 || last.top - before.top <= before.height / 2) return []
      const width = Math.max(...words.map(({ right }) => right)) - Math.min(...words.map(({ left }) => left))
      return last.width < width / 2 ? [`a last line of one word: ${element.textContent?.trim()}`] : []
    }),
  )
}
