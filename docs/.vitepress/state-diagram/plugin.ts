import { draw } from './draw.ts'
import { layOut } from './lay-out.ts'
import { parseStateDiagram } from './parse-state-diagram.ts'

const MERMAID = /^```mermaid\n([\s\S]*?)^```$/gm

/**
 * Draws the Mermaid state diagrams of a page when the site is built. GitHub draws them by itself; Mermaid's own renderer would bring
 * 200 MB into every clone, and half a megabyte to every reader, for one picture.
 */
export function stateDiagrams(): { name: string; enforce: 'pre'; transform: typeof drawDiagrams } {
  return { name: 'state-diagrams', enforce: 'pre', transform: drawDiagrams }
}

async function drawDiagrams(markdown: string, file: string): Promise<string | undefined> {
  if (!file.endsWith('.md')) return undefined
  let page = markdown
  for (const [block, source = ''] of markdown.matchAll(MERMAID)) {
    const arrows = parseStateDiagram(source)
    const picture = draw(arrows, await layOut(arrows))
    page = page.replace(block, () => `<figure class="state-diagram" tabindex="0">\n${picture}\n</figure>`)
  }
  return page
}
